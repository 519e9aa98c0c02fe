package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The one command of a task that was stored and has no final reply yet. What must be sent again after a takeover
 * follows from it alone.
 *
 * @param sinceEpochMs when it was stored, for people
 * @param abort why its ABORT was stored; none while it may go on
 */
public record InFlight(
        CommandAction action,
        long sequence,
        int attempt,
        @Nullable AbortCause abort,
        long sinceEpochMs) {
    /** Why a command in flight is aborted. */
    public enum AbortCause {
        TIMEOUT,
        STOP
    }

    public InFlight aborting(AbortCause cause) {
        return new InFlight(action, sequence, attempt, cause, sinceEpochMs);
    }
}
