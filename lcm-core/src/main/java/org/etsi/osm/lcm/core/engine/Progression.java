package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Drained;
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

    int outputLimit() {
        return settings.outputLimit();
    }

    void advance(Draft draft) {
        endStep(draft);
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
                if (draft.settle() == null && !isAtAnEnd(draft)) {
                    return;
                }
            }
        }
    }

    /** Starts one task whatever else keeps the operation, and keeps it paused from then on. */
    void step(Draft draft, int index) {
        draft.control(Control.STEP);
        draft.steer(draft.steering().stepping(TaskId.at(index)).stoppedAt(null).drained(null));
        start(draft, index);
        draft.announce();
        draft.recordsDue();
    }

    private static void endStep(Draft draft) {
        var stepping = draft.steering().stepping();
        boolean isUnderWay = stepping != null && draft.task(stepping.index()).inFlight() != null;
        if (draft.control() == Control.STEP && !isUnderWay) {
            draft.control(Control.PAUSED);
            draft.steer(draft.steering().stepping(null));
            draft.announce();
            draft.recordsDue();
        }
    }

    /** Tells when the last command in flight of a paused operation has ended. */
    static void drain(Draft draft) {
        boolean isDrained = draft.control() == Control.PAUSED
                && draft.frontier().inFlight().isEmpty()
                && draft.steering().drained() == null;
        if (isDrained) {
            draft.steer(draft.steering()
                    .drained(new Drained(draft.nextRevision(), draft.now().epochMs())));
            draft.announce();
        }
    }

    /**
     * Whether nothing can go any more, though not all is done: what failed or was stopped is in the way, and no end was
     * decided. True if one is now.
     */
    private static boolean isAtAnEnd(Draft draft) {
        var frontier = draft.frontier();
        boolean canGo = frontier.isAtWork() || !frontier.gated().isEmpty();
        if (canGo || draft.control() != Control.RUN || draft.isBackward() || frontier.remaining() == 0) {
            return frontier.remaining() == 0 && frontier.inFlight().isEmpty() && draft.control() == Control.RUN;
        }
        int first = frontier.failed().next(0);
        if (draft.error() == null) {
            draft.error(Failure.permanent(
                    "INCOMPLETE",
                    "Expected every task to be DONE, but " + frontier.failed().count()
                            + " of them failed or were stopped, the first of them " + TaskId.at(Math.max(first, 0))));
        }
        if (draft.steering().tolerant()) {
            draft.moveTo(OperationState.PARTIALLY_COMPLETED);
        } else {
            draft.settle(Settle.after(OperationState.FAILED_TEMP, false, first < 0 ? null : TaskId.at(first)));
        }
        return true;
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
            case ROLLING_BACK -> Turn.back(draft, settle.automatic(), settle.undo());
            case FAILED_TEMP, FAILED -> {
                boolean isAllDone = draft.isPlanned()
                        && !draft.isBackward()
                        && settle.cancelMode() == null
                        && draft.frontier().remaining() == 0;
                if (isAllDone) {
                    finish(draft);
                    return;
                }
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
        } else if (draft.steering().undo() != null) {
            draft.error(Failure.permanent(
                    "ROLLED_BACK", "rolled back " + draft.steering().undo() + "; it may go forward again from there"));
            draft.moveTo(OperationState.FAILED_TEMP);
        } else if (draft.automaticRollback()) {
            Superseding.explain(draft, Superseding.ROLLED_BACK);
            draft.moveTo(OperationState.FAILED);
        } else {
            draft.moveTo(OperationState.ROLLED_BACK);
        }
    }

    private void startReady(Draft draft) {
        int from = 0;
        while (draft.settle() == null
                && draft.control() == Control.RUN
                && draft.frontier().inFlight().count() < settings.maxInFlight()) {
            int index = draft.frontier().ready().next(from);
            if (index < 0) {
                return;
            }
            if (isStoppedAt(draft, index)) {
                return;
            }
            start(draft, index);
            from = index + 1;
        }
    }

    /** A breakpoint pauses the operation, once for each time that its task arrives there. */
    private static boolean isStoppedAt(Draft draft, int index) {
        Task task = draft.task(index);
        var spec = draft.plan().tasks().get(index);
        // Who makes way for a terminate waits for nobody.
        boolean isMeant = draft.supersededBy() == null
                && !task.passed()
                && draft.steering().breakpoints().stream()
                        .anyMatch(b -> b.selects(draft.request().nsInstanceId(), spec));
        if (isMeant) {
            draft.set(index, task.passed(true));
            draft.control(Control.PAUSED);
            draft.steer(draft.steering().stoppedAt(TaskId.at(index)));
            draft.announce();
            draft.recordsDue();
        }
        return isMeant;
    }

    /** Starts a task in the operation's direction. */
    void start(Draft draft, int index) {
        if (draft.isBackward()) {
            dispatch(draft, index, CommandAction.ROLLBACK, TaskState.UNDOING);
            return;
        }
        var resolver = new Resolver(id -> draft.task(id.index()));
        int size = resolver.resolve(draft.parameters(index)).size();
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
                .inFlight(new InFlight(
                        action, sequence, task.attempt() + 1, null, draft.now().epochMs()))
                .timer(draft.arm(index, timeout))
                .touched(true)
                .passed(false)
                .mayStillRun(false)
                .error(null);
        draft.move(index, state, started, null);
        draft.effect(new Effect.SendCommand(TaskId.at(index), sequence));
    }
}
