package org.etsi.osm.lcm.simulation;

import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;

/**
 * A primary of MongoDB that was voted out and doesn't know it yet: it still answers, with what the majority had when it
 * was cut off. Nothing is ever written to it.
 *
 * @param ledgers by kind of adapter
 * @param untilMs when it notices
 */
record DeposedPrimary(
        MemoryOperationStore operations,
        MemoryFreezeStore freezes,
        Map<String, MemoryLedgerStore> ledgers,
        Chance chance,
        long untilMs) {

    /** What the world's stores hold now. */
    static DeposedPrimary of(SimWorld world, Chance chance, long untilMs) {
        var operations = world.operations().copy();
        var ledgers = new TreeMap<String, MemoryLedgerStore>();
        world.sides().forEach(side -> ledgers.put(side.kind(), side.ledger().copy()));
        return new DeposedPrimary(operations, world.freezes().copy(operations), ledgers, chance, untilMs);
    }

    MemoryLedgerStore ledger(String kind) {
        MemoryLedgerStore ledger = ledgers.get(kind);
        if (ledger == null) {
            throw new IllegalArgumentException(
                    "Expected one of the ledgers " + ledgers.keySet() + ", but found " + kind);
        }
        return ledger;
    }
}
