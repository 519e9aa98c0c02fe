package org.etsi.osm.lcm.core.engine;

import java.util.ArrayDeque;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSet;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;

/**
 * Works out which tasks may move. Forward, a task is blocked by dependencies that are neither DONE nor SKIPPED;
 * backward, by dependents that still have side effects, directly or through others.
 */
final class Frontiers {
    private Frontiers() {}

    /** Tasks with {@code blockedBy} filled in, and the frontier that follows. */
    record WorkedOut(TaskTable tasks, Frontier frontier) {}

    static WorkedOut of(Plan plan, TaskTable tasks, boolean backward) {
        int[] blockedBy = backward ? blockedBackward(plan, tasks) : blockedForward(plan, tasks);
        var worked = new Task[tasks.size()];
        Frontier frontier = Frontier.EMPTY;
        for (int i = 0; i < worked.length; i++) {
            worked[i] = tasks.get(i).blockedBy(blockedBy[i]);
            frontier = replace(frontier, plan, i, null, worked[i], backward);
        }
        return new WorkedOut(TaskTable.of(worked), frontier);
    }

    private static int[] blockedForward(Plan plan, TaskTable tasks) {
        int[] blockedBy = new int[tasks.size()];
        for (int i = 0; i < blockedBy.length; i++) {
            for (int on : plan.dependsOn(i)) {
                blockedBy[i] += tasks.get(on).state().isSatisfied() ? 0 : 1;
            }
        }
        return blockedBy;
    }

    private static int[] blockedBackward(Plan plan, TaskTable tasks) {
        int[] blockedBy = new int[tasks.size()];
        var cleared = new ArrayDeque<Integer>();
        for (int i = 0; i < blockedBy.length; i++) {
            blockedBy[i] = plan.dependents(i).length;
            if (blockedBy[i] == 0 && !tasks.get(i).needsUndo()) {
                cleared.add(i);
            }
        }
        while (!cleared.isEmpty()) {
            for (int on : plan.dependsOn(cleared.remove())) {
                if (--blockedBy[on] == 0 && !tasks.get(on).needsUndo()) {
                    cleared.add(on);
                }
            }
        }
        return blockedBy;
    }

    /** Whether the tasks that this one blocks may regard it as out of the way. */
    static boolean isOutOfTheWay(Task task, boolean backward) {
        return backward
                ? !task.needsUndo() && task.blockedBy() == 0
                : task.state().isSatisfied();
    }

    /** The frontier with one task's facts exchanged; no {@code before} adds the task. */
    static Frontier replace(
            Frontier f,
            Plan plan,
            int index,
            @org.jspecify.annotations.Nullable Task before,
            Task after,
            boolean backward) {
        boolean irreversible = plan.tasks().get(index).reversibility() == Reversibility.IMPOSSIBLE;
        return new Frontier(
                member(f.ready(), index, isReady(after, backward)),
                member(f.inFlight(), index, after.inFlight() != null),
                member(f.backingOff(), index, isBackingOff(after)),
                member(f.failed(), index, isFailed(after)),
                f.remaining() + count(remains(after, backward)) - count(before != null && remains(before, backward)),
                f.irreversible()
                        + count(irreversible && after.needsUndo())
                        - count(irreversible && before != null && before.needsUndo()),
                f.satisfied()
                        + count(after.state().isSatisfied())
                        - count(before != null && before.state().isSatisfied()),
                f.outputBytes() + bytes(after) - (before == null ? 0 : bytes(before)));
    }

    private static TaskSet member(TaskSet set, int index, boolean is) {
        return is ? set.with(index) : set.without(index);
    }

    private static int count(boolean one) {
        return one ? 1 : 0;
    }

    private static long bytes(Task task) {
        var outputs = task.outputs();
        return outputs == null ? 0 : outputs.size();
    }

    private static boolean remains(Task task, boolean backward) {
        return backward ? task.needsUndo() : !task.state().isSatisfied();
    }

    private static boolean isReady(Task task, boolean backward) {
        boolean isIdle = task.inFlight() == null && !isBackingOff(task) && !task.held() && task.blockedBy() == 0;
        return isIdle && (backward ? task.needsUndo() : task.state() == TaskState.WAITING);
    }

    private static boolean isBackingOff(Task task) {
        var timer = task.timer();
        return timer != null && timer.kind() == Timer.Kind.BACKOFF;
    }

    private static boolean isFailed(Task task) {
        return switch (task.state()) {
            case FAILED, STOPPED, UNDO_FAILED -> true;
            case WAITING, RUNNING, DONE, UNDOING, UNDONE, SKIPPED -> false;
        };
    }
}
