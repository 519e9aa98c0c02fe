package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimConcurrencyTest extends ConcurrencyContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
