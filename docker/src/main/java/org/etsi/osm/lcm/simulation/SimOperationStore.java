package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.core.store.memory.StoreFaults;

/** The store as one engine sees it: the engine may be held or die before and after each call, and calls may fail. */
final class SimOperationStore implements OperationStore {
    private static final int FAILS_ONE_IN = 60;
    private static final int LATE_AT_MOST_MS = 20_000;

    private final SimWorld world;
    private final Incarnation me;
    private final MemoryOperationStore disk;

    SimOperationStore(SimWorld world, Incarnation me, MemoryOperationStore disk) {
        this.world = world;
        this.me = me;
        this.disk = disk;
    }

    @Override
    public long beginEpoch(int partition) {
        return marked(
                new Mark(CrashCall.BEGIN_EPOCH, About.PARTITION, ""),
                () -> change("beginEpoch", () -> disk.beginEpoch(partition)));
    }

    @Override
    public long epochOf(int partition) {
        return read("epochOf", store -> store.epochOf(partition));
    }

    @Override
    public void claim(Ownership ownership) {
        marked(
                new Mark(CrashCall.CLAIM, About.PARTITION, ""),
                () -> change("claim", () -> {
                    disk.claim(ownership);
                    return true;
                }));
    }

    @Override
    public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
        return read("load", store -> store.load(ownership, after, limit));
    }

    @Override
    public Map<OperationId, Stamp> stamps(List<OperationId> ids) {
        return read("stamps", store -> store.stamps(ids));
    }

    @Override
    public Optional<StoredPlan> plan(OperationId operation) {
        return read("plan", store -> store.plan(operation));
    }

    @Override
    public StoredPlan putPlan(OperationId operation, Plan plan) {
        return marked(
                new Mark(CrashCall.PUT_PLAN, About.PLAN, operation.value()),
                () -> change("putPlan", () -> disk.putPlan(operation, plan)));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return read("find", store -> store.find(id));
    }

    @Override
    public Map<OperationId, Outcome> write(List<Write> writes) {
        world.interlude(me, "write");
        List<Mark> marks = world.isWatched() ? EngineMarks.written(writes) : List.of();
        world.reached(me, marks, false);
        DeposedPrimary deposed = world.primaries().of(me).orElse(null);
        if (deposed != null) {
            return unconfirmed(deposed, writes);
        }
        StoreFaults.WriteFate fate = fate(writes);
        disk.faults(new StoreFaults() {
            @Override
            public WriteFate onWrite(List<Write> batch) {
                return fate;
            }
        });
        Map<OperationId, Outcome> outcomes;
        try {
            outcomes = disk.write(writes);
        } finally {
            disk.faults(StoreFaults.NONE);
            world.invariants().written(writes);
        }
        world.reached(me, marks, true);
        world.interlude(me, "written");
        return outcomes;
    }

    /** What changes nothing there is answered all the same: there is nothing to wait for. */
    private Map<OperationId, Outcome> unconfirmed(DeposedPrimary deposed, List<Write> writes) {
        var there = deposed.operations().copy();
        var outcomes = there.write(writes);
        if (there.writesApplied() > deposed.operations().writesApplied()) {
            throw world.primaries().unconfirmed(me, deposed, "write");
        }
        world.interlude(me, "not written");
        return outcomes;
    }

    private StoreFaults.WriteFate fate(List<Write> writes) {
        if (!world.strikes(FAILS_ONE_IN)) {
            return StoreFaults.WriteFate.FINE;
        }
        Chance how = world.how();
        return switch (how.below(5)) {
            case 0 -> {
                world.interruption(me.name(), "write lost");
                yield StoreFaults.WriteFate.failsBefore();
            }
            case 1 -> {
                world.interruption(me.name(), "written, not acknowledged");
                yield StoreFaults.WriteFate.failsAfter();
            }
            case 2 -> {
                world.interruption(me.name(), "write late");
                world.time().after(how.below(LATE_AT_MOST_MS), () -> land(how));
                yield StoreFaults.WriteFate.late();
            }
            case 3 -> {
                // What the majority has confirmed last may be news to the primary that is cut off now.
                world.interruption(me.name(), "written, not acknowledged, nor known to the primary");
                world.primaries().depose(me);
                yield StoreFaults.WriteFate.failsAfter();
            }
            default -> {
                Write lost = how.pick(writes);
                world.interruption(me.name(), "partly written, without " + lost.id());
                yield StoreFaults.WriteFate.partial(Set.of(lost.id()));
            }
        };
    }

    private void land(Chance how) {
        while (disk.lateWrites() > 0) {
            disk.landLate(how.below(disk.lateWrites()));
        }
        world.invariants().landed();
    }

    private <T> T marked(Mark mark, Supplier<T> body) {
        List<Mark> marks = List.of(mark);
        world.reached(me, marks, false);
        T result = body.get();
        world.reached(me, marks, true);
        return result;
    }

    private <T> T read(String what, Function<MemoryOperationStore, T> body) {
        return call(
                what,
                () -> body.apply(
                        world.primaries().of(me).map(DeposedPrimary::operations).orElse(disk)));
    }

    private <T> T change(String what, Supplier<T> body) {
        return call(what, () -> {
            DeposedPrimary deposed = world.primaries().of(me).orElse(null);
            if (deposed != null) {
                throw world.primaries().unconfirmed(me, deposed, what);
            }
            return body.get();
        });
    }

    private <T> T call(String what, Supplier<T> body) {
        world.interlude(me, what);
        boolean fails = world.strikes(FAILS_ONE_IN);
        if (fails && world.how().oneIn(2)) {
            world.interruption(me.name(), what + " fails");
            throw away(what);
        }
        T result = body.get();
        if (fails) {
            world.interruption(me.name(), what + " done, not answered");
            throw away(what);
        }
        world.interlude(me, what + " done");
        return result;
    }

    private static StoreUnavailableException away(String what) {
        return new StoreUnavailableException("Expected the store to do " + what + ", but it is away");
    }
}
