package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.planning.PackageFiles;

/** What there is of OSM on one connection. Thread-safe. */
public final class OsmStores {
    private final MongoDatabase database;
    private final Counters counters;

    public OsmStores(MongoConnection connection, Counters counters) {
        this.database = connection.database();
        this.counters = counters;
    }

    public Installation installation() {
        return new Installation(database);
    }

    /** Asks the database for the installation's id. */
    public OsmRecords records() {
        return new OsmRecords(database, installation().id(), counters, Clock.systemUTC());
    }

    public StoredAlerts alerts(OsmRecords records) {
        return new StoredAlerts(database, records);
    }

    public StoredDueRepairs repairs() {
        return new StoredDueRepairs(database, Clock.systemUTC());
    }

    public OsmOperationRecords operations(String worker) {
        return new OsmOperationRecords(database, worker, Clock.systemUTC());
    }

    public PackageFiles packages(String bucket) {
        return new StoredPackages(database, bucket);
    }
}
