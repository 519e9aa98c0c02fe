package org.etsi.osm.lcm.ro.vim.sim;

final class MemorySimVimFaultTest extends FaultContract {
    @Override
    protected SimVimState emptyState() {
        return new MemorySimVimState();
    }
}
