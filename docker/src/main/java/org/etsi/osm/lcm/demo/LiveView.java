package org.etsi.osm.lcm.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;

/** A table of the tasks that is drawn anew in its place: for terminals. */
final class LiveView implements View {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 38;
    private static final String RESET = "\033[0m";

    private final PrintWriter out;
    private int drawn;
    private String last = "";

    LiveView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void title(String text) {
        keep();
        out.println("\n\033[1m" + text + RESET);
        out.flush();
    }

    @Override
    public void say(String text) {
        keep();
        out.println("  " + text);
        out.flush();
    }

    /** What is drawn stays; the next table is drawn below. */
    private void keep() {
        drawn = 0;
        last = "";
    }

    @Override
    public void show(Operation operation) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + operation.request().type() + " " + operation.id() + "  " + operation.state() + ", revision "
                + operation.revision());
        List<TaskSpec> tasks = operation.plan().tasks();
        int rows = (tasks.size() + COLUMNS - 1) / COLUMNS;
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder("  ");
            for (int column = 0; column < COLUMNS && column * rows + row < tasks.size(); column++) {
                TaskSpec spec = tasks.get(column * rows + row);
                line.append(cell(spec, operation.task(spec.id()).state()));
            }
            lines.add(line.toString());
        }
        String text = String.join("\n", lines);
        if (!text.equals(last)) {
            if (drawn > 0) {
                out.print("\033[" + drawn + "A\033[J");
            }
            out.println(text);
            out.flush();
            drawn = lines.size();
            last = text;
        }
    }

    private static String cell(TaskSpec spec, TaskState state) {
        String text = mark(state) + " " + spec.label();
        String fitted = text.length() > WIDTH - 2 ? text.substring(0, WIDTH - 3) + "…" : text;
        return color(state) + fitted + RESET + " ".repeat(WIDTH - fitted.length());
    }

    private static String mark(TaskState state) {
        return switch (state) {
            case WAITING -> "·";
            case RUNNING -> ">";
            case DONE -> "+";
            case FAILED, UNDO_FAILED -> "!";
            case STOPPED -> "#";
            case UNDOING -> "<";
            case UNDONE -> "-";
            case SKIPPED -> "/";
        };
    }

    private static String color(TaskState state) {
        return switch (state) {
            case WAITING, UNDONE, SKIPPED -> "\033[2m";
            case RUNNING, UNDOING -> "\033[33m";
            case DONE -> "\033[32m";
            case FAILED, UNDO_FAILED, STOPPED -> "\033[31m";
        };
    }

    @Override
    public void ended(Step step) {
        keep();
        out.println((step.ok() ? "\033[32mok" : "\033[31mNOT OK") + RESET + "  " + step.name() + " ("
                + "%.1f".formatted(step.seconds()) + " s)");
        out.println("    expected: " + step.expected());
        out.println("    observed: " + step.observed());
        out.flush();
    }
}
