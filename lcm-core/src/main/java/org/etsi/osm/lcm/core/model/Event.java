package org.etsi.osm.lcm.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to an operation. The engine handles each of them in every state. */
public sealed interface Event {

    /**
     * It was asked for. The first event of every operation, and only that: it is decided by {@code Engine.accept}.
     *
     * @param freezes those in force
     */
    record Requested(OperationRequest request, Ownership ownership, int queuePosition, List<Selector> freezes)
            implements Event {
        public Requested {
            freezes = List.copyOf(freezes);
        }
    }

    /** A new owner has loaded the operation: its timers start again on the owner's clock. */
    record TakenOver(Ownership ownership) implements Event {}

    /** It is its turn: the operation occupies its NS from now on. */
    record Admitted() implements Event {}

    /** Its place among the operations that wait for the NS has changed; 1 is the next one. */
    record QueueMoved(int position) implements Event {}

    /** A later operation of the NS takes over what this one, FAILED_TEMP, has left. */
    record Superseded(OperationId by) implements Event {}

    /**
     * A terminate waits for the NS that this one keeps or is to get before it: this one is broken off, undone if it can
     * be, and closed.
     */
    record TerminateWaits(OperationId terminate) implements Event {}

    /** A later operation can't start, since another one occupies the NS and isn't to be superseded. */
    record Refused(Failure why) implements Event {}

    /** The plan has been stored and may be started. */
    record Planned(Plan plan, String planId) implements Event {}

    /** There is no plan for this request, and there will be none. */
    record PlanRefused(Failure why) implements Event {}

    /** An operator asks for something. */
    record VerbRequested(VerbRequest request) implements Event {}

    /**
     * What a look at the world has found of a task that an operator says is done.
     *
     * @param sequence the task's when it was asked for: another one by now, and what was seen says nothing any more
     */
    record Verified(
            VerbRequest request, TaskId task, long sequence, VerifyVerdict verdict, Value.Obj outputs, String observed)
            implements Event {}

    /** The freezes in force have changed, as far as they may mean this operation. */
    record FreezesChanged(List<Selector> freezes) implements Event {
        public FreezesChanged {
            freezes = List.copyOf(freezes);
        }
    }

    /** An adapter has answered. */
    record Replied(Reply reply) implements Event {}

    /** A timer is due; {@code task} is none for the operation's own. */
    record TimerDue(@Nullable TaskId task, Timer.Kind kind, long armedBy) implements Event {}

    /** Everything in the outbox was acknowledged by its receivers. */
    record OutboxSent(long revision) implements Event {}

    /** The records that the operation works on have vanished: it is cancelled, and what it made is removed. */
    record RecordsVanished() implements Event {}
}
