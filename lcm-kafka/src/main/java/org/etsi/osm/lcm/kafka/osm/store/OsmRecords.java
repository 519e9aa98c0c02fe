package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.intake.DocumentRefusedException;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate;
import org.etsi.osm.lcm.kafka.planning.StoredRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OSM's records. What it writes is fenced: a record carries in {@code _admin.lcm} who showed what last, and an update
 * of a former owner, or of an older revision, matches nothing (ADR 0002). Thread-safe.
 */
public final class OsmRecords implements OsmRecordWriter, StoredRecords.Documents {
    private static final Logger LOG = LoggerFactory.getLogger(OsmRecords.class);

    private final MongoDatabase database;
    private final UpdateModels models;
    private final Counters counters;
    private final Clock clock;

    /** @param installation tells our marks from those of an installation that was here before */
    public OsmRecords(MongoDatabase database, String installation, Counters counters, Clock clock) {
        // NBI writes with less than majority and publishes at once: a majority read might not see the record yet.
        this.database = database.withReadConcern(ReadConcern.LOCAL);
        this.models = new UpdateModels(installation, clock);
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
        Map<String, List<WriteModel<BsonDocument>>> facts = new LinkedHashMap<>();
        Map<String, List<WriteModel<BsonDocument>>> marks = new LinkedHashMap<>();
        for (Shown one : shown) {
            for (RecordUpdate update : one.updates()) {
                if (!update.set().isEmpty() || !update.unset().isEmpty()) {
                    var waves = update.target() instanceof RecordUpdate.Target.Guarded ? marks : facts;
                    waves.computeIfAbsent(update.target().collection(), c -> new ArrayList<>())
                            .add(models.of(one.snapshot(), update));
                }
            }
        }
        // Facts come before the mark: a record that carries it has them. The operation's own record comes last: who
        // sees it COMPLETED finds the others up to date.
        List<WriteModel<BsonDocument>> operations = marks.remove("nslcmops");
        facts.forEach(this::write);
        marks.forEach(this::write);
        if (operations != null) {
            write("nslcmops", operations);
        }
    }

    /** In their order, since later ones may be about the same field; one that is refused doesn't hold up the rest. */
    private void write(String collection, List<WriteModel<BsonDocument>> all) {
        int next = 0;
        while (next < all.size()) {
            List<WriteModel<BsonDocument>> rest = all.subList(next, all.size());
            try {
                BsonValues.call(
                        "update " + collection,
                        () -> collection(collection).bulkWrite(rest, new BulkWriteOptions().ordered(true)));
                next = all.size();
            } catch (DocumentRefusedException e) {
                if (!(e.getCause() instanceof MongoBulkWriteException bulk)) {
                    throw e;
                }
                refused("An update of " + collection, e);
                next += bulk.getWriteErrors().getFirst().getIndex() + 1;
            }
        }
        counters.add("records.updates", all.size());
    }

    @Override
    public Optional<Seen> seen(String nsInstanceId) {
        return BsonValues.call(
                "read who showed " + nsInstanceId,
                () -> Optional.ofNullable(collection("nsrs")
                                .find(Filters.eq("_id", nsInstanceId))
                                .projection(Projections.include("_admin.lcm"))
                                .first())
                        .map(document -> models.seen(BsonValues.read(document))));
    }

    @Override
    public boolean repair(Shown shown, Seen seen) {
        String ns = shown.snapshot().request().nsInstanceId();
        List<WriteModel<BsonDocument>> facts = new ArrayList<>();
        List<WriteModel<BsonDocument>> marks = new ArrayList<>();
        for (RecordUpdate update : shown.updates()) {
            boolean isEmpty = update.set().isEmpty() && update.unset().isEmpty();
            if (update.target().collection().equals("nsrs") && !isEmpty) {
                (update.target() instanceof RecordUpdate.Target.Guarded ? marks : facts)
                        .add(models.repairing(ns, shown.snapshot(), update, seen));
            }
        }
        write("nsrs", facts);
        write("nsrs", marks);
        return seen(ns).filter(
                        now -> now.operation().equals(shown.snapshot().id().value())
                                && now.revision() == shown.snapshot().revision())
                .isPresent();
    }

    @Override
    public void end(OperationId operation, Map<String, Value> set) {
        double now = clock.millis() / 1_000.0;
        List<Bson> changes = new ArrayList<>();
        set.forEach((path, value) -> changes.add(Updates.set(path, BsonValues.write(value))));
        changes.add(Updates.set("statusEnteredTime", now));
        changes.add(Updates.set("_admin.modified", now));
        try {
            BsonValues.call(
                    "end operation " + operation,
                    () -> collection("nslcmops")
                            .updateOne(
                                    Filters.and(
                                            Filters.eq("_id", operation.value()),
                                            Filters.in("operationState", endable(set))),
                                    Updates.combine(changes)));
        } catch (DocumentRefusedException e) {
            refused("The end of operation " + operation, e);
        }
    }

    /** One that was shown as parked may still be shown as killed; what it shows already is left as it is. */
    private static List<String> endable(Map<String, Value> set) {
        String shown = String.valueOf(
                set.getOrDefault("operationState", Value.of("")).asText().orElse(""));
        return Stream.of("PROCESSING", "ROLLING_BACK", "FAILED_TEMP")
                .filter(state -> !state.equals(shown))
                .toList();
    }

    private void refused(String what, DocumentRefusedException e) {
        counters.add("records.refused");
        LOG.error("{} was refused; OSM doesn't see all of an operation", what, e);
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    static Bson unclaimedOr(String worker) {
        return Filters.in("_admin.worker", BsonNull.VALUE, new BsonString(worker));
    }
}
