package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * One open command at work: the course that it takes, and around it what holds for every command: the lease before each
 * mutating call, stopping at a step boundary, an end to its time. Confined to the loop; no I/O.
 */
final class Attempt {
    private static final long NEVER = Long.MIN_VALUE;

    /** What the loop is to do for it. */
    sealed interface Todo {
        record Run(Step step, long notAfterMs, TaskHandler handler, TaskHandler.Work work) implements Todo {}

        record Save(LedgerEntry after) implements Todo {}

        record Finish(LedgerEntry after, Reply reply) implements Todo {}

        record Sleep(long untilMs) implements Todo {}

        /** The other operations of the NS are to be closed; see {@link Attempt#closed}. */
        record Close() implements Todo {}

        /** What is stored may have changed. */
        record Read() implements Todo {}
    }

    private final @Nullable TaskHandler handler;
    private final String me;
    private final AdapterSettings settings;
    private final long bornMs;
    private LedgerEntry entry;
    private @Nullable Course course;
    private @Nullable Step running;
    private long issuedMs;

    /** Somebody else acted on the task since the step was decided on. */
    private boolean isOutdated;

    private @Nullable Failure bug;

    /** A predecessor's knowledge, to be stored before anything else is done. */
    private @Nullable Course heritage;

    /** When the write that last gave us the lease was begun; {@link #NEVER} if this attempt doesn't have it. */
    private long leasedMs = NEVER;

    private @Nullable String watchedHolder;
    private long watchedBeat;
    private long watchedSinceMs = NEVER;
    private long seenMs;

    Attempt(LedgerEntry entry, @Nullable TaskHandler handler, String me, AdapterSettings settings, long nowMs) {
        this.entry = entry;
        this.handler = handler;
        this.me = me;
        this.settings = settings;
        this.bornMs = nowMs;
        this.seenMs = nowMs;
    }

    LedgerEntry entry() {
        return entry;
    }

    String taskKey() {
        return entry.taskKey();
    }

    /** Whose bound it is under. */
    String account() {
        return handler == null ? "" : handler.account(entry.command().parameters());
    }

    /** An abort doesn't wait behind other tasks. */
    boolean isUrgent() {
        return entry.abortRequested();
    }

    boolean isRunning() {
        return running != null;
    }

    /** What to do now; a bug of ours or of the handler ends this attempt, and never stops its neighbours. */
    Todo next(long nowMs) {
        if (bug == null) {
            try {
                return unguarded(nowMs);
            } catch (RuntimeException e) {
                bug = internal(e);
            }
        }
        return finish(entry, Reply.of(entry.command(), ReplyStatus.FAILED, bug));
    }

    private Failure internal(RuntimeException e) {
        return Failure.permanent(
                "INTERNAL", "Expected " + taskKey() + " to go on, but a bug stopped it; side effects may exist: " + e);
    }

    private Todo unguarded(long nowMs) {
        if (handler == null) {
            return finish(entry, Verdicts.unsupported(entry.command()));
        }
        if (Looks.isLook(entry.command())) {
            // Accepted by an earlier version; whoever asked has given up, and asks again.
            return finish(entry, Verdicts.unknown(entry.command(), "it was asked of another version: ask again"));
        }
        if (heritage != null) {
            LedgerEntry known = heritage.facts(entry);
            if (!known.equals(entry)) {
                return new Todo.Save(known.heldBy(me));
            }
            heritage = null;
        }
        Course way = course(handler, nowMs);
        if (!way.isOver()) {
            boolean mustWait = way.mustBeAlone() && isForeign();
            Reply stop = reasonToStop(mustWait, nowMs);
            if (stop != null) {
                return finish(way.facts(entry), stop);
            }
            if (mustWait) {
                return takeOver(nowMs);
            }
        }
        return switch (way.next(entry, nowMs)) {
            case Move.Look(var step) -> run(step, Long.MAX_VALUE, handler, way, nowMs);
            case Move.Change(var step, var leaving) -> change(step, leaving, handler, way, nowMs);
            case Move.Note(var after) -> new Todo.Save(after.releasedBy(me));
            case Move.Close c -> new Todo.Close();
            case Move.Rest(var untilMs) -> new Todo.Sleep(Math.min(untilMs, deadlineMs()));
            case Move.End(var after, var reply) -> finish(after, reply);
        };
    }

    private Course course(TaskHandler known, long nowMs) {
        if (course == null) {
            course = switch (entry.command().action()) {
                // An ABORT of what was never seen waits as an execution does, and is stopped before it begins.
                case EXECUTE, ABORT -> new ExecuteCourse(entry, known, settings, nowMs);
                case ROLLBACK -> new RollbackCourse(entry.command(), known, settings, nowMs);
                case VERIFY -> throw new IllegalStateException("Expected no look among attempts, but found one");
            };
        }
        return course;
    }

    /** STOPPED says that nothing is in flight, so not while somebody else may be at it. */
    private @Nullable Reply reasonToStop(boolean mustWait, long nowMs) {
        Command command = entry.command();
        if (entry.abortRequested() && !mustWait) {
            return Reply.of(command, ReplyStatus.STOPPED, null);
        }
        if (nowMs < deadlineMs()) {
            return null;
        }
        String message = "Expected " + command.action() + " of " + taskKey() + " to end within "
                + (deadlineMs() - bornMs) + " ms, but it didn't: stopped, side effects may exist";
        return Reply.of(command, ReplyStatus.FAILED, Failure.retryable("TIMEOUT", message));
    }

    /** The engine aborts at the command's timeout; this is for an engine that doesn't. */
    private long deadlineMs() {
        return bornMs + 2 * Math.max(entry.command().timeoutMs(), settings.callLimitMs());
    }

    private Todo finish(LedgerEntry after, Reply reply) {
        return new Todo.Finish(after.finished(reply).releasedBy(me), reply);
    }

    private Todo run(Step step, long notAfterMs, TaskHandler known, Course way, long nowMs) {
        issuedMs = nowMs;
        isOutdated = false;
        LedgerEntry facts = way.facts(entry);
        Command command = entry.command();
        // What the engine has of an execution may be the progress of one that failed later.
        Value.Obj told = command.action() == CommandAction.EXECUTE ? null : command.outputs();
        Value.Obj outputs = facts.outputs() != null ? facts.outputs() : told;
        var work = new TaskHandler.Work(
                command.nsInstanceId(),
                command.taskKey(),
                command.sequence(),
                command.type(),
                command.parameters(),
                outputs == null ? Value.Obj.EMPTY : outputs,
                facts.memo(),
                settings.callLimitMs());
        return new Todo.Run(step, notAfterMs, known, work);
    }

    /** A mutating call: only with the lease in hand for longer than the call can take, and a create only when noted. */
    private Todo change(Step step, List<String> leaving, TaskHandler known, Course way, long nowMs) {
        if (known.isEffectFree()) {
            return run(step, Long.MAX_VALUE, known, way, nowMs);
        }
        if (isForeign()) {
            return takeOver(nowMs);
        }
        if (entry.closed() && step instanceof Step.Act) {
            return finish(way.facts(entry), Reply.of(entry.command(), ReplyStatus.FAILED, Faults.closed(taskKey())));
        }
        boolean isNoted = step instanceof Step.Act
                ? entry.createIssued() && !entry.undone()
                : entry.leaving().containsAll(leaving);
        boolean isHeld = me.equals(entry.holder()) && leasedMs != NEVER && nowMs - leasedMs <= settings.leaseMs() / 2;
        if (isNoted && isHeld) {
            return run(step, leasedMs + settings.leaseMs() - settings.callLimitMs(), known, way, nowMs);
        }
        LedgerEntry held = way.facts(entry).heldBy(me);
        return new Todo.Save(
                step instanceof Step.Act
                        ? held.withFacts(held.memo(), held.outputs(), false).withCreateIssued(true)
                        : held.withLeaving(leaving));
    }

    private boolean isForeign() {
        return entry.holder() != null && !entry.holder().equals(me);
    }

    /** Waits until the holder has been silent for as long as its lease, by our own clock; then takes it. */
    private Todo takeOver(long nowMs) {
        if (!Objects.equals(entry.holder(), watchedHolder) || entry.beat() != watchedBeat) {
            watchedHolder = entry.holder();
            watchedBeat = entry.beat();
            watchedSinceMs = NEVER;
        }
        if (watchedSinceMs == NEVER) {
            // The entry may have been read a while after the turn's time was; only a later turn's time is after that.
            if (nowMs <= seenMs) {
                return new Todo.Sleep(nowMs + 1);
            }
            watchedSinceMs = nowMs;
        }
        long silentMs = watchedSinceMs + settings.leaseMs() + settings.watchMarginMs();
        if (nowMs >= silentMs) {
            return new Todo.Save(entry.heldBy(me));
        }
        // He may give it back any time.
        long readMs = seenMs + settings.pollMs();
        return nowMs >= readMs ? new Todo.Read() : new Todo.Sleep(Math.min(Math.min(silentMs, readMs), deadlineMs()));
    }

    /** The other operations of the NS are closed. */
    void closed(long believedFromMs) {
        if (course != null) {
            course.closed(believedFromMs);
        }
    }

    /** A step was started. */
    void started(Step step) {
        running = step;
    }

    void on(StepResult result, long nowMs) {
        Step step = running;
        running = null;
        if (step != null && course != null) {
            try {
                boolean isWorthless = isOutdated && !(step instanceof Step.Act) && !(step instanceof Step.Remove);
                course.on(step, isWorthless ? new StepResult.TooLate() : result, entry, issuedMs, nowMs);
            } catch (RuntimeException e) {
                // A handler that answers nonsense; see next.
                bug = internal(e);
            }
        }
    }

    /** A save is durable; the lease, if it was taken, counts from before the write. */
    void stored(LedgerEntry after, long beganMs) {
        boolean wasForeign = isForeign();
        entry = after;
        if (!me.equals(entry.holder())) {
            leasedMs = NEVER;
            return;
        }
        leasedMs = beganMs;
        if (wasForeign && course != null) {
            isOutdated = true;
            course.disturbed(entry, beganMs);
        }
    }

    /** What it wanted to write can't be stored, so it ends without. */
    void refused() {
        bug = Faults.unstorable(taskKey());
    }

    /** The store says something else than we thought. */
    void adopt(LedgerEntry stored, long nowMs) {
        boolean isOthers = !me.equals(stored.holder());
        boolean hasActedElsewhere =
                isOthers && (stored.beat() != entry.beat() || stored.createIssued() != entry.createIssued());
        entry = stored;
        seenMs = nowMs;
        if (isOthers) {
            leasedMs = NEVER;
            heritage = null;
        }
        if (hasActedElsewhere && course != null) {
            isOutdated = true;
            course.disturbed(entry, nowMs);
        }
    }

    /** Takes over from a former attempt of this adapter whose last step has ended: its lease and what it learned. */
    void inherit(Attempt former) {
        boolean isHeld = me.equals(entry.holder());
        Course learned = former.course == null ? former.heritage : former.course;
        heritage = isHeld ? learned : null;
        leasedMs = isHeld ? former.leasedMs : NEVER;
    }

    /** The entry as it is to be left behind when the work on it ends here, unfinished. */
    LedgerEntry left() {
        Course known = course == null ? heritage : course;
        return (known == null || !me.equals(entry.holder()) ? entry : known.facts(entry)).releasedBy(me);
    }

    @Nullable
    Reply takeProgress() {
        return course == null ? null : course.takeProgress();
    }
}
