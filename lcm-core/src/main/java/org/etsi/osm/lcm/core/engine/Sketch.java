package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot is put together from while a decision is working on it: the facts and how they are read, without the
 * rules, which are {@link Draft}'s. Lives for one decision; not thread-safe.
 */
abstract class Sketch {
    final Operation before;
    final Journal journal;
    final Board board;
    Ownership ownership;
    long revision;
    OperationState state;
    long stateEnteredEpochMs;
    Control control;
    Steering steering;
    boolean occupies;
    int queuePosition;

    @Nullable
    String planId;

    @Nullable
    Settle settle;

    boolean automaticRollback;

    @Nullable
    OperationId supersededBy;

    @Nullable
    Failure error;

    @Nullable
    Timer deadline;

    @Nullable
    String parked;

    Sketch(Operation before, Journal journal) {
        this.before = before;
        this.journal = journal;
        this.board = new Board(before.plan(), before.tasks(), before.frontier());
        this.ownership = before.ownership();
        this.revision = before.revision();
        this.state = before.state();
        this.stateEnteredEpochMs = before.stateEnteredEpochMs();
        this.control = before.control();
        this.steering = before.steering();
        this.occupies = before.occupies();
        this.queuePosition = before.queuePosition();
        this.planId = before.planId();
        this.settle = before.settle();
        this.automaticRollback = before.automaticRollback();
        this.supersededBy = before.supersededBy();
        this.error = before.error();
        this.deadline = before.deadline();
        this.parked = before.parked();
    }

    OperationState state() {
        return state;
    }

    Control control() {
        return control;
    }

    Steering steering() {
        return steering;
    }

    boolean occupies() {
        return occupies;
    }

    int queuePosition() {
        return queuePosition;
    }

    boolean isPlanned() {
        return planId != null;
    }

    Plan plan() {
        return board.plan();
    }

    @Nullable
    Settle settle() {
        return settle;
    }

    boolean automaticRollback() {
        return automaticRollback;
    }

    /** The operation that this one makes way for. */
    @Nullable
    OperationId supersededBy() {
        return supersededBy;
    }

    @Nullable
    Failure error() {
        return error;
    }

    @Nullable
    Timer deadline() {
        return deadline;
    }

    Frontier frontier() {
        return board.frontier();
    }

    Task task(int index) {
        return board.task(index);
    }

    boolean isBackward() {
        return state == OperationState.ROLLING_BACK;
    }

    /** Why the engine's hands are off it; none if they aren't. */
    @Nullable
    String parked() {
        return parked;
    }

    /** The snapshot as it is now. */
    Operation snapshot() {
        return new Operation(
                before.request(),
                ownership,
                revision,
                state,
                stateEnteredEpochMs,
                control,
                steering,
                occupies,
                queuePosition,
                planId,
                board.plan(),
                board.tasks(),
                settle,
                automaticRollback,
                supersededBy,
                error,
                deadline,
                journal.answers(),
                journal.outbox(),
                parked,
                board.frontier());
    }
}
