package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.etsi.osm.lcm.core.adapter.OrphanStore;

/** The orphan ledger in {@code lcm_orphans}; nothing in it expires. Thread-safe. */
public final class MongoOrphanStore implements OrphanStore {
    private final MongoCollection<BsonDocument> orphans;

    MongoOrphanStore(MongoDatabase database) {
        this.orphans = database.getCollection("lcm_orphans", BsonDocument.class);
    }

    /** Creates what indexes are missing; may be repeated. */
    public void prepare() {
        Calls.call("create the indexes of lcm_orphans", () -> orphans.createIndex(Indexes.descending("seenAt")));
    }

    @Override
    public void record(Orphan orphan) {
        BsonDocument once = new Doc()
                .put("vim", orphan.vim())
                .put("id", orphan.id())
                .put("kind", orphan.kind())
                .put("nsInstanceId", orphan.nsInstanceId())
                .put("taskKey", orphan.taskKey())
                .put("reason", orphan.reason())
                .date("firstSeenAt", orphan.seenEpochMs())
                .bson();
        BsonDocument each = new Doc()
                .put("fate", orphan.fate())
                .put("remark", orphan.remark())
                .date("seenAt", orphan.seenEpochMs())
                .bson();
        Calls.call(
                "record orphan " + orphan.id() + " of VIM " + orphan.vim(),
                () -> orphans.updateOne(
                        Filters.eq("_id", key(orphan)),
                        new BsonDocument("$setOnInsert", once).append("$set", each),
                        new UpdateOptions().upsert(true)));
    }

    /** One record for a resource and a reason; the lengths keep the parts apart, whatever is in them. */
    private static BsonString key(Orphan orphan) {
        return Doc.text(orphan.reason() + "/" + orphan.vim().length() + "/" + orphan.vim() + "/" + orphan.id());
    }

    @Override
    public List<Orphan> latest(int limit) {
        return Calls.call(
                "list orphans",
                () -> orphans.find()
                        .sort(new BsonDocument("seenAt", new BsonInt32(-1)))
                        .limit(limit)
                        .map(MongoOrphanStore::decode)
                        .into(new ArrayList<>()));
    }

    private static Orphan decode(BsonDocument document) {
        var fields = new Fields(document);
        return new Orphan(
                fields.text("vim"),
                fields.text("id"),
                fields.text("kind"),
                fields.text("nsInstanceId"),
                fields.text("taskKey"),
                fields.word("reason", Reason.class),
                fields.word("fate", Fate.class),
                fields.text("remark"),
                fields.epochMs("seenAt"));
    }
}
