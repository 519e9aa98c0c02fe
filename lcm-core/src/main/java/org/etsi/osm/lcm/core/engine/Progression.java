package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.jspecify.annotations.Nullable;

/** What follows from intent and facts: starts what may start, and ends what has come to its end. */
final class Progression {
    private final EngineSettings settings;

    Progression(EngineSettings settings) {
        this.settings = settings;
    }

    void advance(Draft draft) {
        // Each round ends the operation's present phase or starts tasks; there are fewer phases than this.
        for (int round = 0; round < 10 && mayMove(draft); round++) {
            Settle settle = draft.settle();
            boolean isIdle = draft.frontier().inFlight().isEmpty();
            if (settle != null) {
                if (!isIdle) {
                    return;
                }
                conclude(draft, settle);
            } else if (draft.frontier().remaining() == 0 && isIdle) {
                finish(draft);
                return;
            } else {
                startReady(draft);
                if (draft.settle() == null) {
                    return;
                }
            }
        }
    }

    private static boolean mayMove(Draft draft) {
        boolean isSettling = draft.settle() != null;
        boolean hasPlan = draft.isPlanned() || draft.isBackward();
        // What never occupied the NS has nothing to undo: its rollback ends at once.
        boolean hasItsTurn = draft.occupies() || draft.isBackward();
        return draft.state().isMoving() && draft.control() == Control.RUN && (isSettling || (hasItsTurn && hasPlan));
    }

    /** Nothing is in flight any more: what was decided follows. */
    private static void conclude(Draft draft, Settle settle) {
        switch (settle.then()) {
            case ROLLING_BACK -> Turn.back(draft, settle.automatic());
            case FAILED_TEMP, FAILED -> {
                Rearm.dropBackOffs(draft);
                if (settle.then() == OperationState.FAILED) {
                    Superseding.explain(draft, draft.isBackward() ? Superseding.UNDO_FAILED : Superseding.NO_RETURN);
                }
                draft.moveTo(settle.then());
            }
            case PROCESSING, COMPLETED, PARTIALLY_COMPLETED, ROLLED_BACK ->
                throw new IllegalStateException(
                        "Expected to settle in FAILED_TEMP, FAILED or ROLLING_BACK, but found " + settle);
        }
    }

    private static void finish(Draft draft) {
        if (!draft.isBackward()) {
            draft.error(null);
            draft.moveTo(OperationState.COMPLETED);
        } else if (draft.automaticRollback()) {
            Superseding.explain(draft, Superseding.ROLLED_BACK);
            draft.moveTo(OperationState.FAILED);
        } else {
            draft.moveTo(OperationState.ROLLED_BACK);
        }
    }

    private void startReady(Draft draft) {
        int from = 0;
        while (draft.settle() == null && draft.frontier().inFlight().count() < settings.maxInFlight()) {
            int index = draft.frontier().ready().next(from);
            if (index < 0) {
                return;
            }
            if (draft.isBackward()) {
                dispatch(draft, index, CommandAction.ROLLBACK, TaskState.UNDOING);
            } else {
                start(draft, index);
            }
            from = index + 1;
        }
    }

    private void start(Draft draft, int index) {
        var resolver = new Resolver(id -> draft.task(id.index()), false);
        int size =
                resolver.resolve(draft.plan().tasks().get(index).parameters()).size();
        var missing = resolver.missing();
        Failure failure = missing != null
                ? Failure.permanent(
                        "UNRESOLVED",
                        "Expected an output of task " + missing.task() + " at '" + missing.pointer()
                                + "', but it has none; the task can't start until an operator helps")
                : tooLarge(size);
        if (failure == null) {
            dispatch(draft, index, CommandAction.EXECUTE, TaskState.RUNNING);
            return;
        }
        draft.move(index, TaskState.FAILED, draft.task(index).error(failure), failure);
        Failures.settle(draft, index, failure);
    }

    private @Nullable Failure tooLarge(int size) {
        return size <= settings.parameterLimit()
                ? null
                : Failure.permanent(
                        "TOO_LARGE",
                        "Expected parameters of at most " + settings.parameterLimit() + " bytes, but they have "
                                + size);
    }

    /** Stores the intent; the command itself is sent once that is durable. */
    private static void dispatch(Draft draft, int index, CommandAction action, TaskState state) {
        Task task = draft.task(index);
        long sequence = task.sequence() + 1;
        var timeout = Timer.armed(
                Timer.Kind.TIMEOUT, draft.plan().tasks().get(index).timeout(), draft.now(), draft.nextRevision());
        Task started = task.attempt(task.attempt() + 1)
                .inFlight(new InFlight(action, sequence, task.attempt() + 1, null))
                .timer(draft.arm(index, timeout))
                .touched(true)
                .mayStillRun(false)
                .error(null);
        draft.move(index, state, started, null);
        draft.effect(new Effect.SendCommand(TaskId.at(index), sequence));
    }
}
