package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.osm.AlertRecords;
import org.etsi.osm.lcm.kafka.osm.Alerts;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OSM's collections {@code alerts} and {@code prometheus_jobs}. Thread-safe. */
public final class StoredAlerts implements AlertRecords {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAlerts.class);

    private final MongoDatabase database;
    private final OsmRecords records;

    public StoredAlerts(MongoDatabase database, OsmRecords records) {
        this.database = database;
        this.records = records;
    }

    /** Indexes what is looked for: OSM has none of these, and has few alerts. */
    public void prepare() {
        index("alerts", "tags.ns_id");
        index("alerts", "uuid");
        index("prometheus_jobs", "nsr_id");
    }

    private void index(String collection, String field) {
        try {
            BsonValues.call(
                    "index " + field + " of " + collection,
                    () -> database.getCollection(collection).createIndex(Indexes.ascending(field)));
        } catch (StoreUnavailableException e) {
            LOG.warn("Alerts are looked for without an index, which may be slow", e);
        }
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
        Map<String, Optional<Value.Obj>> vnfds = new HashMap<>();
        for (Value vnfr : records.vnfrs(ns)) {
            Optional<Value.Obj> vnfd = vnfr.text("vnfd-id")
                    .flatMap(id -> vnfds.computeIfAbsent(id, missing -> records.find("vnfds", missing)));
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
                    () -> database.getCollection("alerts", BsonDocument.class)
                            .bulkWrite(inserts, new BulkWriteOptions().ordered(false)));
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
