package org.etsi.osm.lcm.n2vc.vca.sim.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.UUID;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaContract;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** On MongoDB's own engine where {@code mongo.uri} names one, else on a stand-in within this process. */
class MongoSimVcaTest extends SimVcaContract {
    private final @Nullable MongoServer standIn =
            System.getProperty("mongo.uri", "").isEmpty() ? new MongoServer(new MemoryBackend()) : null;
    private final MongoClient client = MongoClients.create(
            standIn == null ? System.getProperty("mongo.uri", "") : standIn.bindAndGetConnectionString());
    private final MongoDatabase database = client.getDatabase("vca-" + UUID.randomUUID());

    @AfterEach
    void close() {
        database.drop();
        client.close();
        if (standIn != null) {
            standIn.shutdownNow();
        }
    }

    /** A new one each time: nothing may be kept in memory. */
    @Override
    protected SimVcaState state() {
        return new MongoSimVcaState(database);
    }
}
