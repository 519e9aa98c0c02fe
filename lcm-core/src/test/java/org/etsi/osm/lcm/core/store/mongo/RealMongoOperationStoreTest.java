package org.etsi.osm.lcm.core.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
        named = "mongo.uri",
        matches = ".+",
        disabledReason = "Expected -Dmongo.uri=mongodb://… to name a real MongoDB, but it is absent (see .ci/mongo)")
class RealMongoOperationStoreTest extends MongoStoreContract {

    RealMongoOperationStoreTest() {
        super(TestMongo.atUri());
    }

    @Test
    void shouldChangeTheRetention() {
        mongo().connection().operations().prepare(Duration.ofDays(7));

        assertThat(mongo().database()
                        .getCollection("lcm_operations")
                        .listIndexes(BsonDocument.class)
                        .into(new ArrayList<>()))
                .anySatisfy(index -> assertThat(index.getNumber("expireAfterSeconds", new BsonInt64(0))
                                .longValue())
                        .isEqualTo(Duration.ofDays(7).toSeconds()));
    }
}
