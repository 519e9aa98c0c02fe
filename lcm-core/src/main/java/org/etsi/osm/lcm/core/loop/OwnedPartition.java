package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.EngineBus.Received;
import org.jspecify.annotations.Nullable;

/** A partition in the hands of this loop. Confined to the loop's thread. */
final class OwnedPartition {
    private static final long NEVER = -1;

    private final int number;
    private final Map<OperationId, Live> operations = new LinkedHashMap<>();
    private final Map<String, Set<OperationId>> byNs = new HashMap<>();
    private final Map<OperationId, String> broken = new HashMap<>();
    private final List<Received> backlog = new ArrayList<>();
    private @Nullable Ownership ownership;
    private Freezes freezes = Freezes.NONE;
    private long acknowledged = NEVER;
    private boolean isReady;

    OwnedPartition(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isReady() {
        return isReady;
    }

    void ready() {
        isReady = true;
    }

    /** Starts over: nothing in memory counts any more. What was received and not yet processed still does. */
    void reset() {
        isReady = false;
        ownership = null;
        freezes = Freezes.NONE;
        acknowledged = NEVER;
        operations.clear();
        byNs.clear();
        broken.clear();
    }

    @Nullable
    Ownership ownership() {
        return ownership;
    }

    void own(Ownership mine) {
        ownership = mine;
    }

    /** What its operations are under. */
    Freezes freezes() {
        return freezes;
    }

    void freezes(Freezes inForce) {
        freezes = inForce;
    }

    /** The version of the freezes that was acknowledged last in this epoch. */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledged(long version) {
        acknowledged = version;
    }

    /** Records that arrived while it wasn't ready. */
    List<Received> backlog() {
        return backlog;
    }

    @Nullable
    Live live(OperationId id) {
        return operations.get(id);
    }

    void add(Live live) {
        operations.put(live.id(), live);
        byNs.computeIfAbsent(live.current().request().nsInstanceId(), ns -> new LinkedHashSet<>())
                .add(live.id());
    }

    void remove(Live live) {
        operations.remove(live.id());
        String ns = live.current().request().nsInstanceId();
        var ids = byNs.get(ns);
        if (ids != null && ids.remove(live.id()) && ids.isEmpty()) {
            byNs.remove(ns);
        }
    }

    /** One that is stored but can't be read: it is known, and nothing more can be done about it here. */
    void addBroken(OperationId id, String reason) {
        broken.put(id, reason);
    }

    void removeBroken(OperationId id) {
        broken.remove(id);
    }

    /** Why an operation can't be read, if it can't. */
    @Nullable
    String broken(OperationId id) {
        return broken.get(id);
    }

    Iterable<Live> all() {
        return operations.values();
    }

    int size() {
        return operations.size();
    }

    List<Live> ofNs(String ns) {
        var found = new ArrayList<Live>();
        for (OperationId id : byNs.getOrDefault(ns, Set.of())) {
            Live live = operations.get(id);
            if (live != null) {
                found.add(live);
            }
        }
        return found;
    }

    /** How many operations of the NS are in the way of a new one, by what is stored or decided. */
    int inTheWay(String ns) {
        int count = 0;
        for (Live live : ofNs(ns)) {
            Operation stored = live.stored();
            boolean waits = isInTheWay(live.current()) || (stored != null && isInTheWay(stored));
            count += waits ? 1 : 0;
        }
        return count;
    }

    private static boolean isInTheWay(Operation operation) {
        return operation.occupies() || operation.state().isMoving();
    }
}
