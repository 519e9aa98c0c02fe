package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.intake.OsmOperations;

/** The {@code nslcmops} collection as intake needs it. Thread-safe. */
public final class OsmOperationRecords implements OsmOperations {
    private static final Bson PROCESSING = Filters.eq("operationState", "PROCESSING");

    private final MongoCollection<BsonDocument> operations;
    private final MongoCollection<BsonDocument> services;
    private final String worker;
    private final Clock clock;

    /** @param worker what we write to {@code _admin.worker}: one constant per installation */
    public OsmOperationRecords(MongoDatabase database, String worker, Clock clock) {
        MongoDatabase fresh = database.withReadConcern(ReadConcern.LOCAL);
        this.operations = fresh.getCollection("nslcmops", BsonDocument.class);
        this.services = fresh.getCollection("nsrs", BsonDocument.class);
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public Optional<Value.Obj> find(String id) {
        return BsonValues.call(
                "read operation " + id,
                () -> Optional.ofNullable(operations.find(Filters.eq("_id", id)).first())
                        .map(BsonValues::read));
    }

    @Override
    public Claim claim(String id) {
        return BsonValues.call("claim operation " + id, () -> {
            long matched = operations
                    .updateOne(
                            Filters.and(Filters.eq("_id", id), PROCESSING, OsmRecords.unclaimedOr(worker)),
                            Updates.set("_admin.worker", worker))
                    .getMatchedCount();
            if (matched > 0) {
                return Claim.OURS;
            }
            boolean isProcessing = operations
                            .find(Filters.and(Filters.eq("_id", id), PROCESSING))
                            .first()
                    != null;
            return isProcessing ? Claim.ANOTHERS : Claim.GONE;
        });
    }

    @Override
    public List<Value.Obj> processingOf(String nsInstanceId, int limit) {
        return read(Filters.eq("nsInstanceId", nsInstanceId), Sorts.ascending("startTime", "_id"), limit);
    }

    @Override
    public List<Value.Obj> processing(double startedBefore, Optional<String> after, int limit) {
        Bson young = Filters.lt("startTime", startedBefore);
        Bson filter = after.isEmpty() ? young : Filters.and(young, Filters.gt("_id", after.get()));
        return read(filter, Sorts.ascending("_id"), limit);
    }

    private List<Value.Obj> read(Bson filter, Bson order, int limit) {
        return BsonValues.call(
                "read operations",
                () -> operations
                        .find(Filters.and(filter, PROCESSING, OsmRecords.unclaimedOr(worker)))
                        .sort(order)
                        .limit(limit)
                        .map(BsonValues::read)
                        .into(new ArrayList<>()));
    }

    @Override
    public Set<String> existing(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return BsonValues.call(
                "look for operations",
                () -> operations
                        .find(Filters.in("_id", ids))
                        .projection(Projections.include("_id"))
                        .map(document -> document.getString("_id").getValue())
                        .into(new HashSet<>()));
    }

    @Override
    public boolean isNsThere(String nsInstanceId) {
        return BsonValues.call(
                "look for NS " + nsInstanceId,
                () -> services.find(Filters.eq("_id", nsInstanceId))
                                .projection(Projections.include("_id"))
                                .first()
                        != null);
    }

    @Override
    public void refuse(String id, String error) {
        double now = clock.millis() / 1_000.0;
        BsonValues.call(
                "refuse operation " + id,
                () -> operations.updateOne(
                        Filters.and(Filters.eq("_id", id), PROCESSING),
                        Updates.combine(
                                Updates.set("operationState", "FAILED"),
                                Updates.set("statusEnteredTime", now),
                                Updates.set("queuePosition", 0),
                                Updates.set("stage", ""),
                                Updates.set("errorMessage", error),
                                Updates.set("isCancelPending", false),
                                Updates.unset("cancelMode"),
                                Updates.set("detailed-status", error),
                                Updates.set("_admin.modified", now))));
    }

    @Override
    public void dropCancelOfEnded(String id) {
        BsonValues.call(
                "drop the cancel of operation " + id,
                () -> operations.updateOne(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.nin("operationState", "PROCESSING", "ROLLING_BACK"),
                                Filters.eq("isCancelPending", true)),
                        Updates.combine(
                                Updates.set("isCancelPending", false),
                                Updates.unset("cancelMode"),
                                Updates.set("_admin.modified", clock.millis() / 1_000.0))));
    }

    @Override
    public boolean place(String id, Value.Obj placement) {
        return BsonValues.call(
                "store the placement of operation " + id,
                () -> operations
                                .updateOne(
                                        Filters.and(
                                                Filters.eq("_id", id),
                                                PROCESSING,
                                                OsmRecords.unclaimedOr(worker),
                                                Filters.eq("_admin.pla", BsonNull.VALUE)),
                                        Updates.combine(
                                                Updates.set("_admin.pla", BsonValues.write(placement)),
                                                Updates.set("_admin.modified", clock.millis() / 1_000.0)))
                                .getMatchedCount()
                        > 0);
    }
}
