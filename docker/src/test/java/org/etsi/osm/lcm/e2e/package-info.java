/** The whole LCM in one JVM, met as NBI and operators meet it: by Kafka and by OSM's records. It may use everything. */
@NullMarked
package org.etsi.osm.lcm.e2e;

import org.jspecify.annotations.NullMarked;
