package org.etsi.osm.lcm.core.store.memory;

import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.adapter.LedgerStoreContract;

class MemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    protected LedgerStore store() {
        return new MemoryLedgerStore();
    }
}
