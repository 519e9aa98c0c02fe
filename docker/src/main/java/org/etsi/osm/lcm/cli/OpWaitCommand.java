package org.etsi.osm.lcm.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits until an operation rests, or until a paused one is drained. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        description =
                "Wait until nothing happens to an operation any more but by an operator. Exit code 1 if it rests in"
                        + " FAILED or FAILED_TEMP.",
        footer = {
            "%nExamples:",
            "  lcm op wait 00000001-0000-4000-8000-000000000001 --for 300",
            "  lcm op wait 00000001-0000-4000-8000-000000000001 --drained",
            ExitCode.HELP
        })
final class OpWaitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the operation's id: that of its nslcmops record")
    private String id = "";

    @Option(names = "--for", paramLabel = "SECONDS", description = "so long at most (default: ${DEFAULT-VALUE})")
    private int seconds = 60;

    @Option(names = "--drained", description = "until it is paused with nothing in flight, or rests; exit code 0 then")
    private boolean drained;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    OpWaitCommand() {}

    @Override
    public Integer call() {
        Given.operation(id);
        if (seconds < 1) {
            throw CommandFailedException.usage("Expected --for of at least 1 second, but it is " + seconds);
        }
        try (var store = where.site().store()) {
            var rest = new Rest(store, new Catalog(store, Clock.systemUTC()));
            return drained ? rest.awaitDrained(id, seconds, output) : rest.await(id, seconds, output);
        }
    }
}
