package org.etsi.osm.lcm.cli;

import java.util.Set;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;

/** The report of a look at the world (verb {@code verify}). */
final class AuditView {
    private static final Set<String> PARTS = Set.of("checked", "drift", "verdicts", "tasks");

    private AuditView() {}

    static boolean isPart(String field) {
        return PARTS.contains(field);
    }

    /** How many tasks the world contradicts. */
    static long drift(Value detail) {
        return AnswerView.number(detail, "drift");
    }

    static void print(Value detail, Output output) {
        if (detail.field("drift").isEmpty()) {
            return;
        }
        long drift = drift(detail);
        output.line("  looked at " + AnswerView.number(detail, "checked") + " tasks: "
                + (drift == 0 ? "nothing differs" : drift + " differ from what is stored"));
        for (Value task : detail.items("tasks")) {
            String verdict = task.text("verdict").orElse("");
            boolean isDrift = task.text("drift").orElse("").equals("true");
            if (isDrift || !verdict.equals("HOLDS")) {
                output.line("  " + (isDrift ? "drift: " : "") + AnswerView.named(task) + " is "
                        + task.text("state").orElse("?") + ", the world says " + verdict + words(task));
            }
        }
    }

    private static String words(Value task) {
        var differences = task.items("differences").stream().map(Json::text).toList();
        String observed = task.text("observed").orElse("");
        return (differences.isEmpty() ? "" : ": " + String.join("; ", differences))
                + (observed.isEmpty() ? "" : ": " + observed)
                + (task.field("changed").isPresent() ? " (it was at work meanwhile)" : "");
    }
}
