package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.UUID;

/** A database for one test: of a server in this JVM, or a fresh one of the server that {@code mongo.uri} names. */
final class TestMongo implements AutoCloseable {
    private final MongoConnection connection;
    private final Runnable end;

    private TestMongo(String uri, Runnable end) {
        this.connection = MongoConnection.open(uri, "lcm_test_" + UUID.randomUUID(), Duration.ofSeconds(30));
        this.end = end;
    }

    static TestMongo embedded() {
        var server = new MongoServer(new MemoryBackend());
        return new TestMongo(server.bindAndGetConnectionString(), server::shutdownNow);
    }

    static TestMongo atUri() {
        return new TestMongo(System.getProperty("mongo.uri"), () -> {});
    }

    MongoConnection connection() {
        return connection;
    }

    MongoDatabase database() {
        return connection.database();
    }

    @Override
    public void close() {
        database().drop();
        connection.close();
        end.run();
    }
}
