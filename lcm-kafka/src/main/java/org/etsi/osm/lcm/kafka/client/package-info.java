/**
 * What an operator's tool does over Kafka: asks verbs, follows transitions, and publishes what NBI would. Depends on
 * the wire formats and on Kafka's clients; never on the engine or on a database.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.client;

import org.jspecify.annotations.NullMarked;
