package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Which tasks may move, and how many have still to: worked out from the tasks once when an operation is loaded or turns
 * round, and kept up to date from then on at a cost that doesn't grow with the plan.
 *
 * @param ready may get a command now, as far as the tasks themselves are concerned
 * @param inFlight have a command in flight
 * @param backingOff wait for a back-off
 * @param gated would be ready, but a hold or a freeze keeps them
 * @param undoScope backward, the tasks that may be undone; none if all may
 * @param failed are FAILED, STOPPED or UNDO_FAILED
 * @param remaining forward: neither DONE nor SKIPPED; backward: still to be undone
 * @param irreversible touched tasks whose type declares them impossible to undo
 * @param outputBytes what all outputs take together
 */
public record Frontier(
        TaskSet ready,
        TaskSet inFlight,
        TaskSet backingOff,
        TaskSet gated,
        @Nullable TaskSet undoScope,
        TaskSet failed,
        int remaining,
        int irreversible,
        int satisfied,
        long outputBytes) {
    public static final Frontier EMPTY =
            new Frontier(TaskSet.EMPTY, TaskSet.EMPTY, TaskSet.EMPTY, TaskSet.EMPTY, null, TaskSet.EMPTY, 0, 0, 0, 0);

    /** Something moves or is about to: ready, in flight, or waiting for a back-off. */
    public boolean isAtWork() {
        return !ready.isEmpty() || !inFlight.isEmpty() || !backingOff.isEmpty();
    }
}
