package org.etsi.osm.lcm.core.model;

import java.time.Duration;

/**
 * A running or frozen timer. Stored as what remains of it, never as a deadline: a new owner starts it again from there,
 * clamped to the original length (design, section 3.2).
 *
 * @param dueAtMs on the owner's monotonic clock; {@link #ON_NO_CLOCK} while frozen, and when read back
 * @param remainingMs what was left when it was frozen or armed
 * @param armedBy the operation's revision that armed it: a timer of another one is stale and changes nothing
 */
public record Timer(Kind kind, long originalMs, long dueAtMs, long remainingMs, boolean frozen, long armedBy) {
    /** Only what remains is known, until an owner starts it on a clock of its own. */
    public static final long ON_NO_CLOCK = 0;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What happens when it is due. */
    public enum Kind {
        /** The attempt in flight took too long: it is aborted. */
        TIMEOUT,
        /** The ABORT wasn't answered: the attempt counts as failed and may still run. */
        ABORT_LIMIT,
        /** The task is tried again. */
        BACKOFF,
        /** The operation took too long. */
        DEADLINE
    }

    /** No length is too long or too short: what no clock can count is cut down to a century. */
    public static Timer armed(Kind kind, Duration length, Moment now, long revision) {
        Duration least = length.isNegative() ? Duration.ZERO : length;
        long ms = (least.compareTo(LONGEST) < 0 ? least : LONGEST).toMillis();
        return new Timer(kind, ms, now.ticksMs() + ms, ms, false, revision);
    }

    public Timer freeze(Moment now) {
        return frozen ? this : new Timer(kind, originalMs, ON_NO_CLOCK, remainingMs(now), true, armedBy);
    }

    public Timer thaw(Moment now, long revision) {
        return frozen ? new Timer(kind, originalMs, now.ticksMs() + remainingMs, remainingMs, false, revision) : this;
    }

    /** The same timer on the clock of a new owner. */
    public Timer adopted(Moment now, long revision) {
        long left = Math.clamp(remainingMs, 0, originalMs);
        return new Timer(kind, originalMs, frozen ? ON_NO_CLOCK : now.ticksMs() + left, left, frozen, revision);
    }

    public long remainingMs(Moment now) {
        boolean stands = frozen || dueAtMs == ON_NO_CLOCK;
        return stands ? remainingMs : Math.clamp(dueAtMs - now.ticksMs(), 0, originalMs);
    }
}
