package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimStateTest extends SimVimStateContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
