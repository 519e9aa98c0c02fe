package org.etsi.osm.lcm.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of an operation: all that is stored of it, and what follows from that. Immutable, thread-safe.
 *
 * @param revision the number of the last change; every transition has one of its own
 * @param steering the rest of what operators have asked of it
 * @param occupies it has the NS: nothing else runs there
 * @param queuePosition 0, or its place among those that wait
 * @param planId where the plan is stored; none before it is
 * @param settle nothing new starts; what follows when nothing is in flight
 * @param supersededBy the operation that this one makes way for, or has made way for
 * @param answers of the last {@link #ANSWERS_KEPT} verbs that were accepted
 * @param outbox what the last write must still tell others
 * @param parked why the operation is taken out of the engine's hands, if its own state is broken
 * @param frontier worked out from the tasks, never stored
 */
public record Operation(
        OperationRequest request,
        Ownership ownership,
        long revision,
        OperationState state,
        long stateEnteredEpochMs,
        Control control,
        Steering steering,
        boolean occupies,
        int queuePosition,
        @Nullable String planId,
        Plan plan,
        TaskTable tasks,
        @Nullable Settle settle,
        boolean automaticRollback,
        @Nullable OperationId supersededBy,
        @Nullable Failure error,
        @Nullable Timer deadline,
        List<Answer> answers,
        List<Outgoing> outbox,
        @Nullable String parked,
        Frontier frontier) {
    /** Answers of verbs that are kept, so that a repeated request gets the same. */
    public static final int ANSWERS_KEPT = 64;

    public Operation {
        answers = List.copyOf(answers);
        outbox = List.copyOf(outbox);
    }

    public OperationId id() {
        return request.id();
    }

    /** Something may still happen to it or must still be told: it is loaded by every new owner. */
    public boolean isOpen() {
        return !state.isTerminal() || !outbox.isEmpty();
    }

    public boolean isPlanned() {
        return planId != null;
    }

    public Task task(TaskId id) {
        return tasks.get(id.index());
    }

    /** How many commands are in flight. */
    public int inFlight() {
        return frontier.inFlight().count();
    }

    /** The same operation in the hands of another owner; its tasks and timers are as stored. */
    public Operation ownedBy(Ownership owner) {
        return with(owner, revision, tasks, outbox, parked, frontier);
    }

    /** The same operation with nothing left to tell: what its last write put into the outbox was acknowledged. */
    public Operation outboxSent() {
        return with(ownership, revision, tasks, List.of(), parked, frontier);
    }

    /** The same operation with what follows from its tasks. */
    public Operation workedOut(TaskTable worked, Frontier follows) {
        return with(ownership, revision, worked, outbox, parked, follows);
    }

    /** The same operation, taken out of the engine's hands. */
    public Operation parked(String reason) {
        return with(ownership, revision + 1, tasks, outbox, reason, frontier);
    }

    private Operation with(
            Ownership owner,
            long number,
            TaskTable table,
            List<Outgoing> told,
            @Nullable String reason,
            Frontier follows) {
        return new Operation(
                request,
                owner,
                number,
                state,
                stateEnteredEpochMs,
                control,
                steering,
                occupies,
                queuePosition,
                planId,
                plan,
                table,
                settle,
                automaticRollback,
                supersededBy,
                error,
                deadline,
                answers,
                told,
                reason,
                follows);
    }

    /** Those of the freezes in force that mean its NS or, once there is a plan, one of its tasks. */
    public List<Selector> meantBy(List<Selector> inForce) {
        String ns = request.nsInstanceId();
        return inForce.stream()
                .filter(freeze -> isPlanned()
                        ? plan.tasks().stream().anyMatch(task -> freeze.selects(ns, task))
                        : freeze.kind() != Selector.Kind.NS || freeze.value().equals(ns))
                .toList();
    }

    /** The parameters of a task, with an operator's edit in their place. */
    public Value.Obj parameters(TaskId id) {
        return task(id).over(plan.task(id).parameters());
    }
}
