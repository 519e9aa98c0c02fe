package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.planning.Placements;

/** Placements in OSM's records, and the question to the engine on {@code pla}. Thread-safe. */
public final class OsmPlacements implements Placements {
    private final MongoCollection<BsonDocument> operations;
    private final MongoCollection<BsonDocument> vnfrs;
    private final Consumer<OsmSide.Message> publisher;
    private final Clock clock;

    OsmPlacements(MongoDatabase database, Consumer<OsmSide.Message> publisher, Clock clock) {
        MongoDatabase fresh = database.withReadConcern(ReadConcern.LOCAL);
        this.operations = fresh.getCollection("nslcmops", BsonDocument.class);
        this.vnfrs = fresh.getCollection("vnfrs", BsonDocument.class);
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public boolean isAnswered(OperationId operation) {
        return BsonValues.call(
                "look for the placement of operation " + operation,
                () -> operations
                                .find(Filters.and(
                                        Filters.eq("_id", operation.value()), Filters.ne("_admin.pla", BsonNull.VALUE)))
                                .projection(Projections.include("_id"))
                                .first()
                        != null);
    }

    @Override
    public void ask(OperationId operation) {
        publisher.accept(
                new OsmSide.Message("pla", "get_placement", Value.Obj.EMPTY.with("nslcmopId", operation.value())));
    }

    @Override
    public void place(String nsInstanceId, Map<String, String> accounts) {
        accounts.forEach((index, account) -> BsonValues.call(
                "place VNF " + index + " of NS " + nsInstanceId,
                () -> vnfrs.updateOne(
                        Filters.and(
                                Filters.eq("nsr-id-ref", nsInstanceId),
                                Filters.eq("member-vnf-index-ref", index),
                                Filters.ne("vim-account-id", account)),
                        Updates.combine(
                                Updates.set("vim-account-id", account),
                                Updates.set("_admin.modified", clock.millis() / 1_000.0)))));
    }
}
