package org.etsi.osm.lcm.kafka.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.Decision;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.OperationTransition;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.TaskTransition;
import org.jspecify.annotations.Nullable;

/**
 * All that was published about one operation: each revision once, in order.
 *
 * @param decisions what was decided and why
 * @param tasks transitions of tasks
 * @param operations transitions of the operation itself
 */
public record OperationJournal(
        OperationId operation,
        List<Decision> decisions,
        List<TaskTransition> tasks,
        List<OperationTransition> operations) {
    public OperationJournal {
        decisions = List.copyOf(decisions);
        tasks = List.copyOf(tasks);
        operations = List.copyOf(operations);
    }

    /** A journal of what came in any order and more than once. */
    static OperationJournal of(
            OperationId operation,
            Collection<Decision> decisions,
            Collection<TaskTransition> tasks,
            Collection<OperationTransition> operations) {
        var decided = new TreeMap<Long, Decision>();
        decisions.forEach(d -> decided.putIfAbsent(d.decided().revision(), d));
        var moved = new TreeMap<Long, TaskTransition>();
        tasks.forEach(t -> moved.putIfAbsent(t.moved().revision(), t));
        var turned = new TreeMap<Long, OperationTransition>();
        operations.forEach(o -> turned.putIfAbsent(o.moved().revision(), o));
        return new OperationJournal(
                operation, List.copyOf(decided.values()), List.copyOf(moved.values()), List.copyOf(turned.values()));
    }

    /** The transitions of tasks and of the operation together, in the order of their revisions. */
    public List<Outgoing> moves() {
        var all = new TreeMap<Long, Outgoing>();
        tasks.forEach(t -> all.put(t.moved().revision(), t.moved()));
        operations.forEach(o -> all.put(o.moved().revision(), o.moved()));
        return List.copyOf(all.values());
    }

    /** The highest revision that is told of; 0 if nothing is. */
    public long revision() {
        long last = decisions.isEmpty() ? 0 : decisions.getLast().decided().revision();
        List<Outgoing> moves = moves();
        return moves.isEmpty() ? last : Math.max(last, moves.getLast().revision());
    }

    /**
     * One command of a task from its being stored to its end.
     *
     * @param label what an operator knows the task by
     * @param ended what the task became; none while it is in flight
     * @param endedEpochMs 0 while it is in flight
     */
    public record TimedAttempt(
            String task,
            String label,
            CommandAction action,
            int attempt,
            long sequence,
            long startedEpochMs,
            @Nullable TaskState ended,
            long endedEpochMs,
            @Nullable Failure error) {
        /** How long it took; of one in flight, nothing is known. */
        public long durationMs() {
            return ended == null ? 0 : Math.max(0, endedEpochMs - startedEpochMs);
        }
    }

    /** Every attempt that was made, in the order in which they started. */
    public List<TimedAttempt> attempts() {
        var attempts = new ArrayList<TimedAttempt>();
        Map<String, Integer> open = new HashMap<>();
        for (TaskTransition transition : tasks) {
            Outgoing.TaskMoved moved = transition.moved();
            String task = moved.task().value();
            Integer started = open.remove(task);
            if (started != null) {
                TimedAttempt begun = attempts.get(started);
                attempts.set(
                        started,
                        new TimedAttempt(
                                begun.task(),
                                begun.label(),
                                begun.action(),
                                begun.attempt(),
                                begun.sequence(),
                                begun.startedEpochMs(),
                                moved.to(),
                                moved.atEpochMs(),
                                moved.error()));
            }
            boolean isUndo = moved.to() == TaskState.UNDOING;
            if (isUndo || moved.to() == TaskState.RUNNING) {
                open.put(task, attempts.size());
                attempts.add(new TimedAttempt(
                        task,
                        transition.label(),
                        isUndo ? CommandAction.ROLLBACK : CommandAction.EXECUTE,
                        moved.attempt(),
                        moved.sequence(),
                        moved.atEpochMs(),
                        null,
                        0,
                        null));
            }
        }
        return attempts;
    }
}
