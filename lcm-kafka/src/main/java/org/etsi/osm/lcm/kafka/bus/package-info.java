/**
 * Kafka behind the ports of the driven loops: subscriptions, acknowledged sending, topics and partitions. Depends on
 * the wire formats and on the core's ports; it decides nothing.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.bus;

import org.jspecify.annotations.NullMarked;
