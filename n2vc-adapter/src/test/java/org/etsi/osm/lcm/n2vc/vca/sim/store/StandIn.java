package org.etsi.osm.lcm.n2vc.vca.sim.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database of its own: on MongoDB's engine where {@code mongo.uri} names one, else within this process. */
final class StandIn implements AutoCloseable {
    private final @Nullable MongoServer server =
            System.getProperty("mongo.uri", "").isEmpty() ? new MongoServer(new MemoryBackend()) : null;
    private final MongoClient client = MongoClients.create(
            server == null ? System.getProperty("mongo.uri", "") : server.bindAndGetConnectionString());
    final MongoDatabase database = client.getDatabase("vca-" + UUID.randomUUID());

    @Override
    public void close() {
        database.drop();
        client.close();
        if (server != null) {
            server.shutdownNow();
        }
    }
}
