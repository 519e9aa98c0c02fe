package org.etsi.osm.lcm.ro.vim.sim.store;

import org.etsi.osm.lcm.ro.vim.sim.AccessContract;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.junit.jupiter.api.AfterAll;

final class MongoSimVimAccessTest extends AccessContract {
    private static final TestMongo MONGO = new TestMongo();

    @AfterAll
    static void stop() {
        MONGO.close();
    }

    @Override
    protected SimVimState emptyState() {
        return MONGO.emptyState();
    }
}
