package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.Attempt;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** What adapters' replies and due timers make of a task. Only a reply to the command in flight has an effect. */
final class Replies {
    /** No store loses more acknowledged commands of one task than that; a larger number is a broken reply's. */
    private static final long LARGEST_STEP = 1_000_000;

    private final EngineSettings settings;

    Replies(EngineSettings settings) {
        this.settings = settings;
    }

    void take(Draft draft, Reply reply) {
        if (!draft.isPlanned() || !draft.plan().contains(reply.task())) {
            draft.because("a reply of " + reply.task() + ", which isn't a task of the plan");
            return;
        }
        int index = reply.task().index();
        InFlight inFlight = draft.task(index).inFlight();
        if (inFlight == null || inFlight.sequence() != reply.sequence()) {
            draft.because("a late " + reply.status() + " of " + reply.task() + " #" + reply.sequence()
                    + ", kept as evidence only");
            return;
        }
        switch (reply.status()) {
            case PROGRESS -> progress(draft, index, reply.outputs());
            case STALE -> stepAbove(draft, index, inFlight, reply.highestSequence());
            case SUCCEEDED -> succeeded(draft, index, inFlight, reply);
            case STOPPED -> stopped(draft, index, inFlight);
            case FAILED -> failed(draft, index, inFlight, reply.status(), failureOf(reply));
        }
    }

    private static Failure failureOf(Reply reply) {
        var failure = reply.failure();
        return failure != null
                ? failure
                : Failure.permanent("UNEXPLAINED", "Expected a reason with FAILED, but the adapter gave none");
    }

    /** Ids of things created are kept at once; mere news isn't stored. */
    private void progress(Draft draft, int index, Value.Obj created) {
        Task task = draft.task(index);
        boolean isNews = !created.fields().isEmpty() && !created.equals(task.outputs());
        if (!isNews || isTooLarge(draft, task, created)) {
            return;
        }
        draft.set(index, task.outputs(created));
        draft.touch();
    }

    /** The adapter knows a later command than this: a store has lost acknowledged writes. */
    private static void stepAbove(Draft draft, int index, InFlight inFlight, long highest) {
        if (highest < inFlight.sequence()) {
            draft.because("a STALE that knows no later command");
            return;
        }
        if (highest - inFlight.sequence() > LARGEST_STEP) {
            draft.because("ERROR: a STALE with #" + highest + " while the last command of " + TaskId.at(index) + " is #"
                    + inFlight.sequence() + ": that can't be true, and isn't followed");
            return;
        }
        draft.because("ERROR: the adapter knows command #" + highest + " of " + TaskId.at(index)
                + ", but the last one stored is #" + inFlight.sequence()
                + ": a store has lost acknowledged writes; going on above it");
        Task task = draft.task(index);
        var above = new InFlight(
                inFlight.action(), highest + 1, inFlight.attempt(), inFlight.abort(), inFlight.sinceEpochMs());
        draft.set(index, task.inFlight(above));
        draft.touch();
        draft.effect(new Effect.SendCommand(TaskId.at(index), above.sequence()));
    }

    private void succeeded(Draft draft, int index, InFlight inFlight, Reply reply) {
        Task over = ended(draft, index, inFlight, ReplyStatus.SUCCEEDED, null).mayStillRun(false);
        if (inFlight.action() == CommandAction.ROLLBACK) {
            draft.move(
                    index, TaskState.UNDONE, over.touched(false).outputs(null).attempt(0), null);
            return;
        }
        if (isTooLarge(draft, over, reply.outputs())) {
            var failure = Failure.permanent(
                    "TOO_LARGE",
                    "Expected outputs of at most " + settings.outputLimit() + " bytes (" + settings.documentLimit()
                            + " in all), but found "
                            + reply.outputs().size() + " (" + together(draft, over, reply.outputs()) + ")");
            draft.move(index, TaskState.FAILED, over.error(failure), failure);
            Failures.settle(draft, index, failure);
            return;
        }
        draft.move(index, TaskState.DONE, over.outputs(reply.outputs()).error(null), null);
    }

    private boolean isTooLarge(Draft draft, Task task, Value.Obj outputs) {
        return outputs.size() > settings.outputLimit() || together(draft, task, outputs) > settings.documentLimit();
    }

    /** What all outputs would take with these ones in place of the task's present ones. */
    private static long together(Draft draft, Task task, Value.Obj outputs) {
        var present = task.outputs();
        return draft.frontier().outputBytes() - (present == null ? 0 : present.size()) + outputs.size();
    }

    private void stopped(Draft draft, int index, InFlight inFlight) {
        if (inFlight.abort() == InFlight.AbortCause.TIMEOUT) {
            failed(draft, index, inFlight, ReplyStatus.STOPPED, timedOut(draft, index));
            return;
        }
        Task over = withoutNews(ended(draft, index, inFlight, ReplyStatus.STOPPED, null), inFlight);
        draft.move(index, TaskState.STOPPED, over, null);
        if (inFlight.abort() == null) {
            Failures.settle(
                    draft, index, Failure.retryable("STOPPED", "the adapter stopped it without having been asked to"));
        }
    }

    private static Failure timedOut(Draft draft, int index) {
        return Failure.retryable(
                "TIMEOUT",
                "Expected it to end within " + draft.plan().tasks().get(index).timeout() + ", but it didn't");
    }

    private void failed(Draft draft, int index, InFlight inFlight, ReplyStatus status, Failure failure) {
        Task over = withoutNews(ended(draft, index, inFlight, status, failure), inFlight)
                .error(failure);
        boolean isForward = inFlight.action() == CommandAction.EXECUTE;
        var policy = draft.plan().tasks().get(index).retry();
        boolean goesAgain = failure.retryable() && over.attempt() < policy.attempts() && draft.settle() == null;
        if (goesAgain) {
            var delay = RetrySchedule.delay(policy, draft.key() + "/" + TaskId.at(index), over.attempt());
            var backOff = Timer.armed(Timer.Kind.BACKOFF, delay, draft.now(), draft.nextRevision());
            over = over.timer(draft.control() != Control.RUN ? backOff.freeze(draft.now()) : draft.arm(index, backOff));
        }
        TaskState to = isForward ? goesAgain ? TaskState.WAITING : TaskState.FAILED : TaskState.UNDO_FAILED;
        draft.move(index, to, over, failure);
        if (!goesAgain) {
            Failures.settle(draft, index, failure);
        }
    }

    /** What PROGRESS told of an execution that didn't succeed are no outputs; the adapter's ledger keeps the ids. */
    private static Task withoutNews(Task task, InFlight over) {
        return over.action() == CommandAction.EXECUTE ? task.outputs(null) : task;
    }

    private static Task ended(
            Draft draft, int index, InFlight inFlight, ReplyStatus status, @Nullable Failure failure) {
        return draft.task(index)
                .inFlight(null)
                .timer(null)
                .ended(new Attempt(
                        inFlight.action(),
                        inFlight.sequence(),
                        inFlight.attempt(),
                        status,
                        failure,
                        inFlight.sinceEpochMs(),
                        draft.now().epochMs()));
    }

    void timerDue(Draft draft, Event.TimerDue due) {
        var task = due.task();
        if (task == null) {
            deadlinePassed(draft, due);
            return;
        }
        Timer timer = draft.plan().contains(task) ? draft.task(task.index()).timer() : null;
        if (!isMeant(timer, due)) {
            draft.because("a timer of a state that is over");
            return;
        }
        int index = task.index();
        switch (due.kind()) {
            case TIMEOUT -> {
                Turn.abort(draft, index, InFlight.AbortCause.TIMEOUT);
                draft.touch();
            }
            case ABORT_LIMIT -> abortUnanswered(draft, index);
            case BACKOFF -> {
                draft.set(index, draft.task(index).timer(null));
                draft.touch();
            }
            case DEADLINE -> throw new IllegalStateException("Expected no deadline of task " + task);
        }
    }

    private static boolean isMeant(@Nullable Timer timer, Event.TimerDue due) {
        return timer != null && timer.kind() == due.kind() && timer.armedBy() == due.armedBy() && !timer.frozen();
    }

    private static void abortUnanswered(Draft draft, int index) {
        InFlight inFlight = draft.task(index).inFlight();
        if (inFlight == null) {
            return;
        }
        var failure = Failure.retryable(
                "NO_ANSWER",
                "Expected an answer to the ABORT of command #" + inFlight.sequence()
                        + ", but there was none: the attempt may still run");
        Task over = withoutNews(ended(draft, index, inFlight, ReplyStatus.FAILED, failure), inFlight)
                .error(failure)
                .mayStillRun(true);
        boolean isForward = inFlight.action() == CommandAction.EXECUTE;
        draft.move(index, isForward ? TaskState.FAILED : TaskState.UNDO_FAILED, over, failure);
        Failures.settle(draft, index, failure);
    }

    private static void deadlinePassed(Draft draft, Event.TimerDue due) {
        if (!isMeant(draft.deadline(), due)) {
            draft.because("a deadline of a state that is over");
            return;
        }
        draft.deadline(null);
        draft.touch();
        if (draft.settle() != null) {
            draft.because("the deadline has passed, but it ends already");
            return;
        }
        var failure =
                Failure.permanent("DEADLINE", "Expected the operation to end in time, but its deadline has passed");
        for (int i = draft.frontier().ready().next(0);
                i >= 0;
                i = draft.frontier().ready().next(i + 1)) {
            draft.move(i, TaskState.FAILED, draft.task(i).error(failure), failure);
        }
        Failures.settle(draft, (TaskId) null, failure);
    }
}
