package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import picocli.CommandLine.Option;

/** How a command asks something by Kafka: under which name, and how long it waits for the answer. */
final class Asking {
    @Option(
            names = "--request-id",
            paramLabel = "TEXT",
            description = "names this request: asked again under the same name, it gets the same answer (default: new)")
    private String requestId = UUID.randomUUID().toString();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "wait so long for the answer (default: ${DEFAULT-VALUE})")
    private int timeout;

    /** @param timeout seconds, if none are given */
    Asking(int timeout) {
        this.timeout = timeout;
    }

    /** The request's name; wrong usage if it or the time to wait can't be. */
    String requestId() {
        if (requestId.isBlank() || requestId.length() > 128 || timeout < 1) {
            throw CommandFailedException.usage(
                    "Expected a request id of 1 to 128 characters and a timeout of at least 1 second");
        }
        return requestId;
    }

    Duration limit() {
        return Duration.ofSeconds(timeout);
    }

    /** The answer, or what to do if none came in time. */
    ReadAnswer answered(String what, Optional<ReadAnswer> answer) {
        return answer.orElseThrow(() -> CommandFailedException.notReachable("Expected an answer to '" + what
                + "' within " + timeout + " s, but none came; whether it took effect is unknown: ask again"
                + " with --request-id " + requestId));
    }
}
