package org.etsi.osm.lcm.core.store.memory;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.port.FreezeStore;

/** Freezes in memory; epochs are those of the operations beside it. Thread-safe. */
public final class MemoryFreezeStore implements FreezeStore {
    private final MemoryOperationStore operations;
    private final Map<Integer, Acknowledgement> acknowledged = new TreeMap<>();
    private Freezes freezes = Freezes.NONE;

    private record Acknowledgement(long epoch, long version) {}

    public MemoryFreezeStore(MemoryOperationStore operations) {
        this.operations = operations;
    }

    /** Another one that holds the same now, beside a copy of the operations. */
    public synchronized MemoryFreezeStore copy(MemoryOperationStore beside) {
        var copy = new MemoryFreezeStore(beside);
        copy.acknowledged.putAll(acknowledged);
        copy.freezes = freezes;
        return copy;
    }

    @Override
    public synchronized Freezes current() {
        return freezes;
    }

    @Override
    public synchronized boolean acknowledge(int partition, long epoch, long version) {
        boolean isOwners = operations.begun(partition) == epoch;
        if (isOwners) {
            acknowledged.put(partition, new Acknowledgement(epoch, version));
        }
        return isOwners;
    }

    @Override
    public synchronized Changed change(Function<Freezes, Freezes.Outcome> request) {
        var outcome = request.apply(freezes);
        if (outcome instanceof Freezes.Outcome.Changed(var next)) {
            freezes = next;
        }
        return new Changed(outcome, freezes);
    }

    @Override
    public synchronized Map<Integer, Long> acknowledged() {
        var versions = new TreeMap<Integer, Long>();
        acknowledged.forEach((partition, ack) -> {
            if (operations.begun(partition) == ack.epoch()) {
                versions.put(partition, ack.version());
            }
        });
        return versions;
    }
}
