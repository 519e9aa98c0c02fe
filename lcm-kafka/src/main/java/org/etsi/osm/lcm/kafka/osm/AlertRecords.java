package org.etsi.osm.lcm.kafka.osm;

import org.etsi.osm.lcm.core.model.Operation;

/**
 * What OSM's monitoring watches; implemented in the package store. Either method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}, and may be repeated. Thread-safe.
 */
public interface AlertRecords {

    /** Has the NS watched, if this operation is the last that its record shows; alerts that are there stay. */
    void create(Operation instantiated);

    /** Ends it. */
    void remove(String nsInstanceId);
}
