package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment.Status;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RegisterExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Makes one execution environment, or registers a server as one, tagged with its NS and its task, and finds it again by
 * that tag alone, never by name. Thread-safe.
 */
final class EnvironmentHandler implements TaskHandler {
    /** The memo's and the outputs' name for the id. */
    private static final String ID = "environmentId";

    private final Vca vca;
    private final Function<Work, Vca.Creation> creation;

    private EnvironmentHandler(Vca vca, Function<Work, Vca.Creation> creation) {
        this.vca = vca;
        this.creation = creation;
    }

    static EnvironmentHandler creating(Vca vca) {
        return new EnvironmentHandler(vca, work -> {
            var asked = CreateExecutionEnvironment.Parameters.from(work.parameters());
            return new Vca.Creation(
                    work.nsInstanceId(),
                    work.taskKey(),
                    VcaCalls.account(work.parameters()),
                    asked.namespace(),
                    asked.technology(),
                    asked.artifact(),
                    orEmpty(asked.descriptor()),
                    asked.config(),
                    null);
        });
    }

    static EnvironmentHandler registering(Vca vca) {
        return new EnvironmentHandler(vca, work -> {
            var asked = RegisterExecutionEnvironment.Parameters.from(work.parameters());
            return new Vca.Creation(
                    work.nsInstanceId(),
                    work.taskKey(),
                    VcaCalls.account(work.parameters()),
                    asked.namespace(),
                    asked.technology(),
                    asked.artifact(),
                    orEmpty(asked.descriptor()),
                    Value.Obj.EMPTY,
                    new Vca.Host(asked.hostname().text(), asked.username()));
        });
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public String account(Value.Obj parameters) {
        return VcaCalls.account(parameters);
    }

    @Override
    public Observation observe(Work work) {
        List<ExecutionEnvironment> ours = ours(work);
        List<ExecutionEnvironment> standing =
                ours.stream().filter(one -> one.status() != Status.DELETING).toList();
        if (standing.isEmpty()) {
            return ours.isEmpty()
                    ? new Observation.Unmet()
                    : new Observation.NotYet("the former one is being deleted", Value.Obj.EMPTY);
        }
        if (standing.size() > 1) {
            return surplus(standing, work);
        }
        ExecutionEnvironment one = standing.getFirst();
        return switch (one.status()) {
            case CREATING -> new Observation.NotYet(one.id() + " is being made", made(one));
            case READY -> asMade(one, creation.apply(work));
            case FAILED -> new Observation.Broken(failed(one), List.of(one.id()));
            case DELETING -> throw new IllegalStateException("Expected none on its way out, but found " + one);
        };
    }

    /** The one in the memo stays; failing that, the first. */
    private static Observation surplus(List<ExecutionEnvironment> standing, Work work) {
        String noted = work.memo().text(ID).orElse("");
        ExecutionEnvironment kept = standing.stream()
                .filter(one -> one.id().equals(noted))
                .findFirst()
                .orElse(standing.getFirst());
        List<String> others = standing.stream()
                .map(ExecutionEnvironment::id)
                .filter(id -> !id.equals(kept.id()))
                .toList();
        return new Observation.Surplus(others, made(kept));
    }

    private static Observation asMade(ExecutionEnvironment one, Vca.Creation asked) {
        var outputs = new CreateExecutionEnvironment.Outputs(one.id(), one.model(), one.application()).toValue();
        var host = asked.host();
        if (host != null && !host.hostname().equals(one.hostname())) {
            return new Observation.Differs(
                    List.of("expected it on server " + host.hostname() + ", but it is on " + one.hostname()), outputs);
        }
        return new Observation.Met(outputs);
    }

    private static Failure failed(ExecutionEnvironment one) {
        return Failure.retryable(
                "VCA_ERROR",
                "Expected execution environment " + one.id() + " to become ready, but it failed: " + one.fault());
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        var host = creation.apply(work).host();
        return host != null && host.hostname().isBlank()
                ? Optional.of(VcaCalls.missing("the address of a server", "none was given"))
                : Optional.empty();
    }

    @Override
    public Value.Obj act(Work work) {
        return made(VcaCalls.call(() -> vca.create(creation.apply(work))));
    }

    private static Value.Obj made(ExecutionEnvironment one) {
        return Value.Obj.EMPTY.with(ID, one.id());
    }

    @Override
    public List<String> leftovers(Work work) {
        return ours(work).stream().map(ExecutionEnvironment::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        VcaCalls.run(() -> vca.delete(id));
    }

    private List<ExecutionEnvironment> ours(Work work) {
        return VcaCalls.call(() -> vca.ofTask(work.taskKey()));
    }
}
