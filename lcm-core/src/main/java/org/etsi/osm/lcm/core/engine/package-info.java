/**
 * The pure decision: what an operation becomes when something happens to it, and what has to be done then. No I/O,
 * clock, randomness, thread or logging; depends on the model only.
 */
@NullMarked
package org.etsi.osm.lcm.core.engine;

import org.jspecify.annotations.NullMarked;
