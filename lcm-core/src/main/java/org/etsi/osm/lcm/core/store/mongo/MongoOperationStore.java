package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/**
 * The operations in MongoDB: {@code lcm_operations}, one document each; {@code lcm_plans}; {@code lcm_partitions} with
 * the epochs; {@code lcm_meta}. Thread-safe. The frontier and {@code blockedBy} of what it loads are empty: the engine
 * works them out when it takes over.
 */
public final class MongoOperationStore implements OperationStore {
    private static final String ID = OperationCodec.ID;
    private static final int EPOCH_ATTEMPTS = 3;
    private static final int INDEX_OPTIONS_CONFLICT = 85;

    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> operations;
    private final MongoCollection<BsonDocument> partitions;
    private final MongoCollection<BsonDocument> meta;
    private final MongoPlans plans;
    private final Clock clock;

    /** @param clock only for the time at which a plan was stored, as people read it */
    MongoOperationStore(MongoDatabase database, Clock clock) {
        this.database = database;
        this.operations = database.getCollection("lcm_operations", BsonDocument.class);
        this.partitions = database.getCollection("lcm_partitions", BsonDocument.class);
        this.meta = database.getCollection("lcm_meta", BsonDocument.class);
        this.plans = new MongoPlans(database.getCollection("lcm_plans", BsonDocument.class));
        this.clock = clock;
    }

    /**
     * Creates what indexes are missing; may be repeated, and is when the retention is to change.
     *
     * @param retention how long closed operations are kept
     */
    public void prepare(Duration retention) {
        Calls.call("create the indexes of lcm_operations", () -> {
            operations.createIndex(Indexes.ascending(OperationCodec.PARTITION, OperationCodec.OPEN, ID));
            operations.createIndex(Indexes.ascending("nsInstanceId", "startTime"));
            operations.createIndex(Indexes.ascending("state", "vim", "error.code"));
            expireAfter(retention);
            plans.createIndexes();
            return true;
        });
    }

    private void expireAfter(Duration retention) {
        Bson key = Indexes.ascending(OperationCodec.CLOSED_AT);
        var options = new IndexOptions().expireAfter(retention.toSeconds(), TimeUnit.SECONDS);
        try {
            operations.createIndex(key, options);
        } catch (MongoException e) {
            if (e.getCode() != INDEX_OPTIONS_CONFLICT) {
                throw e;
            }
            operations.dropIndex(key);
            operations.createIndex(key, options);
        }
    }

    /**
     * Fixes the number of partitions at the first call, and compares it at each later one.
     *
     * @throws IllegalStateException if operations are stored under another number already
     */
    public void checkPartitionCount(int count) {
        BsonDocument stored = Calls.call("read the number of partitions", () -> upsertPartitionCount(count));
        int expected = new Fields(stored).intNumber("count");
        if (expected != count) {
            throw new IllegalStateException("Expected " + expected + " partitions of lcm-inbox, as database '"
                    + database.getName() + "' was created for, but found " + count
                    + "; nothing is started. Give the topic " + expected
                    + " partitions, or follow the procedure for changing their number");
        }
    }

    private BsonDocument upsertPartitionCount(int count) {
        return upserted(
                meta,
                Filters.eq(ID, "partitions"),
                new BsonDocument("$setOnInsert", new Doc().put("count", count).bson()));
    }

    /** Two upserts of one document at once: the loser finds it at its next try. */
    private static BsonDocument upserted(MongoCollection<BsonDocument> collection, Bson filter, Bson update) {
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        for (int attempt = 1; ; attempt++) {
            try {
                BsonDocument stored = collection.findOneAndUpdate(filter, update, options);
                if (stored != null) {
                    return stored;
                }
                throw new StoreUnavailableException("Expected an upsert to return its document, but found none");
            } catch (MongoException e) {
                if (e.getCode() != Calls.DUPLICATE_KEY || attempt == EPOCH_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public long beginEpoch(int partition) {
        return Calls.call("begin an epoch of partition " + partition, () -> {
            BsonDocument stored = upserted(
                    partitions,
                    Filters.eq(ID, partition),
                    new BsonDocument("$inc", new BsonDocument(OperationCodec.EPOCH, new BsonInt64(1))));
            return new Fields(stored).number(OperationCodec.EPOCH);
        });
    }

    @Override
    public long epochOf(int partition) {
        return Calls.call("read the epoch of partition " + partition, () -> {
            BsonDocument stored = partitions.find(Filters.eq(ID, partition)).first();
            return stored == null ? 0L : new Fields(stored).number(OperationCodec.EPOCH);
        });
    }

    @Override
    public void claim(Ownership ownership) {
        Calls.call("claim partition " + ownership.partition(), () -> {
            partitions.updateOne(
                    Filters.and(
                            Filters.eq(ID, ownership.partition()), Filters.eq(OperationCodec.EPOCH, ownership.epoch())),
                    Updates.set(OperationCodec.OWNER, Doc.text(ownership.owner())));
            // Not "less than": that would pass over a document whose epoch is missing or no number, for ever.
            return operations.updateMany(
                    Filters.and(
                            Filters.eq(OperationCodec.PARTITION, ownership.partition()),
                            Filters.eq(OperationCodec.OPEN, true),
                            Filters.not(Filters.gte(OperationCodec.EPOCH, ownership.epoch()))),
                    Updates.combine(
                            Updates.set(OperationCodec.EPOCH, new BsonInt64(ownership.epoch())),
                            Updates.set(OperationCodec.OWNER, Doc.text(ownership.owner()))));
        });
    }

    @Override
    public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(
                Filters.eq(OperationCodec.PARTITION, ownership.partition()),
                Filters.eq(OperationCodec.OPEN, true),
                Filters.eq(OperationCodec.EPOCH, ownership.epoch()),
                Filters.eq(OperationCodec.OWNER, Doc.text(ownership.owner()))));
        after.ifPresent(id -> filters.add(Filters.gt(ID, id.value())));
        return Calls.call("load partition " + ownership.partition(), () -> {
            List<BsonDocument> found = operations
                    .find(Filters.and(filters))
                    .sort(Sorts.ascending(ID))
                    .limit(limit)
                    .into(new ArrayList<>());
            return new OperationReader(plans).read(found);
        });
    }

    @Override
    public Map<OperationId, Outcome> write(List<Write> writes) {
        var batch = new WriteBatch(writes);
        if (batch.models().isEmpty()) {
            return batch.settled(0);
        }
        try {
            return batch.settled(operations
                    .bulkWrite(batch.models(), new BulkWriteOptions().ordered(false))
                    .getMatchedCount());
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                throw Calls.unavailable("write " + writes.size() + " operations", e);
            }
            return batch.settled(e);
        } catch (MongoException e) {
            throw Calls.unavailable("write " + writes.size() + " operations", e);
        }
    }

    @Override
    public Map<OperationId, Stamp> stamps(List<OperationId> ids) {
        Map<OperationId, Stamp> stamps = new HashMap<>();
        Calls.call("read the revisions of " + ids.size() + " operations", () -> {
            operations
                    .find(Filters.in(ID, ids.stream().map(OperationId::value).toList()))
                    .projection(
                            Projections.exclude(OperationCodec.TASKS, OperationCodec.ANSWERS, OperationCodec.OUTBOX))
                    .forEach(document -> {
                        Stamp stamp = stamp(new Fields(document));
                        stamps.put(stamp.id(), stamp);
                    });
            return true;
        });
        return stamps;
    }

    /** Of a broken document too: else it would seem not to exist. */
    private static Stamp stamp(Fields doc) {
        var lenient = new LenientFields(doc.document());
        OperationId id = doc.operationId(ID);
        OperationRequest request;
        try {
            request = OperationCodec.decodeRequest(doc);
        } catch (RuntimeException e) {
            request = new OperationRequest(
                    id,
                    lenient.text("nsInstanceId"),
                    lenient.text("type"),
                    lenient.decimal("startTime"),
                    Value.Obj.EMPTY,
                    FailurePolicy.HOLD,
                    Duration.ZERO);
        }
        return new Stamp(
                id,
                lenient.number(OperationCodec.EPOCH),
                lenient.text(OperationCodec.OWNER),
                lenient.number(OperationCodec.REVISION),
                lenient.truth(OperationCodec.OPEN),
                request);
    }

    @Override
    public Optional<StoredPlan> plan(OperationId operation) {
        return Calls.call("read the plan of operation " + operation, () -> plans.find(operation));
    }

    @Override
    public StoredPlan putPlan(OperationId operation, Plan plan) {
        return Calls.call("store the plan of operation " + operation, () -> plans.put(operation, plan, clock.millis()));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return Calls.call("read operation " + id, () -> {
            BsonDocument found = operations.find(Filters.eq(ID, id.value())).first();
            if (found == null) {
                return Optional.<Operation>empty();
            }
            return switch (new OperationReader(plans).read(List.of(found)).getFirst()) {
                case Loaded.Sound(Operation operation) -> Optional.of(operation);
                case Loaded.Broken(var broken, var revision, var reason) ->
                    throw new IllegalStateException("Expected operation " + broken + " to be readable, but at revision "
                            + revision + ": " + reason);
            };
        });
    }

    /**
     * Removes plans whose operation isn't there any more, since its retention time is over. Called now and then; safe
     * to call from several processes.
     *
     * @param age plans that are younger are left alone, whatever becomes of their operation
     * @return how many documents were removed
     */
    public long removeOrphanedPlans(Duration age) {
        return Calls.call(
                "remove plans without an operation",
                () -> plans.removeOrphaned(operations, clock.millis() - age.toMillis()));
    }
}
