/**
 * What travels over Kafka, as bytes and back: our own JSON messages (design, section 4) and OSM's YAML. Depends on the
 * model and the ports of the core; knows nothing of Kafka itself.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.wire;

import org.jspecify.annotations.NullMarked;
