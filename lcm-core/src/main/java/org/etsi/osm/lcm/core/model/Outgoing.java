package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a stored decision must still tell others: an entry of the outbox. Each may be sent more than once; its revision
 * tells a receiver what it has seen.
 */
public sealed interface Outgoing {
    long revision();

    /** A task changed its state. {@code cause} names the event, for the history. */
    record TaskMoved(
            long revision,
            long atEpochMs,
            TaskId task,
            TaskState from,
            TaskState to,
            int attempt,
            long sequence,
            String cause,
            @Nullable Failure error,
            Value.@Nullable Obj outputs)
            implements Outgoing {}

    /** The operation changed its state, control, queue position or plan. */
    record OperationMoved(
            long revision,
            long atEpochMs,
            @Nullable OperationState from,
            OperationState to,
            Control control,
            int queuePosition,
            int inFlight,
            String cause,
            @Nullable Failure error)
            implements Outgoing {}

    /**
     * What was decided, for the journal: the event, and the revisions that it led to. With the ones before it, it is
     * enough to decide the same again.
     *
     * @param revision the last one that it led to
     * @param firstRevision the first one that it led to
     * @param event what a {@link TaskMoved} of the same revisions tells isn't told twice: the outputs of a success are
     *     left out, and so is a plan, which is stored under its id
     */
    record Decided(long revision, long firstRevision, Moment at, Event event) implements Outgoing {}

    /** A verb is answered. */
    record Answered(long revision, Answer answer) implements Outgoing {}

    /** OSM's records have to show the operation as it is at this revision or a later one. */
    record RecordsDue(long revision) implements Outgoing {}

    /** OSM's own message about the end of an operation; sent after the records show it. */
    record EndAnnounced(long revision, OperationState state) implements Outgoing {}
}
