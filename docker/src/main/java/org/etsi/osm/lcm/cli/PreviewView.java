package org.etsi.osm.lcm.cli;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;

/** What verbs would do, as the command line shows it. */
final class PreviewView {
    /** Tasks that one line names. */
    private static final int NAMED = 6;

    private PreviewView() {}

    /** A line for each verb: what it would touch, or why it isn't legal now. */
    static void verbs(Value.Obj detail, Output output) {
        List<List<String>> rows = new ArrayList<>();
        for (Value verb : detail.items("verbs")) {
            rows.add(Output.row(verb.text("verb").orElse(""), isLegal(verb) ? "yes" : "no", effect(verb)));
        }
        output.table(List.of("VERB", "LEGAL", "WHAT IT WOULD DO, OR WHY NOT"), rows);
        detail.field("command")
                .ifPresent(command -> output.line(
                        "would-be command: " + command.text("action").orElse("") + " "
                                + command.text("type").orElse("") + " to "
                                + command.text("adapter").orElse("") + ", sequence "
                                + command.text("sequence").orElse("") + ", "
                                + command.field("parameters")
                                        .map(Json::text)
                                        .orElseGet(() -> command.text("omitted").orElse(""))));
    }

    static boolean isLegal(Value verb) {
        return verb.text("legal").orElse("").equals("true");
    }

    /** What one verb would change at once. */
    static String effect(Value verb) {
        if (!isLegal(verb)) {
            return verb.text("reason").orElse("");
        }
        if (verb.field("state").isEmpty()) {
            return "needs more: see 'lcm " + verb.text("verb").orElse("") + " --help'";
        }
        var parts = new ArrayList<String>();
        parts.add("then " + verb.text("state").orElse("") + ", control "
                + verb.text("control").orElse(""));
        add(parts, "moves ", verb.items("tasks"), "to");
        add(parts, "sends ", verb.items("sends"), "action");
        verb.field("rollback")
                .ifPresent(rollback -> parts.add("undoes " + AnswerView.number(rollback, "count") + " tasks"));
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String what, List<Value> tasks, String suffix) {
        if (tasks.isEmpty()) {
            return;
        }
        var names = tasks.stream()
                .limit(NAMED)
                .map(task ->
                        task.text("task").orElse("") + " " + task.text(suffix).orElse(""))
                .toList();
        int more = tasks.size() - names.size();
        parts.add(what + String.join(", ", names) + (more > 0 ? " and " + more + " more" : ""));
    }

    /** The whole order of a rollback, and what it can't restore. */
    static void rollback(Value rollback, Output output) {
        List<List<String>> rows = new ArrayList<>();
        for (Value task : rollback.items("order")) {
            rows.add(Output.row(
                    AnswerView.number(task, "step"),
                    task.text("task").orElse(""),
                    task.text("label").orElse(""),
                    task.text("reversibility").orElse(""),
                    task.text("loss").orElse("")));
        }
        output.table(List.of("STEP", "TASK", "LABEL", "REVERSIBILITY", "WHAT IS LOST"), rows);
        long more = AnswerView.number(rollback, "count") - rows.size();
        if (more > 0) {
            output.line("and " + more + " more");
        }
    }
}
