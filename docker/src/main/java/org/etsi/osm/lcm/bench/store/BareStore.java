package org.etsi.osm.lcm.bench.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** What the bare loop keeps: one document for each chain, and how far it is. */
public final class BareStore {
    private final MongoCollection<Document> chains;

    /** @param database with the write concern that the engine has */
    public BareStore(MongoDatabase database) {
        this.chains = database.getCollection("bench_bare");
    }

    /** New chains, none of which has a task done. */
    public void begin(List<String> ids) {
        var documents = new ArrayList<Document>();
        ids.forEach(id -> documents.add(new Document("_id", id).append("revision", 0L)));
        chains.insertMany(documents);
    }

    /** Compares and sets each chain's revision, in one bulk: one more task of it is done. */
    public void advance(Map<String, Long> revisions) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        revisions.forEach((id, revision) -> writes.add(new UpdateOneModel<>(
                new Document("_id", id).append("revision", revision),
                Updates.combine(
                        Updates.set("revision", revision + 1),
                        Updates.set("tasks.t%04d".formatted(revision + 1), new Document("state", "DONE"))))));
        var result = chains.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        if (result.getMatchedCount() != revisions.size()) {
            throw new IllegalStateException("Expected " + revisions.size() + " chains to be at their revisions, but "
                    + result.getMatchedCount() + " were: the bare loop is broken");
        }
    }
}
