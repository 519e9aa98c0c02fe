package org.etsi.osm.lcm.core.engine;

import java.util.Set;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;

/** The transitions that decisions really took. */
final class Transitions {
    private static final TaskState[] TASK = TaskState.values();
    private static final OperationState[] OPERATION = OperationState.values();

    private final boolean[][] ofTasks = new boolean[TASK.length][TASK.length];
    private final boolean[][] ofOperations = new boolean[OPERATION.length][OPERATION.length];

    void took(TaskState from, TaskState to) {
        ofTasks[from.ordinal()][to.ordinal()] = true;
    }

    void took(OperationState from, OperationState to) {
        ofOperations[from.ordinal()][to.ordinal()] = true;
    }

    Set<String> taken() {
        var taken = new TreeSet<String>();
        for (TaskState from : TASK) {
            for (TaskState to : TASK) {
                if (ofTasks[from.ordinal()][to.ordinal()]) {
                    taken.add("task " + from + " -> " + to);
                }
            }
        }
        for (OperationState from : OPERATION) {
            for (OperationState to : OPERATION) {
                if (ofOperations[from.ordinal()][to.ordinal()]) {
                    taken.add("operation " + from + " -> " + to);
                }
            }
        }
        return taken;
    }

    /** Every row of both tables. */
    static Set<String> rows() {
        var all = new Transitions();
        for (TaskState from : TASK) {
            from.successors().forEach(to -> all.took(from, to));
        }
        for (OperationState from : OPERATION) {
            from.successors().forEach(to -> all.took(from, to));
        }
        return all.taken();
    }
}
