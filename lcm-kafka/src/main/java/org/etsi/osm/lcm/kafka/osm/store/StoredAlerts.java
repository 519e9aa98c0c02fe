package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.AlertRecords;
import org.etsi.osm.lcm.kafka.osm.Alerts;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Seen;

/** OSM's collections {@code alerts} and {@code prometheus_jobs}. Thread-safe. */
public final class StoredAlerts implements AlertRecords {
    private final MongoDatabase database;
    private final OsmRecords records;

    public StoredAlerts(MongoDatabase database, OsmRecords records) {
        this.database = database;
        this.records = records;
    }

    @Override
    public void create(Operation instantiated) {
        String ns = instantiated.request().nsInstanceId();
        Optional<Seen> seen = records.seen(ns);
        boolean isLast = seen.filter(Seen::isOurs)
                .filter(mark -> mark.operation().equals(instantiated.id().value()))
                .isPresent();
        if (!isLast) {
            // A terminate has been here already: nobody would remove them any more.
            return;
        }
        List<WriteModel<BsonDocument>> inserts = new ArrayList<>();
        for (Value vnfr : records.vnfrs(ns)) {
            Optional<Value.Obj> vnfd = vnfr.text("vnfd-id").flatMap(id -> records.find("vnfds", id));
            List<Value.Obj> alerts = vnfd.map(found -> Alerts.of(vnfr, found)).orElse(List.of());
            for (Value.Obj alert : alerts) {
                inserts.add(new UpdateOneModel<>(
                        Filters.eq("uuid", alert.text("uuid").orElseThrow()),
                        new BsonDocument("$setOnInsert", BsonValues.write(alert)),
                        new UpdateOptions().upsert(true)));
            }
        }
        if (!inserts.isEmpty()) {
            BsonValues.call(
                    "create the alerts of NS " + ns,
                    () -> database.getCollection("alerts", BsonDocument.class).bulkWrite(inserts));
        }
    }

    @Override
    public void remove(String nsInstanceId) {
        BsonValues.call(
                "delete the alerts of NS " + nsInstanceId,
                () -> database.getCollection("alerts").deleteMany(Filters.eq("tags.ns_id", nsInstanceId)));
        BsonValues.call(
                "delete the jobs of NS " + nsInstanceId,
                () -> database.getCollection("prometheus_jobs").deleteMany(Filters.eq("nsr_id", nsInstanceId)));
    }
}
