package org.etsi.osm.lcm.containers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Filter;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Row;
import org.jspecify.annotations.Nullable;

/**
 * What operations there were when a fault ended, and how long it takes until each of them has moved again: its stored
 * revision has grown, or it has come to rest, or one that was only asked for is known. What an operation waits for by
 * its nature, such as a server that boots, counts in.
 */
final class Recovery {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** The operations under way are among these. */
    private static final int NEWEST = 40;

    private final MongoConnection store;
    private final Collection<String> asked;
    private final long started = System.nanoTime();
    /** Revisions at the first look that succeeds: a store that was away has kept what was there. */
    private @Nullable Map<String, Long> still;

    /** @param asked operations that were asked for, whether or not they are stored */
    Recovery(MongoConnection store, Collection<String> asked) {
        this.store = store;
        this.asked = asked;
    }

    /** Gives the milliseconds since this was made. */
    long await() {
        try {
            Awaitility.await("operations to move")
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .ignoreExceptions()
                    .until(this::haveAllMoved);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Expected every operation to move again within " + LIMIT.toSeconds()
                            + " s after a fault, but these are where they were: " + still,
                    e);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private boolean haveAllMoved() {
        Map<String, Row> rows = store.queries().list(Filter.newest(NEWEST)).stream()
                .collect(Collectors.toMap(row -> row.id().value(), Function.identity()));
        Map<String, Long> waiting = still;
        if (waiting == null) {
            waiting = new HashMap<>();
            for (Row row : rows.values()) {
                if (isMoving(row)) {
                    waiting.put(row.id().value(), row.revision());
                }
            }
            for (String id : asked) {
                if (!rows.containsKey(id)) {
                    waiting.put(id, -1L);
                }
            }
            still = waiting;
        }
        waiting.entrySet().removeIf(entry -> {
            Row row = rows.get(entry.getKey());
            return row != null && (!isMoving(row) || row.revision() > entry.getValue());
        });
        return waiting.isEmpty();
    }

    private static boolean isMoving(Row row) {
        return row.state().equals(OperationState.PROCESSING.name())
                || row.state().equals(OperationState.ROLLING_BACK.name());
    }
}
