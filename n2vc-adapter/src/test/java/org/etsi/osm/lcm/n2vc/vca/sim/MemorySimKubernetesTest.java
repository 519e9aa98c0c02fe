package org.etsi.osm.lcm.n2vc.vca.sim;

class MemorySimKubernetesTest extends SimKubernetesContract {
    private final SimVcaState state = new MemorySimVcaState();

    @Override
    protected SimVcaState state() {
        return state;
    }
}
