package org.etsi.osm.lcm.kafka.osm.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.kafka.osm.NsRepair;

/** What the engine has stored of operations, in memory: the latest snapshot of each. */
final class EngineSide implements NsRepair.Operations {
    private final Map<OperationId, Operation> stored = new ConcurrentHashMap<>();

    void store(Operation operation) {
        stored.put(operation.id(), operation);
    }

    @Override
    public List<NsRepair.Brief> ofNs(String nsInstanceId) {
        return stored.values().stream()
                .filter(operation -> operation.request().nsInstanceId().equals(nsInstanceId))
                .map(operation -> new NsRepair.Brief(
                        operation.id(),
                        operation.state(),
                        operation.request().startTime(),
                        operation.isPlanned(),
                        operation.queuePosition() > 0,
                        operation.parked() != null,
                        operation.isOpen(),
                        operation.revision()))
                .toList();
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return Optional.ofNullable(stored.get(id));
    }
}
