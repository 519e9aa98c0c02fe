package org.etsi.osm.lcm.kafka.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Filter;
import org.etsi.osm.lcm.kafka.intake.EngineView;
import org.etsi.osm.lcm.kafka.osm.NsRepair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine has stored, for intake and for planners. Thread-safe. */
final class StoredEngineView implements EngineView, NsRepair.Operations {
    private static final Logger LOG = LoggerFactory.getLogger(StoredEngineView.class);

    /** Operations of one NS that are looked at. */
    private static final int OF_ONE_NS = 50;

    private final OperationStore store;
    private final MongoOperationQueries queries;

    StoredEngineView(OperationStore store, MongoOperationQueries queries) {
        this.store = store;
        this.queries = queries;
    }

    @Override
    public Map<OperationId, String> nsOf(Collection<OperationId> operations) {
        var found = new HashMap<OperationId, String>();
        if (!operations.isEmpty()) {
            store.stamps(List.copyOf(operations))
                    .forEach((id, stamp) -> found.put(id, stamp.request().nsInstanceId()));
        }
        return found;
    }

    @Override
    public List<Open> openOf(String nsInstanceId) {
        return queries.list(new Filter(nsInstanceId, null, true, OF_ONE_NS)).stream()
                .map(StoredEngineView::open)
                .toList();
    }

    @Override
    public List<Open> open(int limit) {
        return queries.list(new Filter(null, null, true, limit)).stream()
                .map(StoredEngineView::open)
                .toList();
    }

    @Override
    public List<NsRepair.Brief> ofNs(String nsInstanceId) {
        return queries.list(new Filter(nsInstanceId, null, null, OF_ONE_NS)).stream()
                .flatMap(row -> brief(row).stream())
                .toList();
    }

    private static Optional<NsRepair.Brief> brief(MongoOperationQueries.Row row) {
        return Stream.of(OperationState.values())
                .filter(state -> state.name().equals(row.state()))
                .findFirst()
                .map(state -> new NsRepair.Brief(
                        row.id(),
                        state,
                        row.startTime(),
                        row.taskCount() > 0,
                        row.queuePosition() > 0,
                        !row.parked().isEmpty(),
                        row.open(),
                        row.revision()));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return queries.find(id)
                .flatMap(loaded -> loaded instanceof Loaded.Sound(Operation operation)
                        ? Optional.of(operation)
                        : Optional.empty());
    }

    @Override
    public boolean isVimUsed(String account) {
        return queries.isVimUsed(account);
    }

    private static Open open(MongoOperationQueries.Row row) {
        return new Open(row.id(), row.nsInstanceId(), row.type(), row.startTime());
    }

    /**
     * The operations of an NS, newest first, tasks and all. One that can't be read is left out: what it made is still
     * found by tag and in the records, and an NS must never be impossible to terminate.
     */
    List<Operation> earlierOf(String nsInstanceId) {
        List<Operation> found = new ArrayList<>();
        for (MongoOperationQueries.Row row : queries.list(new Filter(nsInstanceId, null, null, OF_ONE_NS))) {
            switch (queries.find(row.id()).orElse(null)) {
                case Loaded.Sound(Operation operation) -> found.add(operation);
                case Loaded.Broken(var id, var revision, var reason) ->
                    LOG.error(
                            "Operation {} of NS {} can't be read at revision {}: {}; the plan is made without what it"
                                    + " made, which is looked for by tag",
                            id,
                            nsInstanceId,
                            revision,
                            reason);
                case null -> LOG.debug("Operation {} has expired meanwhile", row.id());
            }
        }
        return found;
    }
}
