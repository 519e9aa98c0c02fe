package org.etsi.osm.lcm.kafka.osm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;

/** Writes updates of OSM's records; implemented in the package store. Thread-safe. */
public interface OsmRecordWriter {

    /**
     * Makes the updates of each snapshot, in order; durable on return. Those that OSM's records have no place for are
     * left out and logged: one bad record never holds up the others.
     */
    void write(List<Shown> shown);

    /** Sets fields of an operation's own record, if it isn't at an end already; durable on return. */
    void end(OperationId operation, Map<String, Value> set);

    /** Who showed an NS last; nothing if it has no record. */
    Optional<Seen> seen(String nsInstanceId);

    /**
     * Makes those of the updates that are about the NS's record, if it is still as it was seen; durable on return.
     *
     * @return whether the record shows the snapshot now
     */
    boolean repair(Shown shown, Seen seen);

    /**
     * What the record of an NS says of who showed it last.
     *
     * @param isOurs it was this installation
     * @param installation empty if nobody has
     */
    record Seen(boolean isOurs, String installation, long epoch, String operation, long revision) {}

    /** A snapshot and what shows it. */
    record Shown(Operation snapshot, List<RecordUpdate> updates) {
        public Shown {
            updates = List.copyOf(updates);
        }
    }
}
