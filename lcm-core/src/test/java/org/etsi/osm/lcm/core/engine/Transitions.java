package org.etsi.osm.lcm.core.engine;

import java.util.Set;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;

/** The transitions that decisions really took. */
final class Transitions {
    private final Set<String> taken = new TreeSet<>();

    static String of(TaskState from, TaskState to) {
        return "task " + from + " -> " + to;
    }

    static String of(OperationState from, OperationState to) {
        return "operation " + from + " -> " + to;
    }

    void took(String transition) {
        taken.add(transition);
    }

    Set<String> taken() {
        return taken;
    }
}
