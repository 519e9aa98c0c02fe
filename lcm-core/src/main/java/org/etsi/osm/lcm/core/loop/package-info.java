/**
 * The engine's loop without its I/O: it is driven turn by turn, owns no thread, clock or executor, and keeps the
 * shell's order: poll, decide, store, send, commit. Depends on the model, the engine and the ports.
 */
@NullMarked
package org.etsi.osm.lcm.core.loop;

import org.jspecify.annotations.NullMarked;
