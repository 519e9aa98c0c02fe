/**
 * What every adapter runs, whatever it works on. It may depend on the core's adapter loop, the task catalogue, settings
 * and the bus; never on the engine, on intake or on OSM's records.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.adapter;

import org.jspecify.annotations.NullMarked;
