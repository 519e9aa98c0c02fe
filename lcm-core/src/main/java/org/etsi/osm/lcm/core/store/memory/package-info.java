/**
 * The stores in memory, for tests and for the simulation, which makes them fail as real ones do. Depends on the model,
 * the ports and the adapter's ledger.
 */
@NullMarked
package org.etsi.osm.lcm.core.store.memory;

import org.jspecify.annotations.NullMarked;
