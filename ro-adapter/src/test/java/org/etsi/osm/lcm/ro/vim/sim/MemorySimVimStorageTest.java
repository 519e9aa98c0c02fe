package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimStorageTest extends StorageContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
