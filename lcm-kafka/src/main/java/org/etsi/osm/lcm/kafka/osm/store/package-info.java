/**
 * OSM's collections in MongoDB: read whole as values, written by targeted updates only. With the stores of the core,
 * the only place that knows the driver; it decides nothing.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.osm.store;

import org.jspecify.annotations.NullMarked;
