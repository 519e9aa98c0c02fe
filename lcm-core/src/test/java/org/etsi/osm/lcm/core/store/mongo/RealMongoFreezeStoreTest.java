package org.etsi.osm.lcm.core.store.mongo;

import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.store.FreezeStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "mongo.uri", matches = ".+")
class RealMongoFreezeStoreTest extends FreezeStoreContract {
    private final TestMongo mongo = TestMongo.atUri();
    private final MongoFreezeStore store = mongo.connection().freezes();
    private final MongoOperationStore operations = mongo.connection().operations();

    @Override
    protected FreezeStore store() {
        return store;
    }

    @Override
    protected OperationStore operations() {
        return operations;
    }

    @AfterEach
    void close() {
        mongo.close();
    }
}
