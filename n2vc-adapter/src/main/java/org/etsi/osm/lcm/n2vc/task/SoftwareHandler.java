package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.InstallConfigurationSoftware;

/**
 * Installs the software of an execution environment. An installation carries the id of its command, so that a command
 * that is repeated finds its own, and another attempt installs over one that failed. Thread-safe.
 */
final class SoftwareHandler implements TaskHandler {
    private final Vca vca;

    SoftwareHandler(Vca vca) {
        this.vca = vca;
    }

    @Override
    public String account(Value.Obj parameters) {
        return VcaCalls.account(parameters);
    }

    @Override
    public Observation observe(Work work) {
        var asked = asked(work);
        PrimitiveRun installed =
                VcaCalls.call(() -> vca.software(asked.environmentId().text())).orElse(null);
        if (installed == null) {
            return new Observation.Unmet();
        }
        return switch (installed.state()) {
            case RUNNING -> new Observation.NotYet(installed.primitive() + " is being installed", Value.Obj.EMPTY);
            case SUCCEEDED -> installed(installed, asked, work);
            case FAILED ->
                installed.id().equals(runId(work))
                        ? new Observation.Broken(failed(installed), List.of())
                        : new Observation.Unmet();
        };
    }

    private static Observation installed(PrimitiveRun found, InstallConfigurationSoftware.Parameters asked, Work work) {
        // What another task has installed is as that one wanted it.
        boolean isConfigured = !found.taskKey().equals(work.taskKey())
                || found.id().equals(runId(work))
                || found.arguments().equals(configuration(asked));
        if (found.primitive().equals(asked.artifact()) && isConfigured) {
            return new Observation.Met(Value.Obj.EMPTY);
        }
        // Ours of a former attempt is replaced: an operator may have edited what is to be installed.
        return found.taskKey().equals(work.taskKey())
                ? new Observation.Unmet()
                : new Observation.Differs(
                        List.of("expected " + asked.artifact() + ", but installed is " + found.primitive()),
                        Value.Obj.EMPTY);
    }

    private static Failure failed(PrimitiveRun run) {
        return Failure.retryable(
                "INSTALLATION_FAILED",
                "Expected " + run.primitive() + " to be installed in " + run.environment() + ", but it failed: "
                        + run.output());
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return unready(vca, asked(work).environmentId().text());
    }

    /** Why nothing can be done in an environment, if so. */
    static Optional<Failure> unready(Vca vca, String environment) {
        Optional<ExecutionEnvironment> found = VcaCalls.call(() -> vca.describe(environment));
        if (found.isPresent() && found.get().isReady()) {
            return Optional.empty();
        }
        String state = found.map(one -> "it is " + one.status()).orElse("it isn't there");
        return Optional.of(VcaCalls.missing("execution environment " + environment + " to be ready", state));
    }

    @Override
    public Value.Obj act(Work work) {
        var asked = asked(work);
        var request = new Vca.Request(
                asked.environmentId().text(), work.taskKey(), runId(work), asked.artifact(), configuration(asked));
        VcaCalls.call(() -> vca.install(request));
        return Value.Obj.EMPTY;
    }

    private static Value.Obj configuration(InstallConfigurationSoftware.Parameters asked) {
        return asked.units() == null ? asked.config() : asked.config().with("units", asked.units());
    }

    /** It goes with the environment. */
    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException("Expected an installation to leave nothing, but was asked to remove " + id);
    }

    private static InstallConfigurationSoftware.Parameters asked(Work work) {
        return InstallConfigurationSoftware.Parameters.from(work.parameters());
    }

    private static String runId(Work work) {
        return work.taskKey() + "/software#" + work.sequence();
    }
}
