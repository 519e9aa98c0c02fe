package org.etsi.osm.lcm.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's command on its way through the committing thread: run first, replied to after the commit. */
final class StoreCommand<T> {

    private final Supplier<T> supplier;
    private final CompletableFuture<T> reply = new CompletableFuture<>();
    private @Nullable Runnable outcome; // confined to the committing thread

    StoreCommand(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    void run() {
        try {
            T result = supplier.get();
            outcome = () -> reply.complete(result);
        } catch (RuntimeException e) {
            // A command that failed half-way may have written as well, so its reply waits for the commit too.
            outcome = () -> reply.completeExceptionally(e);
        }
    }

    void reply() {
        if (outcome == null) {
            throw new IllegalStateException("Expected a command that was run, but it was not");
        }
        outcome.run();
    }

    void abandon(RuntimeException cause) {
        reply.completeExceptionally(cause);
    }

    T await() {
        try {
            return reply.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
