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
import org.etsi.osm.lcm.core.model.UndoScope;
import org.jspecify.annotations.Nullable;

/**
 * Works out which tasks may move. Forward, a task is blocked by dependencies that are neither DONE nor SKIPPED;
 * backward, by dependents that still have side effects, directly or through others.
 */
final class Frontiers {
    private Frontiers() {}

    /** Tasks with {@code blockedBy} filled in, and the frontier that follows. */
    record WorkedOut(TaskTable tasks, Frontier frontier) {}

    static WorkedOut of(Plan plan, TaskTable tasks, Heading heading) {
        int[] blockedBy = heading.backward() ? blockedBackward(plan, tasks) : blockedForward(plan, tasks);
        var worked = new Task[tasks.size()];
        Frontier frontier = Frontier.EMPTY;
        if (heading.backward() && heading.undo() != null) {
            frontier = limited(frontier, undoScope(plan, heading.undo()));
        }
        for (int i = 0; i < worked.length; i++) {
            worked[i] = tasks.get(i).blockedBy(blockedBy[i]);
            frontier = replace(frontier, plan, i, null, worked[i], heading);
        }
        return new WorkedOut(TaskTable.of(worked), frontier);
    }

    /** The tasks that a partial rollback may undo: with each of them, all of its dependents. */
    static TaskSet undoScope(Plan plan, UndoScope undo) {
        if (undo.kind() == UndoScope.Kind.FROM) {
            return plan.withDependents(undo.task());
        }
        TaskSet stays = plan.withDependencies(undo.task());
        TaskSet goes = TaskSet.EMPTY;
        for (int i = 0; i < plan.size(); i++) {
            goes = stays.contains(i) ? goes : goes.with(i);
        }
        return goes;
    }

    private static Frontier limited(Frontier f, TaskSet scope) {
        return new Frontier(
                f.ready(),
                f.inFlight(),
                f.backingOff(),
                f.gated(),
                scope,
                f.failed(),
                f.remaining(),
                f.irreversible(),
                f.satisfied(),
                f.outputBytes());
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
    static Frontier replace(Frontier f, Plan plan, int index, @Nullable Task before, Task after, Heading heading) {
        var spec = plan.tasks().get(index);
        boolean irreversible = spec.reversibility() == Reversibility.IMPOSSIBLE;
        boolean isMeant = f.undoScope() == null || f.undoScope().contains(index);
        boolean couldGo = isMeant && couldGo(after, heading.backward());
        boolean isGated = couldGo && (after.held() || heading.isFrozen(spec));
        return new Frontier(
                member(f.ready(), index, couldGo && !isGated),
                member(f.inFlight(), index, after.inFlight() != null),
                member(f.backingOff(), index, isBackingOff(after)),
                member(f.gated(), index, isGated),
                f.undoScope(),
                member(f.failed(), index, isFailed(after)),
                f.remaining()
                        + count(isMeant && remains(after, heading.backward()))
                        - count(before != null && isMeant && remains(before, heading.backward())),
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

    private static boolean couldGo(Task task, boolean backward) {
        boolean isIdle = task.inFlight() == null && !isBackingOff(task) && task.blockedBy() == 0;
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
