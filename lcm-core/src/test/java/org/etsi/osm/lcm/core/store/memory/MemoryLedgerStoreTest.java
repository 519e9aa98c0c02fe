package org.etsi.osm.lcm.core.store.memory;

import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.adapter.LedgerStoreContract;

/** The ledger's contract, in memory. */
class MemoryLedgerStoreTest extends LedgerStoreContract {
    private MemoryLedgerStore store = new MemoryLedgerStore();

    @Override
    protected LedgerStore store() {
        store = new MemoryLedgerStore();
        return store;
    }

    @Override
    protected void spoil(String taskKey) {
        store.spoil(taskKey);
    }
}
