package org.etsi.osm.lcm.n2vc.vca.sim.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimRun;
import org.etsi.osm.lcm.n2vc.vca.sim.SimThing;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;

/**
 * Keeps a simulated VCA in MongoDB. All is guarded by {@code _id} and number alone, so it needs neither transactions
 * nor a replica set. A database that can't be reached looks like a VCA that can't: UNAVAILABLE, outcome unknown.
 */
public final class MongoSimVcaState implements SimVcaState {
    private static final String THINGS = "lcm_sim_vca_things";
    private static final String BURIED = "lcm_sim_vca_buried";
    private static final String RUNS = "lcm_sim_vca_runs";
    private static final String FAULTS = "lcm_sim_vca_faults";
    private static final String COUNTERS = "lcm_sim_vca_counters";

    private final MongoCollection<Document> things;
    private final MongoCollection<Document> buried;
    private final MongoCollection<Document> runs;
    private final MongoCollection<Document> faults;
    private final MongoCollection<Document> counters;
    private volatile boolean isIndexed;

    public MongoSimVcaState(MongoDatabase database) {
        var durable = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.things = durable.getCollection(THINGS);
        this.buried = durable.getCollection(BURIED);
        this.runs = durable.getCollection(RUNS);
        this.faults = durable.getCollection(FAULTS);
        this.counters = durable.getCollection(COUNTERS);
    }

    @Override
    public long nextNumber() {
        return io(() -> {
            if (!isIndexed) {
                // Not at the start, when the database may still be away; repeating it changes nothing.
                runs.createIndex(Indexes.ascending("environment"));
                things.createIndex(Indexes.ascending("taskKey"));
                things.createIndex(Indexes.ascending("ns"));
                things.createIndex(Indexes.ascending("goneAt"));
                isIndexed = true;
            }
            var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
            var counter = counters.findOneAndUpdate(byId("events"), Updates.inc("last", 1L), options);
            if (counter == null) {
                throw VcaException.unknown(
                        VcaException.Code.INTERNAL,
                        "Expected the database to count what happens, but it gave no number; nothing was done");
            }
            return counter.getLong("last");
        });
    }

    @Override
    public boolean insert(SimThing thing) {
        return io(() -> inserted(things, SimVcaDocuments.of(thing)));
    }

    @Override
    public Optional<SimThing> thing(String id) {
        return read(byId(id)).stream().findFirst();
    }

    @Override
    public List<SimThing> things() {
        return read(Filters.empty());
    }

    @Override
    public List<SimThing> thingsOfTask(String taskKey) {
        return read(Filters.eq("taskKey", taskKey));
    }

    @Override
    public List<SimThing> thingsOfNs(String nsInstanceId) {
        return read(Filters.eq("ns", nsInstanceId));
    }

    @Override
    public List<SimThing> gone(Instant now) {
        return read(Filters.lte("goneAt", Date.from(now)));
    }

    private List<SimThing> read(Bson filter) {
        return io(() -> things.find(filter)
                .sort(Sorts.ascending("_id"))
                .map(SimVcaDocuments::thing)
                .into(new ArrayList<>()));
    }

    @Override
    public void end(SimThing thing, Instant deletingAt, Instant goneAt) {
        Bson isLater = Filters.or(Filters.eq("goneAt", null), Filters.gt("goneAt", Date.from(goneAt)));
        Bson end = Updates.combine(
                Updates.set("deletingAt", Date.from(deletingAt)), Updates.set("goneAt", Date.from(goneAt)));
        io(() -> things.updateOne(Filters.and(thisOne(thing), isLater), end));
    }

    @Override
    public void bury(SimThing thing, long number) {
        io(() -> {
            // On record first: cut off in between, it is buried again, and stays on record under its first number.
            inserted(
                    buried,
                    SimVcaDocuments.of(thing)
                            .append("_id", thing.number())
                            .append("id", thing.id())
                            .append("removal", number));
            return things.deleteOne(thisOne(thing));
        });
    }

    @Override
    public List<SimThing.Buried> buried() {
        return io(() -> buried.find()
                .sort(Sorts.ascending("removal"))
                .map(SimVcaDocuments::buried)
                .into(new ArrayList<>()));
    }

    private static Bson thisOne(SimThing thing) {
        return Filters.and(byId(thing.id()), Filters.eq("number", thing.number()));
    }

    @Override
    public SimRun addRun(SimRun run) {
        return io(() -> {
            var known = runs.find(byId(run.id())).first();
            if (known == null) {
                // A number that another process's insert makes useless leaves a gap, which does no harm.
                inserted(runs, SimVcaDocuments.of(run.numbered(nextNumber())));
                known = runs.find(byId(run.id())).first();
            }
            if (known == null) {
                throw VcaException.unknown(
                        VcaException.Code.INTERNAL,
                        "Expected run " + run.id() + " to be kept, but it was removed from the database");
            }
            return SimVcaDocuments.run(known);
        });
    }

    @Override
    public List<SimRun> runs() {
        return readRuns(Filters.empty());
    }

    @Override
    public List<SimRun> runsIn(String environment) {
        return readRuns(Filters.eq("environment", environment));
    }

    private List<SimRun> readRuns(Bson filter) {
        return io(() -> runs.find(filter)
                .sort(Sorts.ascending("number"))
                .map(SimVcaDocuments::run)
                .into(new ArrayList<>()));
    }

    @Override
    public void discard(String runId) {
        io(() -> runs.updateOne(byId(runId), Updates.set("isDiscarded", true)));
    }

    @Override
    public void put(SimVcaFault fault) {
        io(() -> faults.replaceOne(byId(fault.id()), SimVcaDocuments.of(fault), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void removeFault(String faultId) {
        io(() -> faults.deleteOne(byId(faultId)));
    }

    @Override
    public List<SimVcaFault> faults() {
        return io(() -> faults.find()
                .sort(Sorts.ascending("_id"))
                .map(SimVcaDocuments::fault)
                .into(new ArrayList<>()));
    }

    @Override
    public boolean takeUse(String faultId) {
        return io(() -> {
            var counted = Filters.and(byId(faultId), Filters.gt("uses", 0));
            return faults.updateOne(counted, Updates.inc("uses", -1)).getModifiedCount() == 1
                    || faults.find(Filters.and(byId(faultId), Filters.eq("uses", SimVcaFault.FOR_EVER)))
                                    .first()
                            != null;
        });
    }

    private static Bson byId(String id) {
        return Filters.eq("_id", id);
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

    private static <T> T io(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoException e) {
            throw VcaException.unknown(
                    VcaException.Code.UNAVAILABLE,
                    "Expected the simulated VCA to be reachable, but its database answered: " + e.getMessage()
                            + "; whether the call took effect is unknown");
        }
    }
}
