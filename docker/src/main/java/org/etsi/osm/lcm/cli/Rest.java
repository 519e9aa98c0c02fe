package org.etsi.osm.lcm.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;

/** Waits until an operation rests: nothing will happen to it but by an operator. */
final class Rest {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final MongoConnection store;
    private final Catalog catalog;

    Rest(MongoConnection store, Catalog catalog) {
        this.store = store;
        this.catalog = catalog;
    }

    int await(String id, int seconds, Output output) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            Optional<Loaded> loaded = store.queries().find(new OperationId(id));
            if (loaded.isPresent() && loaded.get() instanceof Loaded.Sound(var operation) && isAtRest(operation)) {
                return show(operation, output);
            }
            Optional<Value.Obj> record = catalog.find("nslcmops", id)
                    .filter(found -> found.text("operationState").orElse("").equals("FAILED"));
            if (loaded.isEmpty() && record.isPresent()) {
                throw CommandFailedException.failed("operation " + id + " is FAILED: "
                        + record.get().text("errorMessage").orElse(""));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw CommandFailedException.notReachable(
                "Expected operation " + id + " to rest within " + seconds + " s, but it doesn't; see 'lcm op show'");
    }

    /** Until it is paused with nothing in flight, or rests. */
    int awaitDrained(String id, int seconds, Output output) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            Optional<Loaded> loaded = store.queries().find(new OperationId(id));
            if (loaded.isPresent() && loaded.get() instanceof Loaded.Sound(var operation) && isDrained(operation)) {
                show(operation, output);
                return ExitCode.DONE;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw CommandFailedException.notReachable("Expected operation " + id + " to be drained within " + seconds
                + " s, but it isn't; see 'lcm op show'");
    }

    private static boolean isDrained(Operation operation) {
        boolean isStill = operation.control() == Control.PAUSED
                && operation.plan().tasks().stream()
                        .allMatch(spec -> operation.task(spec.id()).inFlight() == null);
        return isStill || isAtRest(operation);
    }

    static boolean isAtRest(Operation operation) {
        return !operation.state().isMoving() || operation.parked() != null;
    }

    private static int show(Operation operation, Output output) {
        if (output.isJson()) {
            output.json(OperationView.json(operation));
        } else {
            var error = operation.error();
            output.line(
                    "operation " + operation.id() + " is " + operation.state() + (error == null ? "" : ": " + error));
        }
        boolean isGood = operation.state() == OperationState.COMPLETED
                || operation.state() == OperationState.PARTIALLY_COMPLETED
                || operation.state() == OperationState.ROLLED_BACK;
        return isGood ? ExitCode.DONE : ExitCode.FAILED;
    }
}
