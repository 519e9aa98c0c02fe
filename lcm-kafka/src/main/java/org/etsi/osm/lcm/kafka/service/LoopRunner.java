package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that turns a driven loop until it is stopped. Trouble never ends it: it waits a little, longer each time,
 * and goes on.
 */
final class LoopRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LoopRunner.class);

    private final Turn turn;
    private final Runnable wake;
    private final Runnable last;
    private final Health health;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Starts nothing yet.
     *
     * @param consequence of trouble, for people
     * @param wake ends a turn's wait, from any thread
     * @param last done by the loop's thread after its last turn
     */
    LoopRunner(String name, String consequence, Turn turn, Runnable wake, Runnable last) {
        this.turn = turn;
        this.wake = wake;
        this.last = last;
        this.health = new Health(LOG, name, consequence);
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** One round of a loop. */
    interface Turn {
        /** Takes one round; false if it is held up and the next one should come a little later. */
        boolean take(Health health);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                if (turn.take(health)) {
                    health.well();
                } else {
                    pause();
                }
            } catch (StoreUnavailableException e) {
                health.trouble("MongoDB", e);
                pause();
            } catch (BusUnavailableException e) {
                health.trouble("Kafka", e);
                pause();
            } catch (Throwable e) {
                // The top of the thread: whatever it was, an error of the machine too, a service that is ready with a
                // dead loop helps nobody. What a turn leaves half done is taken up by the next one.
                LOG.error("{} met a bug; it goes on with the next turn", thread.getName(), e);
                pause();
            }
        }
        try {
            last.run();
        } catch (RuntimeException e) {
            LOG.warn("{} didn't end in good order; what it held is taken over elsewhere", thread.getName(), e);
        }
    }

    private void pause() {
        try {
            if (stopping.await(health.nextDelayMs(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is asked to stop", thread.getName());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is interrupted while it waits; it stops", thread.getName());
            stopping.countDown();
        }
    }

    /** Asks the loop to stop after its present turn. */
    void stop() {
        stopping.countDown();
        wake.run();
    }

    /** Waits until it has stopped; what takes longer is interrupted. */
    void join(Duration limit) {
        try {
            if (thread.isAlive() && !thread.join(limit)) {
                LOG.warn("{} didn't stop within {}; it is interrupted", thread.getName(), limit);
                thread.interrupt();
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
