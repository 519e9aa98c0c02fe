/**
 * Planning off the engine's loop: reads the records, lets the planners work, stores the plan. Depends on the planners
 * and on the readers of OSM's records.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.planning;

import org.jspecify.annotations.NullMarked;
