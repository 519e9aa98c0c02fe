package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Value;

/**
 * OSM's collections for a user who has no NBI: documents whole, as NBI writes them before it publishes. The LCM itself
 * never writes so. Calls may throw {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}. Thread-safe.
 */
public final class OsmDocuments {
    private static final String BUCKET = "files";

    private final MongoDatabase database;

    public OsmDocuments(MongoDatabase database) {
        this.database = database.withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    public Optional<Value.Obj> find(String collection, String id) {
        return BsonValues.call(
                "read " + collection + " " + id,
                () -> Optional.ofNullable(database.getCollection(collection, BsonDocument.class)
                                .find(Filters.eq("_id", id))
                                .first())
                        .map(BsonValues::read));
    }

    /** Documents whose fields have these texts, by their ids. */
    public List<Value.Obj> list(String collection, Map<String, String> fields, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(Filters.empty()));
        fields.forEach((name, text) -> filters.add(Filters.eq(name, text)));
        return BsonValues.call(
                "list " + collection,
                () -> database.getCollection(collection, BsonDocument.class)
                        .find(Filters.and(filters))
                        .sort(Sorts.ascending("_id"))
                        .limit(limit)
                        .map(BsonValues::read)
                        .into(new ArrayList<>()));
    }

    /** Writes a document whole, in the place of one of the same {@code _id}. */
    public void put(String collection, Value.Obj document) {
        String id = document.text("_id")
                .orElseThrow(() -> new IllegalArgumentException("Expected an _id of a document of " + collection));
        BsonValues.call(
                "write " + collection + " " + id,
                () -> database.getCollection(collection, BsonDocument.class)
                        .replaceOne(
                                Filters.eq("_id", id),
                                BsonValues.write(document).asDocument(),
                                new ReplaceOptions().upsert(true)));
    }

    /** Stores a file of a package where {@link StoredPackages} finds it. */
    public void putFile(String path, byte[] content) {
        BsonValues.call("store file " + path, () -> {
            var bucket = GridFSBuckets.create(database, BUCKET);
            bucket.find(Filters.eq("filename", path)).forEach(old -> bucket.delete(old.getObjectId()));
            return bucket.uploadFromStream(path, new ByteArrayInputStream(content));
        });
    }
}
