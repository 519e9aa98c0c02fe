/**
 * The loop that every adapter runs, without its I/O: the ledger that is its queue, the attempts that work from it, and
 * the ports they need. Depends on the model and on the ports of the core, never on the engine.
 */
@NullMarked
package org.etsi.osm.lcm.core.adapter;

import org.jspecify.annotations.NullMarked;
