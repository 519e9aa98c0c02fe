/**
 * OSM's topic {@code admin}: the LCM's pings to itself, and the file by which OSM's health check judges it. Depends on
 * the bus; driven by the service.
 */
@NullMarked
package org.etsi.osm.lcm.kafka.admin;

import org.jspecify.annotations.NullMarked;
