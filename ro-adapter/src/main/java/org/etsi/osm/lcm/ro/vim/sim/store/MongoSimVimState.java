package org.etsi.osm.lcm.ro.vim.sim.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimQuery;
import org.etsi.osm.lcm.ro.vim.sim.SimResource;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;

/**
 * Keeps a simulated VIM account in MongoDB. Ids, versions and claim keys are guarded by {@code _id} and compare-and-set
 * alone, so it needs neither transactions nor a replica set. A database that can't be reached looks like a VIM that
 * can't: UNAVAILABLE, outcome unknown.
 */
public final class MongoSimVimState implements SimVimState {
    private static final String RESOURCES = "lcm_sim_resources";
    private static final String CLAIMS = "lcm_sim_claims";
    private static final String KEYS = "lcm_sim_keys";
    private static final String FAULTS = "lcm_sim_faults";

    private final String account;
    private final MongoCollection<Document> resources;
    private final MongoCollection<Document> claims;
    private final MongoCollection<Document> keys;
    private final MongoCollection<Document> faults;

    public MongoSimVimState(MongoDatabase database, String account) {
        this.account = account;
        var durable = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.resources = durable.getCollection(RESOURCES);
        this.claims = durable.getCollection(CLAIMS);
        this.keys = durable.getCollection(KEYS);
        this.faults = durable.getCollection(FAULTS);
    }

    /** Creates the indexes; repeating it changes nothing. */
    public static void createIndexes(MongoDatabase database) {
        var resources = database.getCollection(RESOURCES);
        resources.createIndex(Indexes.ascending("account", "kind", "ns", "task"));
        resources.createIndex(Indexes.ascending("account", "dueAt"));
        database.getCollection(FAULTS).createIndex(Indexes.ascending("account"));
    }

    @Override
    public boolean insert(SimResource resource) {
        return io(() -> inserted(resources, SimDocuments.of(account, resource)));
    }

    @Override
    public Optional<SimResource> get(String id) {
        return io(() -> Optional.ofNullable(resources.find(byKey(id)).first()).map(SimDocuments::resource));
    }

    @Override
    public boolean replace(SimResource was, SimResource next) {
        return io(() -> resources
                        .replaceOne(current(was), SimDocuments.of(account, next))
                        .getMatchedCount()
                == 1);
    }

    @Override
    public boolean remove(SimResource was) {
        return io(() -> resources.deleteOne(current(was)).getDeletedCount() == 1);
    }

    @Override
    public List<SimResource> list(SimQuery query) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.eq("account", account));
        filters.add(Filters.eq("kind", query.kind().name()));
        var tags = query.tags();
        if (tags != null) {
            filters.add(tags.ns() == null ? Filters.ne("ns", null) : Filters.eq("ns", tags.ns()));
            filters.add(tags.task() == null ? Filters.ne("task", null) : Filters.eq("task", tags.task()));
        }
        var attribute = query.attribute();
        if (attribute != null) {
            filters.add(Filters.eq("attributes." + attribute.name(), query.containing()));
        }
        return read(Filters.and(filters), Sorts.ascending("_id"));
    }

    @Override
    public List<SimResource> all() {
        var all = new ArrayList<>(read(Filters.eq("account", account), Sorts.ascending("_id")));
        all.sort(Comparator.comparing(SimResource::kind).thenComparing(SimResource::id));
        return all;
    }

    @Override
    public List<SimResource> due(Instant now) {
        // The lower bound keeps null, which sorts before every date, out of the range.
        var due = Filters.and(
                Filters.eq("account", account),
                Filters.gt("dueAt", Date.from(Instant.EPOCH)),
                Filters.lte("dueAt", Date.from(now)));
        return read(due, Sorts.ascending("dueAt", "_id"));
    }

    private List<SimResource> read(Bson filter, Bson sort) {
        return io(() ->
                resources.find(filter).sort(sort).map(SimDocuments::resource).into(new ArrayList<>()));
    }

    @Override
    public boolean claim(String key, Claim claim) {
        return io(() -> inserted(
                claims,
                new Document("_id", SimDocuments.key(account, key))
                        .append("owner", claim.owner())
                        .append("since", Date.from(claim.since()))));
    }

    @Override
    public Optional<Claim> claimOn(String key) {
        return io(() -> Optional.ofNullable(claims.find(byKey(key)).first()).map(MongoSimVimState::claim));
    }

    private static Claim claim(Document stored) {
        return new Claim(stored.getString("owner"), stored.getDate("since").toInstant());
    }

    @Override
    public Map<String, Claim> claimsUnder(String prefix) {
        var from = SimDocuments.key(account, prefix);
        return io(() -> {
            var found = new HashMap<String, Claim>();
            claims.find(under(prefix))
                    .forEach(stored -> found.put(stored.getString("_id").substring(from.length()), claim(stored)));
            return found;
        });
    }

    @Override
    public void release(String key, String owner) {
        io(() -> claims.deleteOne(Filters.and(byKey(key), Filters.eq("owner", owner))));
    }

    @Override
    public List<String> keys(String serverId, String user) {
        return io(() -> Optional.ofNullable(
                        keys.find(byKey(serverId + "/" + user)).first())
                .map(stored -> stored.getList("keys", String.class))
                .orElse(List.of()));
    }

    @Override
    public void addKey(String serverId, String user, String key) {
        var id = serverId + "/" + user;
        io(() -> inserted(keys, new Document("_id", SimDocuments.key(account, id)).append("keys", List.of())));
        io(() -> keys.updateOne(byKey(id), Updates.addToSet("keys", key)));
    }

    @Override
    public void removeKeys(String serverId) {
        io(() -> keys.deleteMany(under(serverId + "/")));
    }

    @Override
    public void put(SimFault fault) {
        io(() -> faults.replaceOne(
                byKey(fault.id()), SimDocuments.of(account, fault), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void removeFault(String faultId) {
        io(() -> faults.deleteOne(byKey(faultId)));
    }

    @Override
    public List<SimFault> faults() {
        return io(() -> faults.find(Filters.eq("account", account))
                .sort(Sorts.ascending("_id"))
                .map(SimDocuments::fault)
                .into(new ArrayList<>()));
    }

    @Override
    public boolean takeUse(String faultId) {
        return io(() -> {
            var counted = Filters.and(byKey(faultId), Filters.gt("uses", 0));
            return faults.updateOne(counted, Updates.inc("uses", -1)).getModifiedCount() == 1
                    || faults.find(Filters.and(byKey(faultId), Filters.eq("uses", SimFault.FOR_EVER)))
                                    .first()
                            != null;
        });
    }

    @Override
    public void clear() {
        var range = under("");
        io(() -> keys.deleteMany(range));
        io(() -> resources.deleteMany(range));
        io(() -> claims.deleteMany(range));
        io(() -> faults.deleteMany(range));
    }

    private Bson under(String prefix) {
        var from = SimDocuments.key(account, prefix);
        return Filters.and(Filters.gte("_id", from), Filters.lt("_id", from + Character.MAX_VALUE));
    }

    private Bson byKey(String id) {
        return Filters.eq("_id", SimDocuments.key(account, id));
    }

    private Bson current(SimResource was) {
        return Filters.and(byKey(was.id()), Filters.eq("version", was.version()));
    }

    private static boolean inserted(MongoCollection<Document> into, Document document) {
        try {
            into.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private <T> T io(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoException e) {
            throw VimException.unknown(
                    VimException.Code.UNAVAILABLE,
                    "Expected the simulated VIM " + account + " to be reachable, but its database answered: "
                            + e.getMessage() + "; whether the call took effect is unknown",
                    "");
        }
    }
}
