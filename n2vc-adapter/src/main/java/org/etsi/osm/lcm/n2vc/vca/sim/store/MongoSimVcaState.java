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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimRun;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;

/**
 * Keeps a simulated VCA in MongoDB. Runs are guarded by {@code _id} alone, so it needs neither transactions nor a
 * replica set. A database that can't be reached looks like a VCA that can't: UNAVAILABLE, outcome unknown.
 */
public final class MongoSimVcaState implements SimVcaState {
    private static final String ENVIRONMENTS = "lcm_sim_vca_environments";
    private static final String RUNS = "lcm_sim_vca_runs";
    private static final String FAULTS = "lcm_sim_vca_faults";
    private static final String COUNTERS = "lcm_sim_vca_counters";

    private final MongoCollection<Document> environments;
    private final MongoCollection<Document> runs;
    private final MongoCollection<Document> faults;
    private final MongoCollection<Document> counters;
    private volatile boolean isIndexed;

    public MongoSimVcaState(MongoDatabase database) {
        var durable = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.environments = durable.getCollection(ENVIRONMENTS);
        this.runs = durable.getCollection(RUNS);
        this.faults = durable.getCollection(FAULTS);
        this.counters = durable.getCollection(COUNTERS);
    }

    @Override
    public void addEnvironment(ExecutionEnvironment environment) {
        io(() -> inserted(environments, SimVcaDocuments.of(environment)));
    }

    @Override
    public Optional<ExecutionEnvironment> environment(String id) {
        return io(() -> Optional.ofNullable(environments.find(byId(id)).first()).map(SimVcaDocuments::environment));
    }

    @Override
    public SimRun addRun(SimRun run) {
        return io(() -> {
            if (!isIndexed) {
                // Not at the start, when the database may still be away; repeating it changes nothing.
                runs.createIndex(Indexes.ascending("taskKey"));
                isIndexed = true;
            }
            var known = runs.find(byId(run.id())).first();
            if (known == null) {
                // A number that another process's insert makes useless leaves a gap, which does no harm.
                inserted(runs, SimVcaDocuments.of(run, nextNumber()));
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

    private long nextNumber() {
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        var counter = counters.findOneAndUpdate(byId("runs"), Updates.inc("last", 1L), options);
        return counter == null ? 1 : counter.getLong("last");
    }

    @Override
    public List<SimRun> runs() {
        return read(Filters.empty());
    }

    @Override
    public List<SimRun> runsOf(String taskKey) {
        return read(Filters.eq("taskKey", taskKey));
    }

    private List<SimRun> read(Bson filter) {
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
