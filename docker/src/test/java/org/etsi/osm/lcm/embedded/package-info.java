/**
 * Tests of the embedded broker and store, by the clients that the product uses. They depend on MongoDB's driver and
 * Kafka's clients.
 */
@NullMarked
package org.etsi.osm.lcm.embedded;

import org.jspecify.annotations.NullMarked;
