package org.etsi.osm.lcm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Filter;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists operations from MongoDB. */
@Command(
        name = "ops",
        mixinStandardHelpOptions = true,
        description = "List operations, newest first.",
        footer = {
            "%nExamples:",
            "  lcm ops",
            "  lcm ops --state FAILED_TEMP --json",
            "  lcm ops --ns 0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88 --open",
            ExitCode.HELP
        })
final class OpsCommand implements Callable<Integer> {
    @Option(names = "--ns", paramLabel = "ID", description = "only those of this NS")
    private @Nullable String ns;

    @Option(names = "--state", paramLabel = "STATE", description = "only those in this state: ${COMPLETION-CANDIDATES}")
    private @Nullable OperationState state;

    @Option(names = "--open", description = "only those to which something may still happen")
    private boolean open;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    OpsCommand() {}

    @Override
    public Integer call() {
        if (limit < 1 || limit > 10_000) {
            throw CommandFailedException.usage("Expected --limit from 1 to 10000, but it is " + limit);
        }
        List<Row> rows;
        try (var store = where.site().store()) {
            rows = store.queries().list(new Filter(ns, state, open ? Boolean.TRUE : null, limit));
        }
        if (output.isJson()) {
            output.json(Value.list(rows.stream().map(OperationView::json).toList()));
        } else {
            output.table(
                    List.of("ID", "TYPE", "STATE", "CONTROL", "SINCE", "TASKS", "NS", "ERROR"),
                    rows.stream().map(OpsCommand::cells).toList());
        }
        return ExitCode.DONE;
    }

    private static List<String> cells(Row row) {
        String error = row.parked().isEmpty() ? row.errorMessage() : "parked: " + row.parked();
        return Output.row(
                row.id(),
                row.type(),
                row.queuePosition() > 0 ? row.state() + " (queued " + row.queuePosition() + ")" : row.state(),
                row.control(),
                OperationView.clock(row.stateEnteredAt()),
                row.taskCount(),
                row.nsInstanceId(),
                error.length() > 80 ? error.substring(0, 79) + "…" : error);
    }
}
