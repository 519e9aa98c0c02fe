package org.etsi.osm.lcm.bench.embedded;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread that does the same again and again until it is closed; the first failure ends it and is kept. */
final class Turning implements AutoCloseable {
    private static final long JOIN_MS = 15_000;

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean isClosed;

    Turning(String name, Runnable turn, Runnable last) {
        this.thread = Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                while (!isClosed) {
                    turn.run();
                }
            } catch (RuntimeException e) {
                failure.set(e);
            } finally {
                last.run();
            }
        });
    }

    /** Throws what ended it, if it has ended. */
    void check() {
        RuntimeException met = failure.get();
        if (met != null) {
            throw new IllegalStateException("Expected " + thread.getName() + " to go on, but it ended", met);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
