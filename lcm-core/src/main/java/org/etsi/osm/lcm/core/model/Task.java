package org.etsi.osm.lcm.core.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a task.
 *
 * @param touched side effects may exist: an EXECUTE was stored since it was last UNDONE, or a leftover was found then
 * @param held an operator keeps it from starting
 * @param passed the breakpoint at which it stands was told of; it doesn't stop there twice
 * @param abandoned an operator took its leftovers upon himself: no rollback goes there
 * @param attempt attempts stored since the task was last started afresh
 * @param sequence the number of its latest command; 0 before the first
 * @param mayStillRun its ABORT was never answered, so the adapter may still be at it
 * @param edit what an operator has put in place of the plan's parameters
 * @param timer its limit while in flight, its back-off while WAITING or UNDO_FAILED
 * @param blockedBy how many tasks keep it in the present direction; worked out, never stored
 */
public record Task(
        TaskState state,
        boolean touched,
        boolean held,
        boolean passed,
        boolean abandoned,
        boolean mayStillRun,
        int attempt,
        long sequence,
        @Nullable InFlight inFlight,
        Value.@Nullable Obj outputs,
        @Nullable Edit edit,
        @Nullable Failure error,
        List<Attempt> attempts,
        @Nullable Timer timer,
        int blockedBy) {
    /** Attempts that are kept. */
    public static final int ATTEMPTS_KEPT = 3;

    public static final Task NEW = new Task(
            TaskState.WAITING, false, false, false, false, false, 0, 0, null, null, null, null, List.of(), null, 0);

    public Task {
        attempts = List.copyOf(attempts);
    }

    public Task in(TaskState next) {
        return new Task(
                next,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task touched(boolean now) {
        return new Task(
                state,
                now,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task held(boolean now) {
        return new Task(
                state,
                touched,
                now,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task passed(boolean now) {
        return new Task(
                state,
                touched,
                held,
                now,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task abandoned(boolean now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                now,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task mayStillRun(boolean now) {
        return new Task(
                state, touched, held, passed, abandoned, now, attempt, sequence, inFlight, outputs, edit, error,
                attempts, timer, blockedBy);
    }

    public Task attempt(int now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                now,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task inFlight(@Nullable InFlight now) {
        long highest = now == null ? sequence : Math.max(sequence, now.sequence());
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                highest,
                now,
                outputs,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task outputs(Value.@Nullable Obj now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                now,
                edit,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task edit(@Nullable Edit now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                now,
                error,
                attempts,
                timer,
                blockedBy);
    }

    public Task error(@Nullable Failure now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                now,
                attempts,
                timer,
                blockedBy);
    }

    public Task timer(@Nullable Timer now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                now,
                blockedBy);
    }

    public Task blockedBy(int now) {
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                attempts,
                timer,
                now);
    }

    /** With one more attempt in its history; the oldest beyond {@link #ATTEMPTS_KEPT} is dropped. */
    public Task ended(Attempt over) {
        var kept = new ArrayList<>(attempts.subList(Math.max(0, attempts.size() - ATTEMPTS_KEPT + 1), attempts.size()));
        kept.add(over);
        return new Task(
                state,
                touched,
                held,
                passed,
                abandoned,
                mayStillRun,
                attempt,
                sequence,
                inFlight,
                outputs,
                edit,
                error,
                kept,
                timer,
                blockedBy);
    }

    /** The plan's parameters with an operator's edit in their place. */
    public Value.Obj over(Value.Obj planned) {
        return edit == null ? planned : edit.over(planned);
    }

    /** Side effects may exist that a rollback has to remove. */
    public boolean needsUndo() {
        return touched && !abandoned;
    }

    /** Something of it may be in the world that nobody wanted to keep. */
    public boolean isLeftover() {
        // One that is UNDONE and touched again was found to have left something.
        return abandoned || mayStillRun || (touched && state != TaskState.DONE);
    }

    /** Everything that is stored of a task is equal; what is worked out is left aside. */
    public boolean sameFacts(Task other) {
        return blockedBy(0).equals(other.blockedBy(0));
    }
}
