package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the store: takes what waits, runs it, commits once, then lets all of it reply.
 *
 * <p>Being alone it needs no locks, no commit can meet a half-made change, and no reader is shown what a crash could
 * still take back. Writers that arrive during a commit share the next one. It is never interrupted: an interrupt would
 * close the file under it.
 */
final class CommittingThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommittingThread.class);
    private static final int QUEUE = 1024;
    private static final int BATCH = 256;
    private static final long CLOSE_MS = 10_000;

    private final MVStore store;
    private final Compaction compaction;
    private final BlockingQueue<StoreCommand<?>> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean closed;
    /** Said once, not for each of the writes that fail. */
    private boolean isFailing;

    CommittingThread(MVStore store) {
        this.store = store;
        this.compaction = new Compaction(store);
        this.thread = Thread.ofPlatform().name("embedded-store").daemon().start(this::run);
    }

    /** Runs the command and returns once everything it wrote is committed. */
    <T> T call(Supplier<T> supplier) {
        var command = new StoreCommand<>(supplier);
        enqueue(command);
        if (closed) {
            abandonWaiting();
        }
        return command.await();
    }

    private void enqueue(StoreCommand<?> command) {
        try {
            waiting.put(command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoServerException("Expected to reach the embedded store, but the thread was interrupted", e);
        }
    }

    private void run() {
        var batch = new ArrayList<StoreCommand<?>>(BATCH);
        while (!closed) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException("Expected that nobody interrupts the embedded store's thread", e);
            }
            waiting.drainTo(batch, BATCH - 1);
            turn(batch);
            batch.clear();
        }
        abandonWaiting();
    }

    private void turn(List<StoreCommand<?>> batch) {
        batch.forEach(StoreCommand::run);
        var failure = commit();
        for (var command : batch) {
            if (failure == null) {
                command.reply();
            } else {
                command.abandon(failure);
            }
        }
        if (failure == null) {
            compaction.afterCommit();
        }
    }

    private @Nullable MongoServerException commit() {
        try {
            store.commit();
            if (isFailing) {
                isFailing = false;
                LOG.info("The embedded store is written again");
            }
            return null;
        } catch (RuntimeException e) {
            if (!isFailing) {
                isFailing = true;
                LOG.error(
                        "Expected to write the embedded store, but: {}; until that is mended its writers are told that"
                                + " they failed, and try again",
                        String.valueOf(
                                e.getCause() == null
                                        ? e.getMessage()
                                        : e.getCause().getMessage()));
            }
            return new MongoServerException("Expected to commit the embedded store, but it failed", e);
        }
    }

    private void abandonWaiting() {
        var late = new ArrayList<StoreCommand<?>>();
        waiting.drainTo(late);
        var cause = new MongoServerException("Expected an open embedded store, but it is being closed");
        late.forEach(command -> command.abandon(cause));
    }

    /** Finishes what is running; what still waits fails. */
    @Override
    public void close() {
        closed = true;
        enqueue(new StoreCommand<>(() -> "wake up"));
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
