/**
 * A Kafka broker and a MongoDB-compatible store inside this process, on disk, so that nothing else need be installed.
 * It depends on Kafka's server, mongo-java-server and its MVStore, and on nothing of ours.
 */
@NullMarked
package org.etsi.osm.lcm.embedded;

import org.jspecify.annotations.NullMarked;
