package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.UUID;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.kafka.bus.TopicSetup;
import org.jspecify.annotations.Nullable;

/** What is fixed when the LCM first starts on a database ({@code lcm_meta}). Thread-safe. */
public final class Installation implements TopicSetup.StoredPartitions {
    private final MongoCollection<BsonDocument> meta;

    public Installation(MongoDatabase database) {
        this.meta = database.getCollection("lcm_meta", BsonDocument.class);
    }

    @Override
    public int fixedAt(int offered) {
        return fixed("partitioning", Updates.setOnInsert("partitions", offered))
                .getInt32("partitions")
                .getValue();
    }

    /** Tells this installation from one that was on the same OSM before; the same for ever. */
    public String id() {
        return fixed(
                        "installation",
                        Updates.setOnInsert("value", UUID.randomUUID().toString()))
                .getString("value")
                .getValue();
    }

    private BsonDocument fixed(String id, org.bson.conversions.Bson ifAbsent) {
        @Nullable
        BsonDocument document = BsonValues.call(
                "fix " + id,
                () -> meta.findOneAndUpdate(
                        Filters.eq("_id", id),
                        ifAbsent,
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
        if (document == null) {
            throw new IllegalStateException("Expected an upsert of lcm_meta/" + id + " to return it, but it didn't");
        }
        return document;
    }
}
