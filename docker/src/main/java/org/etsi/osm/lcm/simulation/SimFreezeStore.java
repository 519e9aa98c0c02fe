package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;

/** The freezes as one engine sees them: it may be held or die before and after each call, and calls may fail. */
final class SimFreezeStore implements FreezeStore {
    private static final int FAILS_ONE_IN = 60;
    private static final List<Mark> ACKNOWLEDGING = List.of(new Mark(CrashCall.ACKNOWLEDGE, About.FREEZES, ""));

    private final SimWorld world;
    private final Incarnation me;
    private final MemoryFreezeStore disk;

    SimFreezeStore(SimWorld world, Incarnation me, MemoryFreezeStore disk) {
        this.world = world;
        this.me = me;
        this.disk = disk;
    }

    @Override
    public Freezes current() {
        return call(
                "current freezes",
                () -> world.primaries()
                        .of(me)
                        .map(DeposedPrimary::freezes)
                        .orElse(disk)
                        .current());
    }

    @Override
    public boolean acknowledge(int partition, long epoch, long version) {
        world.reached(me, ACKNOWLEDGING, false);
        boolean isMine = call("acknowledge freezes", () -> confirmed(partition, epoch, version));
        world.reached(me, ACKNOWLEDGING, true);
        return isMine;
    }

    /** To another epoch than the primary knows it changes nothing, and needs no majority. */
    private boolean confirmed(int partition, long epoch, long version) {
        DeposedPrimary deposed = world.primaries().of(me).orElse(null);
        if (deposed == null) {
            return disk.acknowledge(partition, epoch, version);
        }
        if (deposed.operations().epochOf(partition) == epoch) {
            throw world.primaries().unconfirmed(me, deposed, "acknowledge freezes");
        }
        return false;
    }

    @Override
    public Changed change(Function<Freezes, Freezes.Outcome> request) {
        return disk.change(request);
    }

    @Override
    public Map<Integer, Long> acknowledged() {
        return disk.acknowledged();
    }

    private <T> T call(String what, Supplier<T> body) {
        world.interlude(me, what);
        if (world.strikes(FAILS_ONE_IN)) {
            world.interruption(me.name(), what + " fails");
            throw new StoreUnavailableException("Expected the store to do " + what + ", but it is away");
        }
        T result = body.get();
        world.interlude(me, what + " done");
        return result;
    }
}
