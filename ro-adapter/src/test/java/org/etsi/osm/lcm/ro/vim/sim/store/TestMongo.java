package org.etsi.osm.lcm.ro.vim.sim.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.etsi.osm.lcm.ro.vim.sim.SimVimState;
import org.jspecify.annotations.Nullable;

/**
 * A database that was never used before, and accounts in it: of MongoDB's own engine where {@code mongo.uri} names one,
 * else of a stand-in within this process.
 */
public final class TestMongo implements AutoCloseable {
    private final AtomicInteger accounts = new AtomicInteger();
    private final String name = "vim-" + UUID.randomUUID();
    private final @Nullable MongoServer standIn;
    private final MongoClient client;

    public TestMongo() {
        var uri = System.getProperty("mongo.uri", "");
        standIn = uri.isEmpty() ? new MongoServer(new MemoryBackend()) : null;
        client = MongoClients.create(standIn == null ? uri : standIn.bindAndGetConnectionString());
        MongoSimVimState.createIndexes(database());
    }

    public MongoDatabase database() {
        return client.getDatabase(name);
    }

    SimVimState emptyState() {
        return new MongoSimVimState(database(), "account-" + accounts.incrementAndGet());
    }

    @Override
    public void close() {
        database().drop();
        client.close();
        if (standIn != null) {
            standIn.shutdownNow();
        }
    }
}
