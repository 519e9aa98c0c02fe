package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimAccessTest extends AccessContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
