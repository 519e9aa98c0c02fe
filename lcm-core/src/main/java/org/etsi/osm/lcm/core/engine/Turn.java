package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.jspecify.annotations.Nullable;

/** Where an operation turns: it stops what is in flight, goes backward, or goes forward again. */
final class Turn {
    private Turn() {}

    /**
     * Nothing starts any more, and a forceful end aborts what is in flight. A pause is over too, with all that it
     * froze: the end must come by itself.
     */
    static void settle(Draft draft, Settle settle) {
        unpause(draft);
        draft.settle(settle);
        if (settle.cancelMode() == CancelMode.FORCEFUL) {
            abortAll(draft);
        }
    }

    /** A pause or a step is over, with all that it kept. */
    static void unpause(Draft draft) {
        draft.control(Control.RUN);
        draft.steer(draft.steering().stepping(null).stoppedAt(null).drained(null));
    }

    /** No hold keeps a task any more. */
    static void releaseAll(Draft draft) {
        for (int i = 0; i < draft.plan().size(); i++) {
            if (draft.task(i).held()) {
                draft.set(i, draft.task(i).held(false));
            }
        }
    }

    /** Nobody waits for what is in flight: it counts as failed, and may still run. */
    static void giveUpInFlight(Draft draft) {
        Rearm.dropBackOffs(draft);
        for (int i = draft.frontier().inFlight().next(0);
                i >= 0;
                i = draft.frontier().inFlight().next(i + 1)) {
            Task over = draft.task(i).inFlight(null).timer(null).mayStillRun(true);
            boolean isForward = over.state() == TaskState.RUNNING;
            draft.move(i, isForward ? TaskState.FAILED : TaskState.UNDO_FAILED, over, null);
        }
    }

    /** Asks for an end of everything in flight that wasn't asked yet. */
    private static void abortAll(Draft draft) {
        for (int i = draft.frontier().inFlight().next(0);
                i >= 0;
                i = draft.frontier().inFlight().next(i + 1)) {
            abort(draft, i, InFlight.AbortCause.STOP);
        }
    }

    /** Stores that the command in flight is to be aborted. Repeated: nothing, but a stop prevails over a timeout. */
    static void abort(Draft draft, int index, InFlight.AbortCause cause) {
        var task = draft.task(index);
        var inFlight = task.inFlight();
        if (inFlight == null) {
            return;
        }
        if (inFlight.abort() != null) {
            draft.set(index, task.inFlight(inFlight.aborting(InFlight.AbortCause.STOP)));
            return;
        }
        var limit = Timer.armed(Timer.Kind.ABORT_LIMIT, draft.abortLimit(), draft.now(), draft.nextRevision());
        draft.set(index, task.inFlight(inFlight.aborting(cause)).timer(draft.arm(index, limit)));
        draft.effect(new Effect.SendCommand(TaskId.at(index), inFlight.sequence()));
    }

    /** Begins to roll back: what failed before counts no more, and attempts are counted afresh. */
    static void back(Draft draft, boolean automatic, @Nullable UndoScope undo) {
        Rearm.dropBackOffs(draft);
        draft.automaticRollback(automatic);
        draft.steer(draft.steering().undo(undo));
        draft.moveTo(OperationState.ROLLING_BACK);
        if (undo != null && undo.kind() == UndoScope.Kind.FROM) {
            // One that is UNDONE was named all the same: something of it was found.
            int named = undo.task().index();
            if (draft.task(named).state() == TaskState.UNDONE) {
                draft.set(named, draft.task(named).touched(true));
            }
        }
        for (int i = 0; i < draft.plan().size(); i++) {
            if (draft.task(i).needsUndo()) {
                draft.set(i, draft.task(i).attempt(0).passed(false));
            }
        }
    }

    /** Goes forward with what is neither done nor failed; what failed stays as it is. */
    static void onward(Draft draft, boolean tolerant) {
        var error = draft.error();
        draft.automaticRollback(false);
        draft.moveTo(OperationState.PROCESSING);
        draft.steer(draft.steering().tolerant(tolerant));
        draft.error(tolerant ? error : null);
        Rearm.startDeadline(draft, draft.request().deadline());
        for (int i = 0; i < draft.plan().size(); i++) {
            if (draft.task(i).state() == TaskState.UNDONE) {
                draft.move(i, TaskState.WAITING, draft.task(i).error(null).attempt(0), null);
            }
        }
    }

    /** Single tasks wait again: an operation that rests goes forward with them, another one does so anyway. */
    static void resumeForward(Draft draft) {
        if (draft.state() == OperationState.FAILED_TEMP) {
            draft.automaticRollback(false);
            draft.moveTo(OperationState.PROCESSING);
            Rearm.startDeadline(draft, draft.request().deadline());
        }
    }

    /** Goes forward (again): failed, stopped and undone tasks wait for their turn, done ones stay. */
    static void forward(Draft draft) {
        draft.error(null);
        draft.automaticRollback(false);
        draft.moveTo(OperationState.PROCESSING);
        for (int i = 0; i < draft.plan().size(); i++) {
            var task = draft.task(i);
            switch (task.state()) {
                case FAILED, STOPPED, UNDONE, UNDO_FAILED ->
                    draft.move(i, TaskState.WAITING, task.error(null).attempt(0).passed(false), null);
                case WAITING -> draft.set(i, task.attempt(0).error(null).passed(false));
                case RUNNING, DONE, UNDOING, SKIPPED -> {}
            }
        }
    }
}
