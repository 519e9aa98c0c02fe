package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.kafka.osm.NsRepair.Due;
import org.etsi.osm.lcm.kafka.osm.NsRepair.DueRepairs;

/**
 * NSs to be looked at ({@code lcm_repairs}), one document each, with the latest time. By this machine's clock: a few
 * seconds more or less don't matter, and another instance may take it. Thread-safe.
 */
public final class StoredDueRepairs implements DueRepairs {
    private final MongoCollection<BsonDocument> due;
    private final Clock clock;

    public StoredDueRepairs(MongoDatabase database, Clock clock) {
        this.due = database.getCollection("lcm_repairs", BsonDocument.class);
        this.clock = clock;
    }

    @Override
    public void note(List<String> nsInstanceIds, Duration after) {
        if (nsInstanceIds.isEmpty()) {
            return;
        }
        long at = clock.millis() + after.toMillis();
        var notes = nsInstanceIds.stream()
                .map(ns -> new UpdateOneModel<BsonDocument>(
                        Filters.eq("_id", ns), Updates.set("at", at), new UpdateOptions().upsert(true)))
                .toList();
        BsonValues.call("note NSs to be looked at", () -> due.bulkWrite(notes));
    }

    @Override
    public List<Due> due(int limit) {
        return BsonValues.call(
                "read NSs to be looked at",
                () -> due.find(Filters.lte("at", clock.millis()))
                        .sort(Sorts.ascending("at"))
                        .limit(limit)
                        .map(document -> new Due(
                                document.getString("_id").getValue(),
                                document.getInt64("at").getValue()))
                        .into(new ArrayList<>()));
    }

    @Override
    public void done(Due one) {
        BsonValues.call(
                "note that NS " + one.nsInstanceId() + " was looked at",
                () -> due.deleteOne(
                        Filters.and(Filters.eq("_id", one.nsInstanceId()), Filters.eq("at", one.atEpochMs()))));
    }
}
