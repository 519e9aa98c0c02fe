package org.etsi.osm.lcm.simulation;

import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;

/** What the processes of one kind of adapter share: its topic, its consumer group, and its ledger. */
record AdapterSide(String kind, SimTopic<Command> topic, SimGroup<Command> group, MemoryLedgerStore ledger) {
    AdapterSide(String kind, Chance chance) {
        this(kind, new SimTopic<>(kind + "-tasks", chance.between(2, 4)), chance);
    }

    private AdapterSide(String kind, SimTopic<Command> topic, Chance chance) {
        this(kind, topic, new SimGroup<>(topic, chance), new MemoryLedgerStore());
    }
}
