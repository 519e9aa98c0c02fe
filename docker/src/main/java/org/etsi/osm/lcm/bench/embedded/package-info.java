/**
 * The two loops that the bench measures: the real one, and a bare one of the same I/O. It may depend on Kafka's
 * clients, on lcm-kafka, and on the bench's store.
 */
@NullMarked
package org.etsi.osm.lcm.bench.embedded;

import org.jspecify.annotations.NullMarked;
