/**
 * The roles as running services: the driven loops with a thread each, wired to Kafka and MongoDB. May use everything
 * else of this module; nothing but the distribution and the adapters use it.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.service;

import org.jspecify.annotations.NullMarked;
