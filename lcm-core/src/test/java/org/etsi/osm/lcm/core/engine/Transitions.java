package org.etsi.osm.lcm.core.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;

/** The transitions that decisions really took. */
final class Transitions {
    private final Map<TaskState, Set<TaskState>> ofTasks = new EnumMap<>(TaskState.class);
    private final Map<OperationState, Set<OperationState>> ofOperations = new EnumMap<>(OperationState.class);

    void took(TaskState from, TaskState to) {
        ofTasks.computeIfAbsent(from, f -> EnumSet.noneOf(TaskState.class)).add(to);
    }

    void took(OperationState from, OperationState to) {
        ofOperations
                .computeIfAbsent(from, f -> EnumSet.noneOf(OperationState.class))
                .add(to);
    }

    Set<String> taken() {
        var taken = new TreeSet<String>();
        ofTasks.forEach((from, all) -> all.forEach(to -> taken.add("task " + from + " -> " + to)));
        ofOperations.forEach((from, all) -> all.forEach(to -> taken.add("operation " + from + " -> " + to)));
        return taken;
    }

    /** Every row of both tables. */
    static Set<String> rows() {
        var all = new Transitions();
        for (TaskState from : TaskState.values()) {
            from.successors().forEach(to -> all.took(from, to));
        }
        for (OperationState from : OperationState.values()) {
            from.successors().forEach(to -> all.took(from, to));
        }
        return all.taken();
    }
}
