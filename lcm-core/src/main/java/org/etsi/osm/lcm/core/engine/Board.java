package org.etsi.osm.lcm.core.engine;

import java.util.ArrayDeque;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a decision is working on, with the frontier that follows from them: kept up to date at a cost that
 * doesn't grow with the plan. Lives for one decision; not thread-safe.
 */
final class Board {
    private Plan plan;
    private TaskTable tasks;
    private Frontier frontier;

    Board(Plan plan, TaskTable tasks, Frontier frontier) {
        this.plan = plan;
        this.tasks = tasks;
        this.frontier = frontier;
    }

    Plan plan() {
        return plan;
    }

    TaskTable tasks() {
        return tasks;
    }

    Task task(int index) {
        return tasks.get(index);
    }

    Frontier frontier() {
        return frontier;
    }

    /** Begins with a plan. */
    void plan(Plan made, Heading heading) {
        plan = made;
        tasks = TaskTable.fresh(made.size());
        workOut(heading);
    }

    /** Works the frontier out anew, at the cost of the whole plan. */
    void workOut(Heading heading) {
        var worked = Frontiers.of(plan, tasks, heading);
        tasks = worked.tasks();
        frontier = worked.frontier();
    }

    /** Exchanges a task and tells those that it blocks, directly or through others that are out of the way too. */
    void exchange(int index, Task next, Heading heading) {
        boolean backward = heading.backward();
        var work = new ArrayDeque<Pending>();
        work.add(new Pending(index, next, 0));
        while (!work.isEmpty()) {
            var pending = work.remove();
            int at = pending.index();
            Task old = tasks.get(at);
            Task exchanged = pending.task() == null ? old.blockedBy(old.blockedBy() + pending.delta()) : pending.task();
            boolean was = Frontiers.isOutOfTheWay(old, backward);
            boolean is = Frontiers.isOutOfTheWay(exchanged, backward);
            tasks = tasks.with(at, exchanged);
            frontier = Frontiers.replace(frontier, plan, at, old, exchanged, heading);
            if (was != is) {
                for (int blocked : backward ? plan.dependsOn(at) : plan.dependents(at)) {
                    work.add(new Pending(blocked, null, is ? -1 : 1));
                }
            }
        }
    }

    /** A task to be exchanged, or the number of tasks that block it to be corrected. */
    private record Pending(int index, @Nullable Task task, int delta) {}
}
