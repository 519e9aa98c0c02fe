package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimTest extends VimContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
