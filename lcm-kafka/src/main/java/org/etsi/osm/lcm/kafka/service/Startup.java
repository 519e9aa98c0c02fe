package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.etsi.osm.lcm.kafka.bus.TopicSetup.PartitionMismatchException;

/**
 * The way of a service from its start to its being ready: tried again as long as Kafka or MongoDB is away, given up
 * only where going on would do harm. Thread-safe.
 */
final class Startup {
    private final LoopRunner runner;
    private final AtomicBoolean isOpen = new AtomicBoolean();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    /** @param open brings everything about; may throw and be called again */
    Startup(String name, Runnable open) {
        this.runner = new LoopRunner(
                name + "-start",
                "nothing is started before it does",
                health -> attempt(open, health),
                () -> {},
                () -> {});
    }

    private boolean attempt(Runnable open, Health health) {
        try {
            open.run();
            isOpen.set(true);
            runner().stop();
        } catch (NotYetException e) {
            health.trouble("OSM's database", e);
            return false;
        } catch (PartitionMismatchException e) {
            ready.completeExceptionally(e);
            runner().stop();
            throw e;
        }
        return true;
    }

    private LoopRunner runner() {
        return runner;
    }

    void begin() {
        runner.start();
    }

    void ready() {
        ready.complete(true);
    }

    /** Why it will never be ready, if so, is thrown. */
    boolean awaitReady(Duration limit) {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    e.getCause() == null ? "The start failed" : e.getCause().getMessage(), e);
        }
    }

    boolean isOpen() {
        return isOpen.get();
    }

    void stop(Duration limit) {
        runner.stop();
        runner.join(limit);
    }

    /** Something that others have to do first isn't done yet; the message says what. */
    static final class NotYetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYetException(String message) {
            super(message);
        }
    }
}
