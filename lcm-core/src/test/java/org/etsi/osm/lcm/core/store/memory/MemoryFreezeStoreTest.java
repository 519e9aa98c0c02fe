package org.etsi.osm.lcm.core.store.memory;

import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.store.FreezeStoreContract;

class MemoryFreezeStoreTest extends FreezeStoreContract {
    private final MemoryOperationStore operations = new MemoryOperationStore();
    private final MemoryFreezeStore store = new MemoryFreezeStore(operations);

    @Override
    protected FreezeStore store() {
        return store;
    }

    @Override
    protected OperationStore operations() {
        return operations;
    }
}
