package org.etsi.osm.lcm.n2vc.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;

/**
 * Runs a primitive, once. The ledger notes that it is about to be started, and that it was; the run carries the id of
 * its command, so a command that is repeated finds its own run and another attempt never takes an earlier one's failure
 * for its own. A start whose outcome nobody can tell is never repeated. Thread-safe.
 */
final class RunPrimitiveHandler implements TaskHandler {
    /** The memo's name for the run that was started last. */
    private static final String RUN = "run";

    /** What a success has in its outputs; ids of a run alone are none. */
    private static final String OUTPUT = "output";

    private final Vca vca;

    RunPrimitiveHandler(Vca vca) {
        this.vca = vca;
    }

    @Override
    public String account(Value.Obj parameters) {
        return VcaCalls.account(parameters);
    }

    /**
     * What was recorded once stays true, and else the last run on record tells; unless that run had other arguments: an
     * operator has edited them since, and wants it run with these.
     */
    @Override
    public Observation observe(Work work) {
        boolean isRecorded = work.outputs().field(OUTPUT).isPresent();
        List<PrimitiveRun> runs = runs(work);
        if (isRecorded && (runs.isEmpty() || isAsAsked(runs.getLast(), work))) {
            return new Observation.Met(work.outputs());
        }
        if (runs.isEmpty()) {
            return work.memo().text(RUN).filter(runId(work)::equals).isPresent() ? lost(work) : new Observation.Unmet();
        }
        PrimitiveRun last = runs.getLast();
        return switch (last.state()) {
            case RUNNING -> new Observation.NotYet(last.primitive() + " is running", started(last.id()));
            case SUCCEEDED ->
                isAsAsked(last, work)
                        ? new Observation.Met(new RunPrimitive.Outputs(last.output()).toValue())
                        : new Observation.Unmet();
            case FAILED -> last.id().equals(runId(work)) ? failed(last) : new Observation.Unmet();
        };
    }

    /** The same command's run always is. */
    private static boolean isAsAsked(PrimitiveRun run, Work work) {
        var asked = asked(work);
        return run.id().equals(runId(work))
                || (run.primitive().equals(asked.primitive()) && run.arguments().equals(asTexts(asked.arguments())));
    }

    private static Observation lost(Work work) {
        return new Observation.Broken(
                Failure.permanent(
                        "OUTCOME_UNKNOWN",
                        "Expected the VCA to have run " + runId(work)
                                + " on record, but it isn't there: it was started, and never is again unasked"),
                List.of());
    }

    private static Observation failed(PrimitiveRun run) {
        return new Observation.Broken(
                Failure.permanent(
                        "PRIMITIVE_FAILED",
                        "Expected " + run.primitive() + " in " + run.environment() + " to succeed, but it failed: "
                                + run.output()),
                List.of());
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return SoftwareHandler.unready(vca, asked(work).executionEnvironment().text());
    }

    @Override
    public Value.Obj act(Work work) {
        var asked = asked(work);
        var request = new Vca.Request(
                asked.executionEnvironment().text(),
                work.taskKey(),
                runId(work),
                asked.primitive(),
                asTexts(asked.arguments()));
        return started(VcaCalls.call(() -> vca.start(request)).id());
    }

    /**
     * Maps and lists as text: JSON, which charms that read YAML read alike (OSM writes flow YAML for most, JSON for
     * some).
     */
    private static Value.Obj asTexts(Value.Obj arguments) {
        var texts = new LinkedHashMap<String, Value>();
        arguments.fields().forEach((name, value) -> {
            boolean isTree = value instanceof Value.Obj || value instanceof Value.Arr;
            texts.put(name, isTree ? Value.of(Json.text(value)) : value);
        });
        return new Value.Obj(texts);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    /** Its effects go with what they live in; what is left is the record, which would keep it from being run anew. */
    @Override
    public List<String> leftovers(Work work) {
        return runs(work).stream().map(PrimitiveRun::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        String environment = asked(work).executionEnvironment().text();
        VcaCalls.run(() -> vca.discard(environment, id));
    }

    private List<PrimitiveRun> runs(Work work) {
        return VcaCalls.call(() -> vca.runs(asked(work).executionEnvironment().text(), work.taskKey()));
    }

    private static RunPrimitive.Parameters asked(Work work) {
        return RunPrimitive.Parameters.from(work.parameters());
    }

    private static String runId(Work work) {
        return work.taskKey() + "#" + work.sequence();
    }

    private static Value.Obj started(String runId) {
        return Value.Obj.EMPTY.with(RUN, runId);
    }
}
