package org.etsi.osm.lcm.core.store.mongo;

class EmbeddedMongoLedgerStoreTest extends MongoLedgerContract {

    EmbeddedMongoLedgerStoreTest() {
        super(TestMongo.embedded());
    }
}
