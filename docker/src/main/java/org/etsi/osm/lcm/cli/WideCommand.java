package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks something that belongs to no single operation, by Kafka, and tells what became of it. */
@Command(mixinStandardHelpOptions = true)
abstract class WideCommand implements Callable<Integer> {
    @Option(
            names = "--request-id",
            paramLabel = "TEXT",
            description = "names this request: asked again under the same name, it gets the same answer (default: new)")
    private String requestId = UUID.randomUUID().toString();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "wait so long for the answer (default: ${DEFAULT-VALUE})")
    private int timeout = 30;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    WideCommand() {}

    abstract WideRequest request(String id, String actor);

    /** What a person reads of an answer that isn't a rejection. */
    abstract void print(ReadAnswer answer, Output to);

    @Override
    public Integer call() {
        if (requestId.isBlank() || requestId.length() > 128 || timeout < 1) {
            throw CommandFailedException.usage(
                    "Expected a request id of 1 to 128 characters and a timeout of at least 1 second");
        }
        WideRequest request = request(requestId, VerbCommand.actor());
        try (var operator = where.site().operator()) {
            ReadAnswer answer = operator.ask(request, Duration.ofSeconds(timeout))
                    .orElseThrow(() -> CommandFailedException.notReachable("Expected an answer to '" + request.verb()
                            + "' within " + timeout + " s, but none came; whether it took effect is unknown: ask again"
                            + " with --request-id " + requestId));
            if (output.isJson()) {
                output.json(AnswerView.json(answer));
            } else if (answer.accepted()) {
                print(answer, output);
            } else {
                output.line(request.verb() + " rejected: " + answer.reason());
            }
            return answer.accepted() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
