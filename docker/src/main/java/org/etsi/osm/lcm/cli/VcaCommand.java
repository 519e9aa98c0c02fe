package org.etsi.osm.lcm.cli;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;
import org.etsi.osm.lcm.n2vc.vca.sim.store.MongoSimVcaState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A look into the simulated VCA and its clusters. */
@Command(
        name = "vca",
        mixinStandardHelpOptions = true,
        description = "See what was done at the simulated VCA and in its clusters; switch faults of theirs.",
        subcommands = VcaFaultCommand.class,
        footer = {
            "%nExamples:",
            "  lcm vca history",
            "  lcm vca fault add --on RUN --match touch --fail \"exit 1\"",
            ExitCode.HELP
        })
final class VcaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    VcaCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a subcommand of 'vca', but none was given: history, fault");
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Tell what was made, run and removed, in order.",
            footer = {
                "%nExamples:",
                "  lcm vca history",
                "  lcm vca history --ns 6a1b3c5d-0000-4000-8000-000000000001 --json",
                ExitCode.HELP
            })
    int history(
            @Option(names = "--ns", paramLabel = "NS", description = "only of this NS (its id)") @Nullable String ns,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        List<SimEvent> events;
        try (var store = where.site().store()) {
            events = SimSite.on(state(store)).history().stream()
                    .filter(event -> ns == null || event.nsInstanceId().equals(ns))
                    .toList();
        }
        if (output.isJson()) {
            output.json(Value.list(events.stream().map(VcaCommand::json).toList()));
        } else {
            output.table(
                    List.of("#", "WHAT", "WHERE", "NAME", "TASK", "ARGUMENTS"),
                    events.stream().map(VcaCommand::row).toList());
        }
        return ExitCode.DONE;
    }

    static SimVcaState state(MongoConnection store) {
        return new MongoSimVcaState(store.database());
    }

    private static List<String> row(SimEvent event) {
        return Output.row(
                event.number(),
                event.what(),
                event.subject(),
                event.name(),
                event.taskKey(),
                event.arguments().fields().isEmpty() ? "" : Json.text(event.arguments()));
    }

    private static Value json(SimEvent event) {
        return Value.Obj.EMPTY
                .with("number", new Value.Int(event.number()))
                .with("what", event.what().name())
                .with("ns", event.nsInstanceId())
                .with("task", event.taskKey())
                .with("subject", event.subject())
                .with("name", event.name())
                .with("arguments", event.arguments())
                .with("at", event.at().toString());
    }
}
