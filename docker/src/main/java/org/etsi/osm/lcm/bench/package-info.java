/**
 * What the engine costs, measured beside a loop without one. It may depend on everything that the distribution holds,
 * but speaks to Kafka and MongoDB only through its packages embedded and store.
 */
@NullMarked
package org.etsi.osm.lcm.bench;

import org.jspecify.annotations.NullMarked;
