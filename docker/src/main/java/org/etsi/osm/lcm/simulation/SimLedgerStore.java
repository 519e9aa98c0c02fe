package org.etsi.osm.lcm.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final String kind;
    private final MemoryLedgerStore disk;

    SimLedgerStore(SimWorld world, Incarnation me, AdapterSide side) {
        this.world = world;
        this.me = me;
        this.kind = side.kind();
        this.disk = side.ledger();
    }

    @Override
    public List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
        return read("ledger.open", ledger -> ledger.open(partition, afterKey, limit));
    }

    @Override
    public Map<String, LedgerEntry> get(Collection<String> taskKeys) {
        return read("ledger.get", ledger -> ledger.get(taskKeys));
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
        DeposedPrimary deposed = world.primaries().of(me).orElse(null);
        if (deposed != null) {
            return unconfirmed(deposed, writes);
        }
        if (!world.strikes(FAILS_ONE_IN)) {
            return call("ledger.write", () -> disk.write(writes));
        }
        Chance how = world.how();
        world.interlude(me, "ledger.write");
        if (how.oneIn(4)) {
            // What the majority has confirmed last may be news to the primary that is cut off now.
            world.primaries().depose(me);
        }
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
        return read("ledger.ofNs", ledger -> ledger.ofNs(nsInstanceId, afterKey, limit));
    }

    @Override
    public List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
        return read("ledger.inState", ledger -> ledger.inState(state, afterKey, limit));
    }

    /** What changes nothing there is answered all the same: there is nothing to wait for. */
    private Map<String, Outcome> unconfirmed(DeposedPrimary deposed, List<Write> writes) {
        world.interlude(me, "ledger.write");
        var outcomes = deposed.ledger(kind).copy().write(writes);
        if (outcomes.containsValue(Outcome.WRITTEN)) {
            throw world.primaries().unconfirmed(me, deposed, "ledger.write");
        }
        return outcomes;
    }

    private <T> T read(String what, Function<MemoryLedgerStore, T> body) {
        return call(
                what,
                () -> body.apply(world.primaries()
                        .of(me)
                        .map(deposed -> deposed.ledger(kind))
                        .orElse(disk)));
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
