package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate;
import org.etsi.osm.lcm.kafka.planning.StoredRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OSM's records. What it writes is fenced: a record carries in {@code _admin.lcm} who showed what last, and an update
 * of a former owner, or of an older revision, matches nothing (ADR 0002). Thread-safe.
 */
public final class OsmRecords implements OsmRecordWriter, StoredRecords.Documents {
    private static final Logger LOG = LoggerFactory.getLogger(OsmRecords.class);

    /**
     * Errors about the shape of a document, which end the same each time: BadValue, FailedToParse, PathNotViable,
     * ConflictingUpdateOperators, DollarPrefixedFieldName, InvalidIdField, DottedFieldName, NotSingleValueField,
     * ImmutableField, and a document that fails validation or gets too large.
     */
    private static final Set<Integer> SHAPE = Set.of(2, 9, 14, 28, 40, 52, 53, 56, 57, 66, 121, 10334, 17419, 17420);

    private static final String SHOWN = "_admin.lcm.";

    private final MongoDatabase database;
    private final String installation;
    private final Counters counters;
    private final Clock clock;

    /** @param installation tells our marks from those of an installation that was here before */
    public OsmRecords(MongoDatabase database, String installation, Counters counters, Clock clock) {
        // NBI writes with less than majority and publishes at once: a majority read might not see the record yet.
        this.database = database.withReadConcern(ReadConcern.LOCAL);
        this.installation = installation;
        this.counters = counters;
        this.clock = clock;
    }

    /** A document as it is; nothing if there is none. */
    @Override
    public Optional<Value.Obj> find(String collection, String id) {
        return BsonValues.call(
                "read " + collection + "/" + id,
                () -> Optional.ofNullable(collection(collection)
                                .find(Filters.eq("_id", id))
                                .first())
                        .map(BsonValues::read));
    }

    /** The records of the VNFs of an NS, by id. */
    @Override
    public List<Value> vnfrs(String nsInstanceId) {
        return BsonValues.call(
                "read the vnfrs of " + nsInstanceId,
                () -> collection("vnfrs")
                        .find(Filters.eq("nsr-id-ref", nsInstanceId))
                        .sort(new BsonDocument("_id", new org.bson.BsonInt32(1)))
                        .map(document -> (Value) BsonValues.read(document))
                        .into(new ArrayList<>()));
    }

    @Override
    public void write(List<Shown> shown) {
        // In one bulk the database may take updates of the same record in any order: one snapshot of an NS at a time.
        var waves = new ArrayList<List<Shown>>();
        Map<String, Integer> ofNs = new HashMap<>();
        for (Shown one : shown) {
            int wave = ofNs.merge(one.snapshot().request().nsInstanceId(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(one);
        }
        waves.forEach(this::writeAtOnce);
    }

    private void writeAtOnce(List<Shown> shown) {
        Map<String, List<WriteModel<BsonDocument>>> byCollection = new LinkedHashMap<>();
        for (Shown one : shown) {
            for (RecordUpdate update : one.updates()) {
                if (!update.set().isEmpty() || !update.unset().isEmpty()) {
                    byCollection
                            .computeIfAbsent(update.target().collection(), c -> new ArrayList<>())
                            .add(model(one.snapshot(), update));
                }
            }
        }
        // The operation's own record comes last: who sees it COMPLETED finds the others up to date.
        List<WriteModel<BsonDocument>> operations = byCollection.remove("nslcmops");
        byCollection.forEach(this::write);
        if (operations != null) {
            write("nslcmops", operations);
        }
    }

    private void write(String collection, List<WriteModel<BsonDocument>> models) {
        try {
            BsonValues.call(
                    "update " + collection,
                    () -> collection(collection).bulkWrite(models, new BulkWriteOptions().ordered(false)));
            counters.add("records.updates", models.size());
        } catch (org.etsi.osm.lcm.core.port.StoreUnavailableException e) {
            if (!isRefusal(e.getCause())) {
                throw e;
            }
            // Again would end the same: a document has another shape than NBI gives it. The others were written.
            counters.add("records.refused");
            LOG.error("Updates of {} were refused; OSM doesn't see all of an operation", collection, e);
        }
    }

    /** Whether the database will say the same each time: anything else is trouble that passes. */
    static boolean isRefusal(@Nullable Throwable cause) {
        return cause instanceof MongoBulkWriteException bulk
                && !bulk.getWriteErrors().isEmpty()
                && bulk.getWriteErrors().stream().allMatch(error -> SHAPE.contains(error.getCode()))
                && bulk.getWriteConcernError() == null;
    }

    @Override
    public void end(OperationId operation, Map<String, Value> set) {
        double now = clock.millis() / 1_000.0;
        List<Bson> changes = new ArrayList<>();
        set.forEach((path, value) -> changes.add(Updates.set(path, BsonValues.write(value))));
        changes.add(Updates.set("statusEnteredTime", now));
        changes.add(Updates.set("_admin.modified", now));
        BsonValues.call(
                "end operation " + operation,
                () -> collection("nslcmops")
                        .updateOne(
                                Filters.and(
                                        Filters.eq("_id", operation.value()),
                                        Filters.in("operationState", "PROCESSING", "ROLLING_BACK")),
                                Updates.combine(changes)));
    }

    private WriteModel<BsonDocument> model(Operation snapshot, RecordUpdate update) {
        List<Bson> changes = new ArrayList<>();
        update.set().forEach((path, value) -> changes.add(Updates.set(path, BsonValues.write(value))));
        update.unset().forEach(path -> changes.add(Updates.unset(path)));
        changes.add(Updates.set("_admin.modified", clock.millis() / 1_000.0));
        List<Bson> elements = new ArrayList<>();
        update.elements().forEach((name, fields) -> elements.add(element(name, fields)));
        var options = elements.isEmpty() ? new UpdateOptions() : new UpdateOptions().arrayFilters(elements);
        return switch (update.target()) {
            case RecordUpdate.Target.Guarded(var collection, var id, boolean onlyIfLast) -> {
                changes.addAll(mark(snapshot));
                Bson last = onlyIfLast
                        ? Filters.eq(SHOWN + "operation", snapshot.id().value())
                        : Filters.empty();
                yield new UpdateOneModel<>(
                        Filters.and(Filters.eq("_id", id), guard(snapshot), last), Updates.combine(changes), options);
            }
            case RecordUpdate.Target.One(var collection, var id) ->
                new UpdateOneModel<>(Filters.eq("_id", id), Updates.combine(changes), options);
            case RecordUpdate.Target.Vnfrs(var ns) ->
                new UpdateManyModel<>(Filters.eq("nsr-id-ref", ns), Updates.combine(changes), options);
            case RecordUpdate.Target.Marked(var id, var vdur, var name, var mark) ->
                new UpdateOneModel<>(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.elemMatch(
                                        "vdur",
                                        Filters.and(
                                                Filters.eq("_id", vdur),
                                                Filters.elemMatch(
                                                        "interfaces",
                                                        Filters.and(
                                                                Filters.eq("name", name), Filters.eq(mark, true)))))),
                        Updates.combine(changes),
                        options);
        };
    }

    private static Bson element(String name, Map<String, String> fields) {
        var filter = new BsonDocument();
        fields.forEach((field, value) -> filter.put(name + "." + field, new BsonString(value)));
        return filter;
    }

    private List<Bson> mark(Operation snapshot) {
        Ownership mine = snapshot.ownership();
        return List.of(
                Updates.set(SHOWN + "installation", installation),
                Updates.set(SHOWN + "epoch", mine.epoch()),
                Updates.set(SHOWN + "operation", snapshot.id().value()),
                Updates.set(SHOWN + "revision", snapshot.revision()));
    }

    /** Epochs of a partition only grow, and within one there is one writer: it may go from operation to operation. */
    private Bson guard(Operation snapshot) {
        long epoch = snapshot.ownership().epoch();
        return Filters.or(
                Filters.ne(SHOWN + "installation", installation),
                Filters.lt(SHOWN + "epoch", epoch),
                Filters.and(
                        Filters.eq(SHOWN + "epoch", epoch),
                        Filters.or(
                                Filters.ne(SHOWN + "operation", snapshot.id().value()),
                                Filters.lte(SHOWN + "revision", snapshot.revision()))));
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    static Bson unclaimedOr(String worker) {
        return Filters.in("_admin.worker", BsonNull.VALUE, new BsonString(worker));
    }
}
