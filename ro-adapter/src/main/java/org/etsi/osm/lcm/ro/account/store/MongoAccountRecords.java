package org.etsi.osm.lcm.ro.account.store;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.ro.account.AccountRecords;

/** The {@code _admin} of OSM's {@code vim_accounts}, where their checks are recorded. Thread-safe. */
public final class MongoAccountRecords implements AccountRecords {
    private static final String ADMIN = "_admin";
    private static final String OPERATIONS = ADMIN + ".operations";
    private static final String STATE = ADMIN + ".operationalState";
    private static final String MODIFIED = ADMIN + ".modified";
    private static final List<String> CHECKED = List.of("create", "edit");
    private static final String PROCESSING = "PROCESSING";

    /** RO has nothing more to say of what is about to go. */
    private static final Bson STAYS =
            Filters.and(Filters.ne(ADMIN + ".to_delete", true), Filters.type(ADMIN, BsonType.DOCUMENT));

    private final MongoCollection<BsonDocument> accounts;
    private final String worker;
    private final InstantSource clock;

    /** @param worker what we write to an operation's {@code worker}: one constant per installation */
    public MongoAccountRecords(MongoDatabase database, String worker, InstantSource clock) {
        // NBI writes with less than majority and publishes at once: a majority read might not see the account yet.
        this.accounts = database.withReadConcern(ReadConcern.LOCAL).getCollection("vim_accounts", BsonDocument.class);
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public void request(String id) {
        update(
                "ask for a check of VIM account " + id,
                Filters.and(Filters.eq("_id", id), STAYS),
                List.of(Updates.set(STATE, PROCESSING)));
    }

    @Override
    public Optional<Pending> claim(String id) {
        Optional<BsonDocument> admin = call(
                        "read VIM account " + id,
                        () -> Optional.ofNullable(accounts.find(Filters.and(Filters.eq("_id", id), STAYS))
                                .projection(Projections.include(ADMIN))
                                .first()))
                .map(account -> account.get(ADMIN))
                .filter(BsonValue::isDocument)
                .map(BsonValue::asDocument);
        if (admin.isEmpty()) {
            return Optional.empty();
        }
        List<BsonDocument> operations = operations(admin.get());
        List<Integer> claimed = new ArrayList<>();
        boolean isOthers = false;
        for (int i = 0; i < operations.size(); i++) {
            if (isOpenCheck(operations.get(i))) {
                if (claim(id, i, operations.get(i))) {
                    claimed.add(i);
                } else {
                    isOthers = true;
                }
            }
        }
        boolean isAsked = PROCESSING.equals(text(admin.get(), "operationalState"));
        return claimed.isEmpty() && (isOthers || !isAsked)
                ? Optional.empty()
                : Optional.of(new Pending(id, claimed, operations.size()));
    }

    /**
     * Compared as a whole: {@code operations.0.worker: null} would match any list, whose elements have no field "0".
     */
    private boolean claim(String id, int operation, BsonDocument asRead) {
        String taken = text(asRead, "worker");
        if (!taken.isEmpty() && !taken.equals(worker)) {
            return false;
        }
        String at = OPERATIONS + "." + operation;
        return update(
                "claim a check of VIM account " + id,
                Filters.and(Filters.eq("_id", id), Filters.eq(at, asRead)),
                List.of(
                        Updates.set(at + ".worker", worker),
                        Updates.set(at + ".detailed-status", "In progress"),
                        Updates.set(ADMIN + ".current_operation", operation)));
    }

    @Override
    public List<String> pending(double before, int limit) {
        Bson operation = Filters.elemMatch(
                OPERATIONS,
                Filters.and(
                        Filters.eq("operationState", PROCESSING),
                        Filters.in("lcmOperationType", CHECKED),
                        Filters.lt("startTime", before),
                        Filters.in("worker", BsonNull.VALUE, new BsonString(worker))));
        Bson account = Filters.and(Filters.eq(STATE, PROCESSING), Filters.lt(MODIFIED, before));
        return call(
                "look for checks that wait",
                () -> accounts
                        .find(Filters.and(STAYS, Filters.or(operation, account)))
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending("_id"))
                        .limit(limit)
                        .map(document -> document.get("_id"))
                        .into(new ArrayList<BsonValue>())
                        .stream()
                        .filter(BsonValue::isString)
                        .map(id -> id.asString().getValue())
                        .toList());
    }

    @Override
    public void finish(Pending pending, boolean isUsable, String detail) {
        List<Bson> all = new ArrayList<>();
        all.add(Updates.set(STATE, isUsable ? "ENABLED" : "ERROR"));
        all.add(Updates.set(ADMIN + ".detailed-status", detail));
        all.add(Updates.set(ADMIN + ".current_operation", BsonNull.VALUE));
        pending.operations().forEach(operation -> all.addAll(finished(operation, isUsable, detail)));
        boolean isLatest = update(
                "show the check of VIM account " + pending.id(),
                Filters.and(isOpen(pending), hasAsMany(pending.known())),
                all);
        if (!isLatest) {
            // Another one was asked for meanwhile: its result will be the account's.
            for (int operation : pending.operations()) {
                update(
                        "end a check of VIM account " + pending.id(),
                        Filters.and(Filters.eq("_id", pending.id()), isMine(operation)),
                        finished(operation, isUsable, detail));
            }
        }
    }

    private List<Bson> finished(int operation, boolean isUsable, String detail) {
        String at = OPERATIONS + "." + operation;
        return List.of(
                Updates.set(at + ".operationState", isUsable ? "COMPLETED" : "FAILED"),
                Updates.set(at + ".statusEnteredTime", now()),
                Updates.set(at + ".detailed-status", detail),
                Updates.set(at + ".worker", BsonNull.VALUE));
    }

    /** Another adapter that took the same check over may have shown its result already. */
    private Bson isOpen(Pending pending) {
        List<Bson> open = new ArrayList<>();
        open.add(Filters.eq("_id", pending.id()));
        pending.operations().forEach(operation -> open.add(isMine(operation)));
        if (pending.operations().isEmpty()) {
            open.add(Filters.eq(STATE, PROCESSING));
        }
        return Filters.and(open);
    }

    private Bson isMine(int operation) {
        String at = OPERATIONS + "." + operation;
        return Filters.and(Filters.eq(at + ".operationState", PROCESSING), Filters.eq(at + ".worker", worker));
    }

    private static Bson hasAsMany(int operations) {
        Bson same = Filters.size(OPERATIONS, operations);
        return operations == 0 ? Filters.or(same, Filters.exists(OPERATIONS, false)) : same;
    }

    private boolean update(String what, Bson filter, List<Bson> changes) {
        List<Bson> all = new ArrayList<>(changes);
        all.add(Updates.set(MODIFIED, now()));
        return call(what, () -> accounts.updateOne(filter, Updates.combine(all)).getMatchedCount() > 0);
    }

    private double now() {
        return clock.millis() / 1_000.0;
    }

    private static List<BsonDocument> operations(BsonDocument admin) {
        List<BsonDocument> operations = new ArrayList<>();
        BsonValue stored = admin.get("operations");
        if (stored != null && stored.isArray()) {
            // What isn't a map keeps its place: operations are known by it.
            stored.asArray()
                    .forEach(operation ->
                            operations.add(operation.isDocument() ? operation.asDocument() : new BsonDocument()));
        }
        return operations;
    }

    private static boolean isOpenCheck(BsonDocument operation) {
        return PROCESSING.equals(text(operation, "operationState"))
                && CHECKED.contains(text(operation, "lcmOperationType"));
    }

    private static String text(BsonDocument document, String field) {
        BsonValue value = document.get(field);
        return value != null && value.isString() ? value.asString().getValue() : "";
    }

    private static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoException e) {
            throw new StoreUnavailableException(
                    "Expected MongoDB to " + what + ", but it didn't: " + e.getMessage() + "; it is tried again", e);
        }
    }
}
