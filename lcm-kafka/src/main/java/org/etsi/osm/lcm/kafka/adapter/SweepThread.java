package org.etsi.osm.lcm.kafka.adapter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.AdapterSettings;
import org.etsi.osm.lcm.core.adapter.Sweep;
import org.etsi.osm.lcm.core.adapter.TaggedResources;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an adapter's sweep over all of its accounts, again and again, on one thread of its own. An account that can't be
 * looked at keeps no other from it. Thread-safe.
 */
public final class SweepThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepThread.class);
    private static final long SHORTEST_PERIOD_MS = 2_000;
    private static final long CLOSE_LIMIT_MS = 5_000;

    /** In place of an account's id, where it is about all of them. */
    private static final String ALL = "";

    private final Sweep sweep;
    private final Supplier<List<String>> accounts;
    private final ScheduledExecutorService executor;

    /** Accounts that could not be looked at in the last round; on the thread only. */
    private final Set<String> troubled = new HashSet<>();

    private SweepThread(String adapter, Sweep sweep, Supplier<List<String>> accounts) {
        this.sweep = sweep;
        this.accounts = accounts;
        this.executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(adapter + "-sweep").daemon().factory());
    }

    /**
     * Starts it; it waits for one period before the first round.
     *
     * @param adapter {@code ro} or {@code n2vc}: whose ledger tells which task is at work
     * @param resources at the accounts
     * @param accounts that are swept, asked anew each time
     */
    public static SweepThread start(
            Settings settings,
            String adapter,
            MongoConnection connection,
            TaggedResources resources,
            Supplier<List<String>> accounts) {
        AdapterSettings bounds = AdapterBounds.of(settings);
        var sweep = new Sweep(
                resources,
                connection.ledger("lcm_" + adapter + "_ledger"),
                connection.orphans(),
                adapter + "-" + UUID.randomUUID(),
                bounds,
                SweepThread::ticksMs);
        var thread = new SweepThread(adapter, sweep, accounts);
        thread.begin(Math.max(SHORTEST_PERIOD_MS, bounds.settleMs()));
        return thread;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round never throws
    private void begin(long periodMs) {
        executor.scheduleWithFixedDelay(this::sweepAll, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    private static long ticksMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void sweepAll() {
        try {
            List<String> all = accounts.get();
            all.forEach(this::sweep);
            isWell(ALL);
        } catch (Throwable e) {
            // The top of the thread, which an error would end for good; the next round makes it good.
            isTroubled(ALL, "read which accounts there are", e);
        }
    }

    private void sweep(String account) {
        try {
            int removed = sweep.turn(account, new Moment(ticksMs(), System.currentTimeMillis()));
            if (removed > 0) {
                LOG.warn(
                        "Removed {} resources at account {} that no task stands for; see lcm_orphans",
                        removed,
                        account);
            }
            isWell(account);
        } catch (RuntimeException e) {
            // One account that is away doesn't keep the others from being swept; the next round comes.
            isTroubled(account, "look at account " + account, e);
        }
    }

    private void isWell(String account) {
        if (troubled.remove(account)) {
            LOG.info("The sweep works again{}", account.isEmpty() ? "" : " at account " + account);
        }
    }

    /** Told once, until it is over. */
    private void isTroubled(String account, String what, Throwable e) {
        if (troubled.add(account)) {
            LOG.warn("The sweep could not {}, so what is left over stays; it tries again in each round", what, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The sweep still waits for an answer; it is left alone, and removes nothing any more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
