package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Optional;
import org.bson.BsonDocument;
import org.etsi.osm.lcm.core.model.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The document by which OSM says whether its database may be used ({@code admin/version}). Thread-safe. */
final class OsmVersion {
    private static final Logger LOG = LoggerFactory.getLogger(OsmVersion.class);

    private final MongoDatabase database;

    OsmVersion(MongoDatabase database) {
        this.database = database;
    }

    /** A database that says nothing is one that no NBI has set up; it is ours alone. */
    Optional<String> objection() {
        Optional<Value.Obj> version = BsonValues.call(
                "read admin/version",
                () -> Optional.ofNullable(database.getCollection("admin", BsonDocument.class)
                                .find(Filters.eq("_id", "version"))
                                .first())
                        .map(BsonValues::read));
        if (version.isEmpty()) {
            LOG.info("Database {} has no admin/version: no NBI has set it up", database.getName());
            return Optional.empty();
        }
        String status = version.get().text("status").orElse("");
        return status.equals("ENABLED")
                ? Optional.empty()
                : Optional.of("Expected status of admin/version in database " + database.getName()
                        + " to be ENABLED, but it is '" + status + "'");
    }
}
