package org.etsi.osm.lcm.ro.vim.sim.store;

import org.etsi.osm.lcm.ro.vim.sim.ConcurrencyContract;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.junit.jupiter.api.AfterAll;

final class MongoSimVimConcurrencyTest extends ConcurrencyContract {
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
