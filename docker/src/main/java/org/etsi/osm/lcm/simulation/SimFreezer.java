package org.etsi.osm.lcm.simulation;

import java.util.List;
import org.etsi.osm.lcm.core.model.Freeze;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;

/** Somebody who freezes now and then, says so to every partition as intake does, and thaws again. */
final class SimFreezer {
    private static final int WITHIN_MS = 60_000;
    private static final int AT_MOST_MS = 30_000;

    private final SimWorld world;

    SimFreezer(SimWorld world) {
        this.world = world;
    }

    void begin(Fates fates, Chance chance) {
        for (int i = chance.below(3); i > 0; i--) {
            var selector = chance.pick(List.of(
                    Selector.EVERYTHING,
                    new Selector(Selector.Kind.NS, "ns-" + chance.below(3)),
                    new Selector(Selector.Kind.TYPE, "CreateServer"),
                    new Selector(Selector.Kind.TYPE, "CreateNetwork")));
            int from = chance.below(WITHIN_MS);
            int until = from + 1 + chance.below(AT_MOST_MS);
            String id = "freeze-" + i;
            if (fates.comes()) {
                world.announce(() -> id + " of " + selector + " from " + from + " ms until " + until + " ms");
                world.time().after(from, () -> freeze(selector, id));
                world.time().after(until, () -> thaw(selector, id));
            }
        }
    }

    void freeze(Selector selector, String id) {
        world.note("client", () -> "freezes " + selector);
        var changed = world.freezes().change(now -> now.freeze(new Freeze(selector, "operator", "", 0, id)));
        tell(changed.now().version());
    }

    void thaw(Selector selector, String id) {
        world.note("client", () -> "thaws " + selector);
        var changed = world.freezes().change(now -> now.thaw(selector, "thaw-" + id));
        tell(changed.now().version());
    }

    private void tell(long version) {
        for (int partition = 0; partition < world.inbox().partitions(); partition++) {
            world.inbox().append(partition, new Inbound.FreezesChanged(version));
        }
    }
}
