package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.kafka.client.JournalReader;
import org.etsi.osm.lcm.kafka.client.OperationJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what has happened to an operation, from the topics of transitions. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Show who did what to an operation and when, what came of it, and each attempt with its time.",
        footer = {
            "%nExamples:",
            "  lcm op history 00000001-0000-4000-8000-000000000001",
            "  lcm op history 00000001-0000-4000-8000-000000000001 --json",
            ExitCode.HELP
        })
final class OpHistoryCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Parameters(paramLabel = "ID", description = "the operation's id: that of its nslcmops record")
    private String id = "";

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    OpHistoryCommand() {}

    @Override
    public Integer call() {
        var site = where.site();
        OperationJournal journal;
        try (var store = site.store()) {
            journal = journal(site, OpCommand.find(store, id));
        }
        if (output.isJson()) {
            output.json(HistoryView.json(journal));
        } else {
            HistoryView.print(journal, output);
        }
        return ExitCode.DONE;
    }

    /** What the topics hold of an operation; one line that says so if they hold nothing. */
    static OperationJournal journal(Site site, Operation operation) {
        var journal = JournalReader.read(
                site.clients(),
                site.topics(),
                operation.id(),
                operation.request().nsInstanceId(),
                LIMIT);
        if (journal.revision() == 0) {
            throw CommandFailedException.failed("Expected a journal of operation " + operation.id()
                    + ", but the topics hold nothing of it any more: they keep 30 days unless told otherwise");
        }
        return journal;
    }
}
