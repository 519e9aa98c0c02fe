package org.etsi.osm.lcm.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes what an index with {@code expireAfterSeconds} lets expire, which the server itself doesn't know. Confined to
 * the committing thread.
 */
final class Expiry {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int DOCUMENTS_AT_ONCE = 1_000;

    private Instant next = Instant.MIN;

    boolean isDue(Instant now) {
        return !now.isBefore(next);
    }

    void started(Instant now) {
        next = now.plus(PERIOD);
    }

    static void sweep(MongoDatabase database, Instant now) {
        var indexes = database.resolveCollection("system.indexes", false);
        if (indexes == null) {
            return;
        }
        for (var index : indexes.queryAll()) {
            if (index.get("expireAfterSeconds") instanceof Number seconds) {
                expire(database, index, now.minusSeconds(seconds.longValue()));
            }
        }
    }

    private static void expire(MongoDatabase database, Document index, Instant before) {
        if (index.get("ns") instanceof String namespace && index.get("key") instanceof Document key) {
            var name = namespace.substring(database.getDatabaseName().length() + 1);
            var collection = database.resolveCollection(name, false);
            if (collection != null) {
                var field = key.keySet().iterator().next();
                collection.deleteDocuments(new Document(field, new Document("$lt", before)), DOCUMENTS_AT_ONCE);
            }
        }
    }
}
