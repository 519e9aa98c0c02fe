package org.etsi.osm.lcm.ro;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.Sweep;
import org.etsi.osm.lcm.core.model.Moment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sweep over all accounts, again and again, on one thread of its own. */
final class SweepThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepThread.class);
    private static final long SHORTEST_PERIOD_MS = 2_000;
    private static final long CLOSE_LIMIT_MS = 5_000;

    private final Sweep sweep;
    private final Supplier<List<String>> accounts;
    private final long periodMs;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ro-sweep").daemon().factory());

    /** @param accounts whose VIMs are swept, asked anew each time */
    SweepThread(Sweep sweep, Supplier<List<String>> accounts, long periodMs) {
        this.sweep = sweep;
        this.accounts = accounts;
        this.periodMs = Math.max(SHORTEST_PERIOD_MS, periodMs);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round never throws
    void start() {
        executor.scheduleWithFixedDelay(this::sweepAll, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    static long ticksMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void sweepAll() {
        try {
            for (String account : accounts.get()) {
                sweep(account);
            }
        } catch (RuntimeException e) {
            // The accounts can't be read: the next round makes it good.
            LOG.debug("The sweep could not read the accounts", e);
        }
    }

    private void sweep(String account) {
        try {
            int removed = sweep.turn(account, new Moment(ticksMs(), System.currentTimeMillis()));
            if (removed > 0) {
                LOG.warn("Removed {} resources at VIM {} that no task stands for; see lcm_orphans", removed, account);
            }
        } catch (RuntimeException e) {
            // One VIM that is away doesn't keep the others from being swept; the next round comes.
            LOG.debug("The sweep could not look at VIM {}", account, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The sweep still waits for a VIM; it is left alone, and removes nothing any more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
