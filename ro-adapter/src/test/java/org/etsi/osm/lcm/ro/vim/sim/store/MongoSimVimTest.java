package org.etsi.osm.lcm.ro.vim.sim.store;

import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.etsi.osm.lcm.ro.vim.sim.VimContract;
import org.junit.jupiter.api.AfterAll;

final class MongoSimVimTest extends VimContract {
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
