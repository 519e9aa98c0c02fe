package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
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

    /** VIM accounts as intake removes them. */
    public OsmAccountRecords accounts(String worker) {
        return new OsmAccountRecords(database, worker, Clock.systemUTC());
    }

    /** Placements; {@code publisher} has to be thread-safe. */
    public OsmPlacements placements(Consumer<OsmSide.Message> publisher) {
        return new OsmPlacements(database, publisher, Clock.systemUTC());
    }

    /** Why the LCM mustn't start on this database yet; nothing if it may. */
    public Optional<String> objection() {
        return new OsmVersion(database).objection();
    }

    public PackageFiles packages(String bucket) {
        return new StoredPackages(database, bucket);
    }
}
