package org.etsi.osm.lcm.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the embedded store: what it acknowledged survives SIGKILL.
 *
 * <p>Writers in this process record what was acknowledged; the store runs in another one, which is killed at a random
 * moment. Started again on the same folder it must have every acknowledged write, and of the others none but the one
 * each writer was waiting for. Twenty times, on one growing store.
 */
class EmbeddedMongoKillIT {

    private static final int KILLS = Integer.getInteger("kill.rounds", 20);
    private static final int WRITERS = 4;
    private static final int LONGEST_ROUND_MS = 400;
    private static final String FILLER = "x".repeat(3_000);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Writer> writers = new ArrayList<>();

    @Test
    @Timeout(600)
    void shouldHaveEveryAcknowledgedWriteAfterEachOfTwentyKills() throws Exception {
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer("w" + i));
        }

        for (int round = 0; round <= KILLS; round++) {
            var process = EmbeddedProcess.store(folder);
            try (var client = MongoClients.create(process.address())) {
                var collection = client.getDatabase("osm").getCollection("under_fire");
                verify(collection, round);
                if (round < KILLS) {
                    writeUntilKilled(process, collection);
                }
            } finally {
                process.kill();
            }
        }

        assertThat(writers).allSatisfy(writer -> assertThat(writer.inserted).hasSizeGreaterThan(KILLS));
    }

    private void verify(MongoCollection<Document> collection, int round) {
        var ids = new HashSet<String>();
        collection.find().projection(Projections.include("_id")).forEach(d -> ids.add(d.getString("_id")));
        for (var writer : writers) {
            assertThat(ids)
                    .as("inserts of %s before kill %d, seed %d", writer.name, round, seed)
                    .containsAll(writer.inserted);
            var counter = collection.find(eq("_id", writer.name)).first();
            long stored = counter == null ? 0 : counter.getLong("n");
            assertThat(stored)
                    .as("updates of %s before kill %d, seed %d", writer.name, round, seed)
                    .isBetween(writer.updates, writer.updates + 1);
            writer.updates = stored;
        }
    }

    private void writeUntilKilled(EmbeddedProcess process, MongoCollection<Document> collection)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            var running = new ArrayList<Future<?>>();
            for (var writer : writers) {
                running.add(threads.submit(() -> writer.writeUntilRefused(collection)));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(LONGEST_ROUND_MS)));
            process.kill();
            for (var future : running) {
                future.get();
            }
        }
    }

    /** Counts one document up by compare-and-set, and inserts one of its own each second time. */
    private static final class Writer {

        private final String name;
        private final Set<String> inserted = new HashSet<>();
        private long updates;
        private int attempts;

        Writer(String name) {
            this.name = name;
        }

        void writeUntilRefused(MongoCollection<Document> collection) {
            long n = updates;
            try {
                if (n == 0) {
                    collection.updateOne(eq("_id", name), set("n", 0L), new UpdateOptions().upsert(true));
                }
                while (!Thread.currentThread().isInterrupted()) {
                    attempts++;
                    var filler = FILLER.substring(0, attempts % FILLER.length());
                    var result = collection.updateOne(
                            and(eq("_id", name), eq("n", n)), combine(inc("n", 1L), set("filler.deep", filler)));
                    assertThat(result.getModifiedCount())
                            .as("update %d of %s", n, name)
                            .isOne();
                    n++;
                    updates = n;
                    if (attempts % 2 == 0) {
                        var id = name + "-" + attempts;
                        collection.insertOne(new Document("_id", id).append("filler", filler));
                        inserted.add(id);
                    }
                }
            } catch (MongoException killed) {
                // Whatever it was waiting for may or may not be written.
                assertThat(killed).isNotNull();
            }
        }
    }
}
