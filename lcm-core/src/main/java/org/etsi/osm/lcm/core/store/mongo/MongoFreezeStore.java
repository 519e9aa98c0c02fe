package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Freeze;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/**
 * Freezes in the one document of {@code lcm_freezes}, changed by compare-and-set of its version; acknowledgements
 * beside the epochs in {@code lcm_partitions}. Thread-safe.
 */
public final class MongoFreezeStore implements FreezeStore {
    private static final String CURRENT = "current";
    private static final String VERSION = "version";
    private static final String ACKNOWLEDGED = "freezes";

    /** Others may change it at the same time, each of them once. */
    private static final int ATTEMPTS = 20;

    private final MongoCollection<BsonDocument> freezes;
    private final MongoCollection<BsonDocument> partitions;

    MongoFreezeStore(MongoDatabase database) {
        this.freezes = database.getCollection("lcm_freezes", BsonDocument.class);
        this.partitions = database.getCollection("lcm_partitions", BsonDocument.class);
    }

    @Override
    public Freezes current() {
        return Calls.call("read the freezes", this::read);
    }

    private Freezes read() {
        BsonDocument stored =
                freezes.find(Filters.eq(OperationCodec.ID, CURRENT)).first();
        return stored == null ? Freezes.NONE : decode(new Fields(stored));
    }

    @Override
    public boolean acknowledge(int partition, long epoch, long version) {
        var acknowledged = new Doc().put(VERSION, version).put(OperationCodec.EPOCH, epoch);
        return Calls.call(
                "acknowledge the freezes of partition " + partition,
                () -> partitions
                                .updateOne(
                                        Filters.and(
                                                Filters.eq(OperationCodec.ID, partition),
                                                Filters.eq(OperationCodec.EPOCH, epoch)),
                                        Updates.set(ACKNOWLEDGED, acknowledged.bson()))
                                .getMatchedCount()
                        == 1);
    }

    @Override
    public Changed change(Function<Freezes, Freezes.Outcome> request) {
        return Calls.call("change the freezes", () -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Freezes before = read();
                var outcome = request.apply(before);
                if (!(outcome instanceof Freezes.Outcome.Changed(var next))) {
                    return new Changed(outcome, before);
                }
                if (replaced(before, next)) {
                    return new Changed(outcome, next);
                }
            }
            throw new StoreUnavailableException(
                    "Expected to change the freezes within " + ATTEMPTS + " attempts, but others did each time");
        });
    }

    private boolean replaced(Freezes before, Freezes next) {
        BsonDocument document = encode(next);
        if (before.version() == 0) {
            try {
                freezes.insertOne(document);
                return true;
            } catch (com.mongodb.MongoWriteException e) {
                if (e.getCode() == Calls.DUPLICATE_KEY) {
                    return false;
                }
                throw e;
            }
        }
        return freezes.replaceOne(
                                Filters.and(
                                        Filters.eq(OperationCodec.ID, CURRENT), Filters.eq(VERSION, before.version())),
                                document,
                                new ReplaceOptions().upsert(false))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public Map<Integer, Long> acknowledged() {
        return Calls.call("read who has acknowledged the freezes", () -> {
            var versions = new TreeMap<Integer, Long>();
            partitions.find(Filters.exists(ACKNOWLEDGED)).forEach(document -> {
                var fields = new LenientFields(document);
                var acknowledged = fields.nested(ACKNOWLEDGED);
                if (acknowledged.number(OperationCodec.EPOCH) == fields.number(OperationCodec.EPOCH)) {
                    versions.put((int) fields.number(OperationCodec.ID), acknowledged.number(VERSION));
                }
            });
            return versions;
        });
    }

    private static BsonDocument encode(Freezes freezes) {
        return new Doc()
                .put(OperationCodec.ID, CURRENT)
                .put(VERSION, freezes.version())
                .put("freezes", Doc.array(freezes.inForce(), MongoFreezeStore::encode))
                .put("changes", Doc.array(freezes.changes(), MongoFreezeStore::encode))
                .bson();
    }

    private static BsonValue encode(Freeze freeze) {
        return new Doc()
                .put("selector", SteeringCodec.encode(freeze.selector()))
                .put("actor", freeze.actor())
                .put("reason", freeze.reason())
                .date("at", freeze.atEpochMs())
                .put("requestId", freeze.requestId())
                .bson();
    }

    private static BsonValue encode(Freezes.Change change) {
        return new Doc()
                .put("requestId", new BsonString(Doc.wellFormed(change.requestId())))
                .put(VERSION, change.version())
                .bson();
    }

    private static Freezes decode(Fields stored) {
        return new Freezes(
                stored.number(VERSION),
                stored.list("freezes").stream()
                        .map(Fields::of)
                        .map(f -> new Freeze(
                                SteeringCodec.decodeSelector(f.nested("selector")),
                                f.text("actor"),
                                f.text("reason"),
                                f.epochMs("at"),
                                f.text("requestId")))
                        .toList(),
                stored.list("changes").stream()
                        .map(Fields::of)
                        .map(f -> new Freezes.Change(f.text("requestId"), f.number(VERSION)))
                        .toList());
    }
}
