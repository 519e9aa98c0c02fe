package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.client.OperationExport;
import org.etsi.osm.lcm.kafka.client.OperationJournal;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes all of one operation into a JSON document that {@code op replay} decides again. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write an operation's request, plan, decisions, transitions and present state as one JSON document.",
        footer = {
            "%nExamples:",
            "  lcm op export 00000001-0000-4000-8000-000000000001 > op.json",
            "  lcm op export 00000001-0000-4000-8000-000000000001 --file op.json",
            ExitCode.HELP
        })
final class OpExportCommand implements Callable<Integer> {
    private static final int MOST_READS = 5;

    @Parameters(paramLabel = "ID", description = "the operation's id: that of its nslcmops record")
    private String id = "";

    @Option(names = "--file", paramLabel = "FILE", description = "write there, and say what was written")
    private @Nullable Path file;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the service's settings, if it runs with others than the environment's and the defaults")
    private @Nullable Path config;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    OpExportCommand() {}

    @Override
    public Integer call() {
        var site = where.site();
        OperationExport export;
        try (var store = site.store()) {
            // The state first: what the journal tells beyond it is no contradiction.
            Operation operation = OpCommand.find(store, id);
            export = export(operation, site, RoleCommand.settings(config));
        }
        Path target = file;
        if (target == null) {
            output.json(export.toValue());
            return ExitCode.DONE;
        }
        write(target, Json.text(export.toValue()));
        var journal = export.journal();
        var done = Value.Obj.EMPTY
                .with("file", target.toString())
                .with("decisions", journal.decisions().size())
                .with("transitions", journal.moves().size())
                .with("revision", journal.revision());
        if (output.isJson()) {
            output.json(done);
        } else {
            output.line("wrote " + target + ": " + journal.decisions().size() + " decisions and "
                    + journal.moves().size() + " transitions, up to revision " + journal.revision());
        }
        return ExitCode.DONE;
    }

    /** What was stored a moment ago may still be on its way to the topics. */
    private static OperationJournal journal(Site site, Operation operation) {
        OperationJournal journal = OpHistoryCommand.journal(site, operation);
        for (int i = 0; i < MOST_READS && journal.revision() + 1 < operation.revision(); i++) {
            journal = OpHistoryCommand.journal(site, operation);
        }
        return journal;
    }

    static OperationExport export(Operation operation, Site site, Settings settings) {
        var planId = operation.planId();
        Map<String, Plan> plans = planId == null ? Map.of() : Map.of(planId, operation.plan());
        return new OperationExport(
                operation.request(),
                plans,
                journal(site, operation),
                Value.Obj.EMPTY
                        .with("maxTasks", settings.count("engine.max-tasks"))
                        .with("maxInFlight", settings.count("engine.max-in-flight"))
                        .with("supersede", settings.is("engine.on-occupied", "supersede")),
                snapshot(operation));
    }

    /** What a replay is compared with at its end. */
    static Value.Obj snapshot(Operation operation) {
        Value.Obj tasks = Value.Obj.EMPTY;
        for (TaskSpec spec : operation.plan().tasks()) {
            var task = operation.task(spec.id());
            Value.Obj facts = Value.Obj.EMPTY
                    .with("state", task.state().name())
                    .with("attempt", task.attempt())
                    .with("sequence", task.sequence())
                    .with("touched", task.touched())
                    .with("held", task.held())
                    .with("inFlight", task.inFlight() != null);
            tasks = tasks.with(spec.id().value(), facts);
        }
        return Value.Obj.EMPTY
                .with("revision", operation.revision())
                .with("state", operation.state().name())
                .with("control", operation.control().name())
                .with("queuePosition", operation.queuePosition())
                .with("occupies", operation.occupies())
                .with("parked", operation.parked() != null)
                .with("tasks", tasks);
    }

    /** Whole or not at all. */
    private static void write(Path target, String text) {
        try {
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.writeString(fresh, text + "\n");
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to write " + target + ", but: " + e);
        }
    }
}
