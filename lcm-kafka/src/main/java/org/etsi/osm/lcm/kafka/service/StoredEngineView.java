package org.etsi.osm.lcm.kafka.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Filter;
import org.etsi.osm.lcm.kafka.intake.EngineView;

/** What the engine has stored, for intake and for planners. Thread-safe. */
final class StoredEngineView implements EngineView {
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

    private static Open open(MongoOperationQueries.Row row) {
        return new Open(row.id(), row.nsInstanceId(), row.type(), row.startTime());
    }

    /** The operations of an NS, newest first, tasks and all. */
    List<Operation> ofNs(String nsInstanceId) {
        return queries.list(new Filter(nsInstanceId, null, null, OF_ONE_NS)).stream()
                .flatMap(row -> store.find(row.id()).stream())
                .toList();
    }
}
