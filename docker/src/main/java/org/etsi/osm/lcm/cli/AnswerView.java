package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.Json;

/** Answers to verbs as the command line shows them. */
final class AnswerView {
    private AnswerView() {}

    static Value.Obj json(ReadAnswer answer) {
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
                                .map(verb -> Value.of(word(verb)))
                                .toList()))
                .with("detail", answer.detail());
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

    static void print(String asked, ReadAnswer answer, Output output) {
        if (answer.accepted()) {
            output.line(accepted(asked, answer));
            detail(answer.detail(), output);
        } else {
            output.line(rejection(asked, answer));
        }
    }

    static String accepted(String asked, ReadAnswer answer) {
        return asked + " accepted: operation " + answer.operation().orElse("?") + " is " + where(answer);
    }

    /** Why, where the operation is, and what can be asked instead. */
    static String rejection(String asked, ReadAnswer answer) {
        String at = answer.state().isPresent() ? "; it is " + where(answer) : "";
        return asked + " rejected: " + answer.reason() + at + "; legal now: "
                + (answer.legal().isEmpty() ? "nothing" : legal(answer));
    }

    private static String where(ReadAnswer answer) {
        return answer.state().map(Enum::name).orElse("?") + ", control "
                + answer.control().map(Enum::name).orElse("?") + ", revision " + answer.revision() + ", in flight "
                + answer.inFlight();
    }

    private static String legal(ReadAnswer answer) {
        return String.join(
                ", ", answer.legal().stream().sorted().map(AnswerView::word).toList());
    }

    static String word(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is nothing that an operator would want to look at. */
    static boolean isGood(ReadAnswer answer) {
        return AuditView.drift(answer.detail()) == 0;
    }

    private static void detail(Value.Obj detail, Output output) {
        for (var field : detail.fields().entrySet()) {
            Value value = field.getValue();
            switch (field.getKey()) {
                case "drain" -> drain(value, output);
                case "leftovers" -> leftovers(value, output);
                case "outputs" -> output.line("outputs " + Json.text(value));
                default -> {
                    if (!AuditView.isPart(field.getKey())) {
                        output.line(field.getKey() + " " + Json.text(value));
                    }
                }
            }
        }
        AuditView.print(detail, output);
    }

    /** What is still in flight, and for how long; or when the last of it ended. */
    static void drain(Value drain, Output output) {
        long now = System.currentTimeMillis();
        for (Value task : drain.items("tasks")) {
            output.line(
                    "  in flight: " + named(task) + " " + task.text("action").orElse("") + " for "
                            + since(now, number(task, "sinceEpochMs"))
                            + task.text("abort")
                                    .map(cause -> ", being aborted (" + cause + ")")
                                    .orElse(""));
        }
        drain.field("drained")
                .ifPresent(drained -> output.line("  drained: nothing is in flight since revision "
                        + drained.text("revision").orElse("?") + ", "
                        + OperationView.clock(Instant.ofEpochMilli(number(drained, "atEpochMs")))));
    }

    private static String since(long nowMs, long thenMs) {
        return Math.max(0, Duration.ofMillis(nowMs - thenMs).toSeconds()) + " s";
    }

    /** What an operation that is over may have left in the world. */
    static void leftovers(Value leftovers, Output output) {
        if (number(leftovers, "count") == 0) {
            output.line("  nothing is left of it");
        }
        for (Value task : leftovers.items("tasks")) {
            boolean mayStillRun = task.text("mayStillRun").orElse("").equals("true");
            output.line("  left: " + named(task) + " " + task.text("type").orElse("") + " "
                    + task.text("state").orElse("") + (mayStillRun ? ", may still run" : "")
                    + task.field("outputs").map(made -> " " + Json.text(made)).orElse(""));
        }
    }

    static String named(Value task) {
        return task.text("task").orElse("?") + " '" + task.text("label").orElse("") + "'";
    }

    static long number(Value of, String field) {
        return of.field(field).orElse(null) instanceof Value.Int(long number) ? number : 0;
    }
}
