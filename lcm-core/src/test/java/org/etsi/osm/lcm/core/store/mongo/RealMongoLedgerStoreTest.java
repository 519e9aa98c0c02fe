package org.etsi.osm.lcm.core.store.mongo;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
        named = "mongo.uri",
        matches = ".+",
        disabledReason = "Expected -Dmongo.uri=mongodb://… to name a real MongoDB, but it is absent (see .ci/mongo)")
class RealMongoLedgerStoreTest extends MongoLedgerContract {

    RealMongoLedgerStoreTest() {
        super(TestMongo.atUri());
    }
}
