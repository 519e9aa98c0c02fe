/**
 * The RO adapter: unit operations on the resources of a VIM. It may depend on the wire types, the task catalogue and
 * the adapter loop; never on the engine or on another adapter.
 */
@NullMarked
package org.etsi.osm.lcm.ro;

import org.jspecify.annotations.NullMarked;
