package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks one verb of an operation by Kafka, and tells what became of it. */
@Command(mixinStandardHelpOptions = true)
abstract class VerbCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the operation's id: that of its nslcmops record")
    private String id;

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "be rejected if the operation has another revision by now")
    private @Nullable Long revision;

    @Option(
            names = "--request-id",
            paramLabel = "TEXT",
            description = "names this request: asked again under the same name, it gets the same answer (default: new)")
    private String requestId = UUID.randomUUID().toString();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "wait so long for the answer (default: ${DEFAULT-VALUE})")
    private int timeout = 15;

    @Mixin
    private SiteOptions where = new SiteOptions();

    @Mixin
    private Output output = new Output();

    private final Verb verb;

    VerbCommand(Verb verb) {
        this.verb = verb;
        this.id = "";
    }

    @Nullable
    CancelMode cancelMode() {
        return null;
    }

    @Override
    public Integer call() {
        if (id.isBlank() || id.length() > 128 || requestId.isBlank() || requestId.length() > 128 || timeout < 1) {
            throw CommandFailedException.usage(
                    "Expected ids of 1 to 128 characters and a timeout of at least 1 second");
        }
        var request = new VerbRequest(
                requestId,
                new OperationId(id),
                null,
                verb,
                System.getProperty("user.name", "operator"),
                VerbArguments.of(cancelMode()),
                revision);
        try (var operator = where.site().operator()) {
            ReadAnswer answer = operator.ask(request, Duration.ofSeconds(timeout))
                    .orElseThrow(() -> CommandFailedException.notReachable("Expected an answer to '" + word(verb)
                            + "' within " + timeout + " s, but none came; whether it took effect is unknown: ask again"
                            + " with --request-id " + requestId));
            show(answer);
            return answer.accepted() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private void show(ReadAnswer answer) {
        if (output.isJson()) {
            output.json(json(answer));
        } else if (answer.accepted()) {
            output.line(word(verb) + " accepted: operation " + id + " is "
                    + answer.state().map(Enum::name).orElse("?") + ", control "
                    + answer.control().map(Enum::name).orElse("?") + ", revision " + answer.revision() + ", in flight "
                    + answer.inFlight());
        } else {
            String state = answer.state().map(s -> "; it is " + s).orElse("");
            output.line(word(verb) + " rejected: " + answer.reason() + state + "; legal now: "
                    + (answer.legal().isEmpty() ? "nothing" : legal(answer)));
        }
    }

    private static Value.Obj json(ReadAnswer answer) {
        var json = Value.Obj.EMPTY
                .with("requestId", answer.requestId())
                .with("accepted", answer.accepted())
                .with("reason", answer.reason())
                .with("revision", answer.revision())
                .with("inFlight", answer.inFlight())
                .with(
                        "legal",
                        Value.list(answer.legal().stream()
                                .sorted()
                                .map(v -> Value.of(word(v)))
                                .toList()));
        if (answer.operation().isPresent()) {
            json = json.with("operation", answer.operation().get());
        }
        if (answer.state().isPresent()) {
            json = json.with("state", answer.state().get().name());
        }
        return answer.control().isPresent()
                ? json.with("control", answer.control().get().name())
                : json;
    }

    private static String legal(ReadAnswer answer) {
        return String.join(
                ", ", answer.legal().stream().sorted().map(VerbCommand::word).toList());
    }

    private static String word(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "pause",
            description = "Start nothing new of an operation; what is in flight finishes and is reported.",
            footer = {"%nExample:", "  lcm pause 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
    static final class Pause extends VerbCommand {
        Pause() {
            super(Verb.PAUSE);
        }
    }

    @Command(
            name = "resume",
            description = "Let a paused operation go on.",
            footer = {"%nExample:", "  lcm resume 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
    static final class Resume extends VerbCommand {
        Resume() {
            super(Verb.RESUME);
        }
    }

    @Command(
            name = "cancel",
            description = "Bring an operation to FAILED_TEMP: what is in flight finishes, or is aborted.",
            footer = {
                "%nExamples:",
                "  lcm cancel 00000001-0000-4000-8000-000000000001",
                "  lcm cancel 00000001-0000-4000-8000-000000000001 --forceful",
                ExitCode.HELP
            })
    static final class Cancel extends VerbCommand {
        @Option(names = "--forceful", description = "abort what is in flight instead of waiting for it")
        private boolean forceful;

        Cancel() {
            super(Verb.CANCEL);
        }

        @Override
        CancelMode cancelMode() {
            return forceful ? CancelMode.FORCEFUL : CancelMode.GRACEFUL;
        }
    }

    @Command(
            name = "retry",
            description = "Let failed, stopped and undone tasks of an operation in FAILED_TEMP go again.",
            footer = {"%nExample:", "  lcm retry 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
    static final class Retry extends VerbCommand {
        Retry() {
            super(Verb.RETRY);
        }
    }

    @Command(
            name = "rollback",
            description = "Undo what an operation has done, dependents first.",
            footer = {"%nExample:", "  lcm rollback 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
    static final class Rollback extends VerbCommand {
        Rollback() {
            super(Verb.ROLLBACK);
        }
    }

    @Command(
            name = "fail",
            description = "Close an operation in FAILED_TEMP as FAILED; what it made stays.",
            footer = {"%nExample:", "  lcm fail 00000001-0000-4000-8000-000000000001", ExitCode.HELP})
    static final class Fail extends VerbCommand {
        Fail() {
            super(Verb.FAIL);
        }
    }
}
