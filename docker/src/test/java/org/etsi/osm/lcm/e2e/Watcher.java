package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.OsmReadingRules;
import org.etsi.osm.lcm.kafka.osm.store.OsmDocuments;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all of OSM's records all the time, as its clients do, and remembers what none of them may ever see. What
 * NBI's overwriting of a whole record can bring about between two records has to be mended within a while.
 */
final class Watcher implements AutoCloseable {
    private static final long PAUSE_MS = 25;
    private static final int MOST = 10_000;
    private static final long MENDED_WITHIN_MS = 10_000;

    private final OsmDocuments documents;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private final Set<String> found = new HashSet<>();
    private final Map<String, Long> sinceMs = new HashMap<>();
    private final Map<String, Value.Obj> before = new HashMap<>();
    private @Nullable Throwable failure;
    private long looks;

    Watcher(MongoDatabase database) {
        this.documents = new OsmDocuments(database);
        this.thread = Thread.ofPlatform().name("watcher").start(this::run);
    }

    private void run() {
        try {
            while (!end.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    /** Operations first: their own record is written last. */
    private void look() {
        Map<String, List<Value.Obj>> byNs = new LinkedHashMap<>();
        for (Value.Obj operation : documents.list("nslcmops", Map.of(), MOST)) {
            found.addAll(OsmReadingRules.ofOperation(operation));
            Value.Obj former = before.put(Nbi.id(operation), operation);
            if (former != null) {
                found.addAll(OsmReadingRules.ofChange(former, operation));
            }
            byNs.computeIfAbsent(operation.text("nsInstanceId").orElse(""), ns -> new ArrayList<>())
                    .add(operation);
        }
        Set<String> between = new HashSet<>();
        for (Value.Obj nsr : documents.list("nsrs", Map.of(), MOST)) {
            found.addAll(OsmReadingRules.ofNsr(nsr));
            between.addAll(OsmReadingRules.between(byNs.getOrDefault(Nbi.id(nsr), List.of()), nsr));
        }
        documents.list("vnfrs", Map.of(), MOST).forEach(vnfr -> found.addAll(OsmReadingRules.ofVnfr(vnfr)));
        remember(between);
        looks++;
    }

    private void remember(Set<String> between) {
        long now = System.currentTimeMillis();
        sinceMs.keySet().retainAll(between);
        between.forEach(broken -> {
            if (now - sinceMs.computeIfAbsent(broken, b -> now) > MENDED_WITHIN_MS) {
                found.add(broken + " for more than " + MENDED_WITHIN_MS + " ms");
            }
        });
    }

    /** Ends it; it must have seen nothing wrong. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected the watcher to end, but this thread was interrupted", e);
        }
        System.out.println("Watcher: looked " + looks + " times");
        assertThat(failure).as("what ended the watcher").isNull();
        assertThat(looks).as("looks of the watcher").isPositive();
        assertThat(found).as("combinations that no reader may see").isEmpty();
    }
}
