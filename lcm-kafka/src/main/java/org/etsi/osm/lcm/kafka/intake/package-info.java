/**
 * The way in: OSM's topics and the operators' verbs, turned into what the engine reads from its inbox. Depends on the
 * bus and the wire formats; what it needs of the databases are ports of its own.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.intake;

import org.jspecify.annotations.NullMarked;
