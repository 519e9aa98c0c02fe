package org.etsi.osm.lcm.demo;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;

/** One line for each change: for logs and pipes. */
final class PlainView implements View {
    private final PrintWriter out;
    private final long startedNanos = System.nanoTime();
    private final Map<String, String> shown = new HashMap<>();

    PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void title(String text) {
        line("== " + text);
    }

    @Override
    public void say(String text) {
        line("   " + text);
    }

    @Override
    public void show(Operation operation) {
        for (TaskSpec spec : operation.plan().tasks()) {
            Task task = operation.task(spec.id());
            String state = task.state().name();
            String before = shown.put(operation.id() + "/" + spec.id(), state);
            if (!state.equals(before) && !(before == null && state.equals("WAITING"))) {
                Failure error = task.error();
                line("   " + spec.id() + " " + spec.type() + " " + spec.label() + ": " + state
                        + (error == null ? "" : " (" + error + ")"));
            }
        }
        String state = operation.state().name();
        if (!state.equals(shown.put(operation.id().value(), state))) {
            line("   " + operation.request().type() + " " + operation.id() + ": " + state);
        }
    }

    @Override
    public void ended(Step step) {
        line((step.ok() ? "ok " : "NOT OK ") + step.name() + " (" + "%.1f".formatted(step.seconds()) + " s)");
        line("   expected: " + step.expected());
        line("   observed: " + step.observed());
    }

    private void line(String text) {
        out.println(String.format(Locale.ROOT, "%6.1f ", (System.nanoTime() - startedNanos) / 1e9) + text);
        out.flush();
    }
}
