/**
 * The LCM service: the core's ports over Kafka and MongoDB. It may depend on the core, the catalogue, the Kafka client
 * and, in packages named {@code store}, the database driver.
 */
@NullMarked
package org.etsi.osm.lcm.kafka;

import org.jspecify.annotations.NullMarked;
