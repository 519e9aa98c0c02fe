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
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.intake.OsmAccounts;

/** The {@code vim_accounts} collection as intake needs it; never reads secrets. Thread-safe. */
public final class OsmAccountRecords implements OsmAccounts {
    private static final Bson CONDEMNED = Filters.eq("_admin.to_delete", true);

    private final MongoCollection<BsonDocument> accounts;
    private final MongoCollection<BsonDocument> vnfrs;
    private final MongoCollection<BsonDocument> operations;
    private final String worker;
    private final Clock clock;

    /** @param worker what we write to an operation's {@code worker}: one constant per installation */
    OsmAccountRecords(MongoDatabase database, String worker, Clock clock) {
        MongoDatabase fresh = database.withReadConcern(ReadConcern.LOCAL);
        this.accounts = fresh.getCollection("vim_accounts", BsonDocument.class);
        this.vnfrs = fresh.getCollection("vnfrs", BsonDocument.class);
        this.operations = fresh.getCollection("nslcmops", BsonDocument.class);
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public List<Value.Obj> condemned(Optional<String> after, int limit) {
        Bson filter = after.isEmpty() ? CONDEMNED : Filters.and(CONDEMNED, Filters.gt("_id", after.get()));
        return BsonValues.call(
                "look for VIM accounts to delete",
                () -> accounts.find(filter)
                        .projection(Projections.include("_admin.operations"))
                        .sort(Sorts.ascending("_id"))
                        .limit(limit)
                        .map(BsonValues::read)
                        .into(new ArrayList<>()));
    }

    /**
     * Compared as a whole: {@code operations.0.worker: null} would match any list, whose elements have no field "0".
     */
    @Override
    public boolean claim(String id, int operation) {
        String at = "_admin.operations." + operation;
        Optional<BsonDocument> asRead = operation(id, operation);
        BsonValue taken = asRead.map(found -> found.get("worker")).orElse(BsonNull.VALUE);
        if (asRead.isEmpty() || !(taken.isNull() || taken.equals(new BsonString(worker)))) {
            return false;
        }
        return update(
                "claim the deletion of VIM account " + id,
                Filters.and(Filters.eq("_id", id), Filters.eq(at, asRead.get())),
                Updates.combine(
                        Updates.set(at + ".worker", worker), Updates.set("_admin.current_operation", operation)));
    }

    private Optional<BsonDocument> operation(String id, int operation) {
        return BsonValues.call(
                        "read VIM account " + id,
                        () -> Optional.ofNullable(accounts.find(Filters.eq("_id", id))
                                .projection(Projections.include("_admin.operations"))
                                .first()))
                .map(account -> account.get("_admin"))
                .filter(BsonValue::isDocument)
                .map(admin -> admin.asDocument().get("operations"))
                .filter(BsonValue::isArray)
                .map(BsonValue::asArray)
                .filter(all -> operation >= 0 && operation < all.size())
                .map(all -> all.get(operation))
                .filter(BsonValue::isDocument)
                .map(BsonValue::asDocument);
    }

    @Override
    public void delay(String id, int operation, String why) {
        String at = "_admin.operations." + operation;
        update(
                "show why VIM account " + id + " stays",
                Filters.and(Filters.eq("_id", id), Filters.eq(at + ".worker", worker)),
                Updates.set(at + ".detailed-status", why));
    }

    private boolean update(String what, Bson filter, Bson change) {
        return BsonValues.call(
                what,
                () -> accounts.updateOne(
                                        filter,
                                        Updates.combine(
                                                change, Updates.set("_admin.modified", clock.millis() / 1_000.0)))
                                .getMatchedCount()
                        > 0);
    }

    @Override
    public Optional<String> userOf(String id) {
        return BsonValues.call(
                "look for users of VIM account " + id,
                () -> Optional.ofNullable(vnfrs.find(Filters.eq("vim-account-id", id))
                                .projection(Projections.include("nsr-id-ref", "member-vnf-index-ref"))
                                .first())
                        .map(BsonValues::read)
                        .map(vnfr -> "VNF " + vnfr.text("member-vnf-index-ref").orElse("?") + " of NS "
                                + vnfr.text("nsr-id-ref").orElse("?"))
                        .or(() -> operationAt(id)));
    }

    private Optional<String> operationAt(String id) {
        return Optional.ofNullable(operations
                        .find(Filters.and(
                                Filters.eq("operationState", "PROCESSING"),
                                Filters.or(
                                        Filters.eq("operationParams.vimAccountId", id),
                                        Filters.eq("operationParams.vnf.vimAccountId", id))))
                        .projection(Projections.include("_id"))
                        .first())
                .map(BsonValues::read)
                .map(operation -> "operation " + operation.text("_id").orElse("?"));
    }

    @Override
    public void remove(String id) {
        BsonValues.call(
                "remove VIM account " + id, () -> accounts.deleteOne(Filters.and(Filters.eq("_id", id), CONDEMNED)));
    }
}
