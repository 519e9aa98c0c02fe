/** The LCM as containers beside a real Kafka and a real MongoDB, under real faults. It may use everything. */
@NullMarked
package org.etsi.osm.lcm.containers;

import org.jspecify.annotations.NullMarked;
