package org.etsi.osm.lcm.core.store.mongo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.StoreSamples;
import org.junit.jupiter.api.Test;

class EmbeddedMongoOperationStoreTest extends MongoStoreContract {

    EmbeddedMongoOperationStoreTest() {
        super(TestMongo.embedded());
    }

    /**
     * mongo-java-server's memory backend answers with the document itself, which the next update changes before the
     * answer is encoded. MongoDB's own engine and the embedded store take all eight.
     */
    @Override
    protected int contenders() {
        return 1;
    }

    @Test
    void shouldSayThatTheStoreIsAway() {
        try (var nobody = MongoConnection.open("mongodb://127.0.0.1:1", "lcm", Duration.ofMillis(200))) {
            var write = new Write.Insert(StoreSamples.accepted("op-1", new Ownership(0, 1, "engine")));

            assertThatThrownBy(() -> nobody.operations().write(List.of(write)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("it is tried again");
            assertThatThrownBy(() -> nobody.operations().beginEpoch(0)).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
