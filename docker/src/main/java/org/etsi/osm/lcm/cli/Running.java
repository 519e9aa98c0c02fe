package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs until this process is asked to end: closed in the reverse of the order in which it was added, when SIGTERM
 * or SIGINT comes. Each part has a bound of its own for that.
 */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    Running() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "lcm-shutdown"));
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Waits until a part is ready, however long Kafka or MongoDB are away; its refusal ends the command. */
    void awaitReady(String what, Predicate<Duration> ready) {
        try {
            while (ended.getCount() > 0 && !ready.test(LOOK)) {
                LOG.debug("{} isn't ready yet", what);
            }
        } catch (IllegalStateException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        }
    }

    /** Returns when the process ends. */
    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this process when the one that started it is gone, however that ended: it holds our standard input. */
    static void endWithStarter() {
        Thread.ofPlatform().daemon().name("lcm-starter").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.debug("Standard input broke: the starter is gone", e);
            }
            Runtime.getRuntime().halt(ExitCode.FAILED);
        });
    }

    private synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) { // every part gets its turn
                LOG.warn("{} didn't close in good order; nothing is lost", part, e);
            }
        }
        ended.countDown();
    }
}
