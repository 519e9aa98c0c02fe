/**
 * What OSM gets to see of an operation, worked out of its snapshot: updates of OSM's records and final messages. Pure;
 * the package store beneath it does the reading and writing.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.osm;

import org.jspecify.annotations.NullMarked;
