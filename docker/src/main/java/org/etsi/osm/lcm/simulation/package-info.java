/**
 * The whole system in one thread: the real loops, ledger and handlers over a bus, stores, a clock and a VIM that fail
 * by a seed, with the invariants of the design checked after every event. May depend on everything but Kafka, the
 * database and the command line.
 */
@NullMarked
package org.etsi.osm.lcm.simulation;

import org.jspecify.annotations.NullMarked;
