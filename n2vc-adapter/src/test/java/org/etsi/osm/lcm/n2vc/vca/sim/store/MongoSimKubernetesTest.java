package org.etsi.osm.lcm.n2vc.vca.sim.store;

import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetesContract;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;
import org.junit.jupiter.api.AfterEach;

class MongoSimKubernetesTest extends SimKubernetesContract {
    private final StandIn mongo = new StandIn();

    @AfterEach
    void close() {
        mongo.close();
    }

    /** A new one each time: nothing may be kept in memory. */
    @Override
    protected SimVcaState state() {
        return new MongoSimVcaState(mongo.database);
    }
}
