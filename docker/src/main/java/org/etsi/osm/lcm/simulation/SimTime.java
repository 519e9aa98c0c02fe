package org.etsi.osm.lcm.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The world's time, which only the world moves, and what it has in store. While somebody is held in a call that can't
 * take longer than a limit, time goes no further than that. Confined to the run's thread.
 */
final class SimTime implements InstantSource {
    private static final long START_EPOCH_MS = 1_800_000_000_000L;

    private final PriorityQueue<Coming> coming = new PriorityQueue<>();
    private long nowMs;
    private long limitMs = Long.MAX_VALUE;
    private long count;

    private record Coming(long atMs, long number, Runnable what) implements Comparable<Coming> {
        @Override
        public int compareTo(Coming other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    long nowMs() {
        return nowMs;
    }

    long epochMs() {
        return START_EPOCH_MS + nowMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMs());
    }

    void after(long ms, Runnable what) {
        coming.add(new Coming(nowMs + ms, count++, what));
    }

    /** When the next thing in store comes; {@link Long#MAX_VALUE} if nothing does. */
    long nextMs() {
        return coming.isEmpty() ? Long.MAX_VALUE : coming.peek().atMs();
    }

    /** What comes now, taken out; or nothing. */
    @Nullable
    Runnable due() {
        return nextMs() <= nowMs ? coming.remove().what() : null;
    }

    void advanceTo(long ms) {
        nowMs = Math.max(nowMs, Math.min(ms, limitMs));
    }

    /** Narrows how far time may go; gives back what to {@link #widen} to. */
    long narrow(long ms) {
        long before = limitMs;
        limitMs = Math.min(limitMs, Math.max(ms, nowMs));
        return before;
    }

    void widen(long before) {
        limitMs = before;
    }
}
