package org.etsi.osm.lcm.core.engine;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Edit;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSet;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;

/** Carries out an operator's verbs on single tasks. */
final class TaskVerbHandler {
    private final Progression progression;

    TaskVerbHandler(Progression progression) {
        this.progression = progression;
    }

    void carryOut(Draft draft, int index, VerbRequest request) {
        Task task = draft.task(index);
        switch (request.verb()) {
            case HOLD -> hold(draft, index, true);
            case RELEASE -> hold(draft, index, false);
            case STOP -> stop(draft, index);
            case STEP -> step(draft, index);
            case RETRY -> retry(draft, index, task, request);
            case RERUN -> rerun(draft, TaskId.at(index));
            case ROLLBACK -> VerbHandler.rollback(draft, request);
            case SKIP -> skip(draft, index, task, request);
            case PAUSE, RESUME, BREAKPOINT, CLEAR, CANCEL, CONTINUE, FAIL, KILL, UNPARK, DONE, VERIFY, PREVIEW ->
                throw new IllegalStateException("Expected a verb of tasks that acts, but found " + request.verb());
        }
    }

    private static void hold(Draft draft, int index, boolean held) {
        draft.set(index, draft.task(index).held(held));
        draft.touch();
    }

    /** Forward, the rest goes on without it; backward, nothing can, so the rollback comes to rest. */
    private static void stop(Draft draft, int index) {
        Turn.abort(draft, index, InFlight.AbortCause.STOP);
        if (draft.isBackward() && draft.settle() == null) {
            draft.settle(Settle.after(OperationState.FAILED_TEMP, false, TaskId.at(index)));
        }
        draft.touch();
    }

    private void step(Draft draft, int index) {
        draft.set(index, draft.task(index).timer(null));
        if (draft.state() == OperationState.FAILED_TEMP) {
            var error = draft.error();
            draft.moveTo(OperationState.PROCESSING);
            draft.error(error);
            // Nothing but this one task runs, and then it is where it was.
            draft.settle(Settle.after(OperationState.FAILED_TEMP, false, null));
            progression.start(draft, index);
        } else if (draft.control() == Control.RUN) {
            progression.start(draft, index);
            draft.touch();
        } else {
            progression.step(draft, index);
        }
    }

    /** Its own branch goes again; other failed tasks stay as they are. */
    private static void retry(Draft draft, int index, Task task, VerbRequest request) {
        forgive(draft, index);
        var edited = request.arguments().parameters();
        Task fresh = task.attempt(0).error(null).timer(null).passed(false);
        if (edited != null) {
            var before = task.edit();
            var together = before == null ? edited : laidOver(before.parameters(), edited);
            fresh = fresh.edit(new Edit(together, request.actor(), draft.now().epochMs()));
        }
        if (task.state() == TaskState.WAITING) {
            draft.set(index, fresh);
            draft.touch();
        } else {
            draft.move(index, TaskState.WAITING, fresh, null);
        }
        Turn.resumeForward(draft);
    }

    /** An edit of an edit: a field that is taken away stays taken away. */
    private static Value.Obj laidOver(Value.Obj before, Value.Obj now) {
        Value.Obj together = before;
        for (var field : now.fields().entrySet()) {
            together = together.with(field.getKey(), field.getValue());
        }
        return together;
    }

    private static void rerun(Draft draft, TaskId id) {
        TaskSet again = TaskVerbs.rerunSet(draft.snapshot(), id);
        for (int i = again.next(0); i >= 0; i = again.next(i + 1)) {
            Task task = draft.task(i);
            if (task.state().isSatisfied()) {
                draft.move(
                        i,
                        TaskState.WAITING,
                        task.attempt(0).error(null).passed(false).abandoned(false),
                        null);
            }
        }
        Turn.resumeForward(draft);
    }

    private static void skip(Draft draft, int index, Task task, VerbRequest request) {
        boolean isUndo = task.state() == TaskState.UNDO_FAILED;
        forgive(draft, index);
        boolean wasFailed = draft.frontier().failed().contains(index);
        var given = request.arguments().outputs();
        Task skipped = task.timer(null).held(false);
        skipped = isUndo
                ? skipped.abandoned(true)
                : skipped.outputs(given == null ? task.outputs() : given).error(null);
        draft.move(index, TaskState.SKIPPED, skipped, null);
        if (wasFailed && !isUndo) {
            goOnIfLast(draft);
        }
    }

    /** Why what was seen doesn't make a task done. */
    Optional<String> unseen(Event.Verified seen) {
        String what = seen.observed().isEmpty() ? "" : ": " + seen.observed();
        return Objections.first(
                Objections.unless(
                        seen.verdict() == VerifyVerdict.HOLDS,
                        "its postcondition was looked at and doesn't hold (" + seen.verdict() + ")" + what),
                Objections.unless(
                        seen.outputs().size() <= progression.outputLimit(),
                        "what was found is larger than outputs may be"));
    }

    /** The postcondition was seen to hold; what was found are its outputs, and a rollback removes it. */
    void done(Draft draft, Event.Verified seen) {
        int index = seen.task().index();
        boolean wasFailed = draft.frontier().failed().contains(index);
        forgive(draft, index);
        Task done = draft.task(index)
                .timer(null)
                .held(false)
                .touched(true)
                .mayStillRun(false)
                .outputs(seen.outputs())
                .error(null);
        draft.move(index, TaskState.DONE, done, null);
        if (wasFailed) {
            goOnIfLast(draft);
        }
    }

    /** An operation that is coming to rest over this task alone goes on instead. */
    private static void forgive(Draft draft, int index) {
        if (TaskVerbs.isForgivable(draft.snapshot(), TaskId.at(index))) {
            draft.settle(null);
            draft.error(null);
        }
    }

    /** Without its last failed task, an operation that came to rest over it goes on. */
    private static void goOnIfLast(Draft draft) {
        if (draft.state() == OperationState.FAILED_TEMP
                && draft.frontier().failed().isEmpty()) {
            Turn.onward(draft, false);
        }
    }
}
