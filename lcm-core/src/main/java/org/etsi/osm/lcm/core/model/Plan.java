package org.etsi.osm.lcm.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The tasks of an operation and what each depends on. An instance that exists is sound: ids are {@code t0001…} in
 * order, every dependency exists, there is no cycle, and every {@link Value.Ref} points to a task that its bearer
 * depends on, directly or through others. Immutable, thread-safe.
 */
public final class Plan {
    /** More tasks than this are refused, whatever the configuration says. */
    public static final int ABSOLUTE_LIMIT = 20_000;

    public static final Plan EMPTY = new Plan(List.of());

    private final List<TaskSpec> tasks;
    private final int[][] dependsOn;
    private final int[][] dependents;

    /** @throws InvalidPlanException if the tasks don't make a sound plan */
    public Plan(List<TaskSpec> tasks) {
        this.tasks = List.copyOf(tasks);
        if (tasks.size() > ABSOLUTE_LIMIT) {
            throw new InvalidPlanException("Expected at most " + ABSOLUTE_LIMIT + " tasks, but found " + tasks.size());
        }
        this.dependsOn = new int[tasks.size()][];
        for (int i = 0; i < tasks.size(); i++) {
            dependsOn[i] = dependenciesOf(i);
        }
        this.dependents = invert(dependsOn);
        int[] order = topologicalOrder();
        checkReferences(order);
    }

    private int[] dependenciesOf(int index) {
        TaskSpec task = tasks.get(index);
        if (!task.id().equals(TaskId.at(index))) {
            throw new InvalidPlanException(
                    "Expected task " + TaskId.at(index) + " at place " + index + ", but found " + task.id());
        }
        int[] found = new int[task.dependsOn().size()];
        for (int d = 0; d < found.length; d++) {
            TaskId on = task.dependsOn().get(d);
            if (on.index() >= tasks.size() || on.index() < 0) {
                throw new InvalidPlanException("Expected task " + task.id() + " (" + task.label()
                        + ") to depend on tasks of the plan, but " + on + " isn't one");
            }
            found[d] = on.index();
        }
        return java.util.Arrays.stream(found).distinct().toArray();
    }

    private static int[][] invert(int[][] edges) {
        List<List<Integer>> inverted = new ArrayList<>(edges.length);
        for (int i = 0; i < edges.length; i++) {
            inverted.add(new ArrayList<>());
        }
        for (int i = 0; i < edges.length; i++) {
            for (int on : edges[i]) {
                inverted.get(on).add(i);
            }
        }
        return inverted.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private int[] topologicalOrder() {
        int[] blockedBy = new int[tasks.size()];
        var ready = new ArrayDeque<Integer>();
        for (int i = 0; i < blockedBy.length; i++) {
            blockedBy[i] = dependsOn[i].length;
            if (blockedBy[i] == 0) {
                ready.add(i);
            }
        }
        int[] order = new int[tasks.size()];
        int placed = 0;
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order[placed++] = next;
            for (int dependent : dependents[next]) {
                if (--blockedBy[dependent] == 0) {
                    ready.add(dependent);
                }
            }
        }
        if (placed < tasks.size()) {
            int first = 0;
            while (blockedBy[first] == 0) {
                first++;
            }
            throw new InvalidPlanException("Expected dependencies without a cycle, but task "
                    + tasks.get(first).id() + " (" + tasks.get(first).label() + ") depends on itself through others");
        }
        return order;
    }

    private void checkReferences(int[] order) {
        var closures = new BitSet[tasks.size()];
        for (int index : order) {
            var closure = new BitSet(tasks.size());
            for (int on : dependsOn[index]) {
                closure.set(on);
                closure.or(closures[on]);
            }
            closures[index] = closure;
            for (Value.Ref reference : tasks.get(index).parameters().references()) {
                if (!closure.get(reference.task().index())) {
                    throw new InvalidPlanException(
                            "Expected parameters of task " + tasks.get(index).id() + " ("
                                    + tasks.get(index).label() + ") to refer to tasks that it depends on, but found "
                                    + reference.task()
                                    + reference.pointer());
                }
            }
        }
    }

    public List<TaskSpec> tasks() {
        return tasks;
    }

    public int size() {
        return tasks.size();
    }

    public TaskSpec task(TaskId id) {
        return tasks.get(id.index());
    }

    public boolean contains(TaskId id) {
        return id.index() >= 0 && id.index() < tasks.size();
    }

    /** A task and all that it depends on, directly or through others; at the cost of the whole plan. */
    public TaskSet withDependencies(TaskId id) {
        return closure(id.index(), dependsOn);
    }

    /** A task and all that depends on it, directly or through others; at the cost of the whole plan. */
    public TaskSet withDependents(TaskId id) {
        return closure(id.index(), dependents);
    }

    private static TaskSet closure(int from, int[][] edges) {
        TaskSet seen = TaskSet.EMPTY.with(from);
        var open = new ArrayDeque<Integer>();
        open.add(from);
        while (!open.isEmpty()) {
            for (int next : edges[open.remove()]) {
                if (!seen.contains(next)) {
                    seen = seen.with(next);
                    open.add(next);
                }
            }
        }
        return seen;
    }

    /** The places of the tasks that the one at a place depends on; not to be changed by the caller. */
    public int[] dependsOn(int index) {
        return dependsOn[index];
    }

    /** The places of the tasks that depend on the one at a place; not to be changed by the caller. */
    public int[] dependents(int index) {
        return dependents[index];
    }
}
