package org.etsi.osm.lcm.ro.vim.sim.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.concurrent.atomic.AtomicInteger;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;

/** A MongoDB in this process, and accounts in it that were never used before. */
public final class TestMongo implements AutoCloseable {
    private final AtomicInteger accounts = new AtomicInteger();
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());

    public TestMongo() {
        MongoSimVimState.createIndexes(database());
    }

    public MongoDatabase database() {
        return client.getDatabase("osm");
    }

    SimVimState emptyState() {
        return new MongoSimVimState(database(), "account-" + accounts.incrementAndGet());
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
