package org.etsi.osm.lcm.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;

/** The ledger as one adapter sees it: the adapter may be held or die before and after each call, and calls may fail. */
final class SimLedgerStore implements LedgerStore {
    private static final int FAILS_ONE_IN = 60;
    private static final int LATE_AT_MOST_MS = 20_000;

    private final SimWorld world;
    private final Incarnation me;
    private final MemoryLedgerStore disk;

    SimLedgerStore(SimWorld world, Incarnation me, MemoryLedgerStore disk) {
        this.world = world;
        this.me = me;
        this.disk = disk;
    }

    @Override
    public List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
        return call("ledger.open", () -> disk.open(partition, afterKey, limit));
    }

    @Override
    public Map<String, LedgerEntry> get(Collection<String> taskKeys) {
        return call("ledger.get", () -> disk.get(taskKeys));
    }

    @Override
    public Map<String, Outcome> write(List<Write> writes) {
        List<Mark> marks = world.isWatched() ? AdapterMarks.written(writes) : List.of();
        world.reached(me, marks, false);
        Map<String, Outcome> outcomes = tryWrite(writes);
        world.reached(me, marks, true);
        return outcomes;
    }

    private Map<String, Outcome> tryWrite(List<Write> writes) {
        if (!world.strikes(FAILS_ONE_IN)) {
            return call("ledger.write", () -> disk.write(writes));
        }
        Chance how = world.how();
        world.interlude(me, "ledger.write");
        int landed = how.below(writes.size() + 1);
        // Some of it arrives at once, some later if at all, and nobody is told.
        disk.write(writes.subList(0, landed));
        var rest = writes.subList(landed, writes.size());
        if (!rest.isEmpty() && how.oneIn(2)) {
            world.time().after(how.below(LATE_AT_MOST_MS), () -> disk.write(rest));
        }
        world.interruption(me.name(), "ledger.write: " + landed + " of " + writes.size() + " written, not answered");
        throw away("ledger.write");
    }

    @Override
    public List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit) {
        return call("ledger.ofNs", () -> disk.ofNs(nsInstanceId, afterKey, limit));
    }

    @Override
    public List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
        return call("ledger.inState", () -> disk.inState(state, afterKey, limit));
    }

    private <T> T call(String what, Supplier<T> body) {
        world.interlude(me, what);
        if (world.strikes(FAILS_ONE_IN)) {
            world.interruption(me.name(), what + " fails");
            throw away(what);
        }
        T result = body.get();
        world.interlude(me, what + " done");
        return result;
    }

    private static StoreUnavailableException away(String what) {
        return new StoreUnavailableException("Expected the ledger to do " + what + ", but it is away");
    }
}
