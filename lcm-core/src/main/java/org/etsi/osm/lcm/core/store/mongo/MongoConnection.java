package org.etsi.osm.lcm.core.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One client of one database, and the stores on it. Writes are acknowledged by the majority and journaled, reads come
 * from the primary with majority; every call has a limit. Thread-safe; closing it ends all its stores.
 */
public final class MongoConnection implements AutoCloseable {
    private final MongoClient client;
    private final MongoDatabase database;

    private MongoConnection(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    /**
     * Connects in the background: the first call waits for it.
     *
     * @param uri as MongoDB defines it; what it says of retries and topology holds, read and write concern are ours
     * @param callLimit after which a call is given up with its outcome unknown
     */
    public static MongoConnection open(String uri, String database, Duration callLimit) {
        return open(uri, database, callLimit, List.of());
    }

    /** The same, with listeners that are told of every command; for figures. */
    public static MongoConnection open(
            String uri, String database, Duration callLimit, List<? extends CommandListener> listeners) {
        long limitMs = callLimit.toMillis();
        var durable = WriteConcern.MAJORITY.withJournal(true).withWTimeout(limitMs, TimeUnit.MILLISECONDS);
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applicationName("osm-lcm")
                .writeConcern(durable)
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .applyToClusterSettings(c -> c.serverSelectionTimeout(limitMs, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(s -> s.connectTimeout(Math.min(limitMs, 10_000), TimeUnit.MILLISECONDS)
                        .readTimeout(limitMs, TimeUnit.MILLISECONDS));
        listeners.forEach(settings::addCommandListener);
        MongoClient client = MongoClients.create(settings.build());
        return new MongoConnection(client, client.getDatabase(database));
    }

    /** For the packages named store of other modules. */
    public MongoDatabase database() {
        return database;
    }

    public MongoOperationStore operations() {
        return new MongoOperationStore(database, Clock.systemUTC());
    }

    public MongoFreezeStore freezes() {
        return new MongoFreezeStore(database);
    }

    public MongoOperationQueries queries() {
        return new MongoOperationQueries(database);
    }

    /** A ledger in a collection of its own, such as {@code lcm_ro_ledger}. */
    public MongoLedgerStore ledger(String collection) {
        return new MongoLedgerStore(database, collection);
    }

    public MongoOrphanStore orphans() {
        return new MongoOrphanStore(database);
    }

    @Override
    public void close() {
        client.close();
    }
}
