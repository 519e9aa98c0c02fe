package org.etsi.osm.lcm.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.function.Consumer;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;

/** The journal of an operation: its transitions in order lead from nothing to the snapshot. */
final class Journals {
    private Journals() {}

    static void replays(Collection<Outgoing> journal, Operation snapshot, Consumer<String> broken) {
        var tasks = new HashMap<TaskId, TaskState>();
        OperationState state = null;
        for (Outgoing item : journal) {
            if (item instanceof Outgoing.TaskMoved moved) {
                TaskState before = tasks.getOrDefault(moved.task(), TaskState.WAITING);
                if (before != moved.from() || !moved.from().canBecome(moved.to())) {
                    broken.accept("Expected the journal of " + snapshot.id() + " without a gap, but " + moved.task()
                            + " was " + before + " before " + moved);
                }
                tasks.put(moved.task(), moved.to());
            } else if (item instanceof Outgoing.OperationMoved moved) {
                if (state != moved.from()) {
                    broken.accept("Expected the journal of " + snapshot.id() + " without a gap, but it was " + state
                            + " before " + moved);
                }
                state = moved.to();
            }
        }
        if (state != snapshot.state()) {
            broken.accept("Expected the journal of " + snapshot.id() + " to end in " + snapshot.state() + ", but it"
                    + " ends in " + state);
        }
        for (int i = 0; i < snapshot.tasks().size(); i++) {
            TaskState replayed = tasks.getOrDefault(TaskId.at(i), TaskState.WAITING);
            if (replayed != snapshot.tasks().get(i).state()) {
                broken.accept("Expected " + TaskId.at(i) + " of " + snapshot.id() + " as the journal has it, "
                        + replayed + ", but it is " + snapshot.tasks().get(i).state());
            }
        }
    }
}
