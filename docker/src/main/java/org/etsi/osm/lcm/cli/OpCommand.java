package org.etsi.osm.lcm.cli;

import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one operation from MongoDB. */
@Command(
        name = "op",
        mixinStandardHelpOptions = true,
        description = "Look at one operation.",
        subcommands = {OpWaitCommand.class, OpHistoryCommand.class, OpExportCommand.class, OpReplayCommand.class},
        footer = {"%nExamples:", "  lcm op show 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
final class OpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    OpCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Expected a subcommand of 'op', but none was given: show, wait, history, export, replay");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show an operation with its tasks, their states, errors and outputs.",
            footer = {
                "%nExamples:",
                "  lcm op show 00000001-0000-4000-8000-000000000001",
                "  lcm op show 00000001-0000-4000-8000-000000000001 --json",
                ExitCode.HELP
            })
    int show(
            @Parameters(paramLabel = "ID", description = "the operation's id: that of its nslcmops record") String id,
            @Mixin SiteOptions where,
            @Mixin Output output) {
        try (var store = where.site().store()) {
            Operation operation = find(store, id);
            if (output.isJson()) {
                output.json(OperationView.json(operation));
            } else {
                OperationView.print(operation, output);
            }
        }
        return ExitCode.DONE;
    }

    /** The operation, or the one line that says why not. */
    static Operation find(MongoConnection store, String id) {
        if (id.isBlank() || id.length() > 128) {
            throw CommandFailedException.usage("Expected an operation id of 1 to 128 characters");
        }
        Loaded loaded = store.queries()
                .find(new OperationId(id))
                .orElseThrow(() -> CommandFailedException.failed(
                        "Expected operation " + id + ", but the LCM knows none of this id; see 'lcm ops'"));
        return switch (loaded) {
            case Loaded.Sound(var operation) -> operation;
            case Loaded.Broken(var broken, var revision, var reason) ->
                throw CommandFailedException.failed("Expected operation " + broken
                        + " to be readable, but its document (revision " + revision + ") isn't: " + reason);
        };
    }
}
