package org.etsi.osm.lcm.ro.vim.sim.store;

import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.etsi.osm.lcm.ro.vim.sim.StorageContract;
import org.junit.jupiter.api.AfterAll;

final class MongoSimVimStorageTest extends StorageContract {
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
