package org.etsi.osm.lcm.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Which primary of MongoDB each process talks to. Now and then one is deposed: some of its clients stay with it for a
 * while, read what was true then, and get none of their writes confirmed. Who has met the new one never goes back, as
 * the driver's election rule wants it. Confined to the run's thread.
 */
final class SimPrimaries {
    private static final int DEPOSED_ONE_IN = 1_000;
    private static final int AT_MOST_MS = 20_000;

    private final SimWorld world;
    private final Chance chance;
    private final Map<String, DeposedPrimary> deposed = new HashMap<>();
    private @Nullable DeposedPrimary latest;

    SimPrimaries(SimWorld world) {
        this.world = world;
        this.chance = Chance.of(world.seed(), -2);
    }

    /** A process comes up: which primary it finds first isn't its choice. */
    void join(Incarnation one) {
        DeposedPrimary last = latest;
        if (last != null && isUp(last) && world.strikes(chance, 2)) {
            stay(one, last);
        }
    }

    /** Before a call of the store: the deposed primary that gets it; nothing if it gets to the one there is. */
    Optional<DeposedPrimary> of(Incarnation me) {
        // Asked at every call, wherever the process is: else leaving one out would shift all that come later.
        if (world.strikes(chance, DEPOSED_ONE_IN)) {
            depose(me);
        }
        DeposedPrimary mine = deposed.get(me.name());
        if (mine != null && !isUp(mine)) {
            deposed.remove(me.name());
            mine = null;
        }
        return Optional.ofNullable(mine);
    }

    /** The primary is deposed now; this process stays with it, and others may. */
    void depose(Incarnation me) {
        Chance how = world.how();
        var last = DeposedPrimary.of(world, how, world.time().nowMs() + 1 + how.below(AT_MOST_MS));
        latest = last;
        stay(me, last);
        for (Incarnation other : world.alive()) {
            if (!deposed.containsKey(other.name()) && how.oneIn(2)) {
                stay(other, last);
            }
        }
    }

    private void stay(Incarnation one, DeposedPrimary primary) {
        world.interruption(one.name(), "stays with a deposed primary");
        deposed.put(one.name(), primary);
    }

    /** A write that a deposed primary can't have confirmed. The client may look for another one after that. */
    StoreUnavailableException unconfirmed(Incarnation me, DeposedPrimary primary, String what) {
        world.note(me.name(), () -> what + " isn't confirmed by a deposed primary");
        if (primary.chance().oneIn(2)) {
            deposed.remove(me.name());
        }
        return new StoreUnavailableException("Expected the majority to confirm " + what + ", but it never did");
    }

    private boolean isUp(DeposedPrimary primary) {
        return world.isFaulty() && world.time().nowMs() < primary.untilMs();
    }
}
