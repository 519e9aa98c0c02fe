package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
                () -> call("beginEpoch", () -> disk.beginEpoch(partition)));
    }

    @Override
    public long epochOf(int partition) {
        return call("epochOf", () -> disk.epochOf(partition));
    }

    @Override
    public void claim(Ownership ownership) {
        marked(
                new Mark(CrashCall.CLAIM, About.PARTITION, ""),
                () -> call("claim", () -> {
                    disk.claim(ownership);
                    return true;
                }));
    }

    @Override
    public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
        return call("load", () -> disk.load(ownership, after, limit));
    }

    @Override
    public Map<OperationId, Stamp> stamps(List<OperationId> ids) {
        return call("stamps", () -> disk.stamps(ids));
    }

    @Override
    public Optional<StoredPlan> plan(OperationId operation) {
        return call("plan", () -> disk.plan(operation));
    }

    @Override
    public StoredPlan putPlan(OperationId operation, Plan plan) {
        return marked(
                new Mark(CrashCall.PUT_PLAN, About.PLAN, operation.value()),
                () -> call("putPlan", () -> disk.putPlan(operation, plan)));
    }

    @Override
    public Optional<Operation> find(OperationId id) {
        return call("find", () -> disk.find(id));
    }

    @Override
    public Map<OperationId, Outcome> write(List<Write> writes) {
        world.interlude(me, "write");
        List<Mark> marks = world.isWatched() ? EngineMarks.written(writes) : List.of();
        world.reached(me, marks, false);
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

    private StoreFaults.WriteFate fate(List<Write> writes) {
        if (!world.strikes(FAILS_ONE_IN)) {
            return StoreFaults.WriteFate.FINE;
        }
        Chance how = world.how();
        return switch (how.below(4)) {
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
