package org.etsi.osm.lcm.kafka.osm;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;

/** Writes updates of OSM's records; implemented in the package store. Thread-safe. */
public interface OsmRecordWriter {

    /**
     * Makes the updates of each snapshot, in order; durable on return. Those that OSM's records have no place for are
     * left out and logged: one bad record never holds up the others.
     */
    void write(List<Shown> shown);

    /** A snapshot and what shows it. */
    record Shown(Operation snapshot, List<RecordUpdate> updates) {
        public Shown {
            updates = List.copyOf(updates);
        }
    }
}
