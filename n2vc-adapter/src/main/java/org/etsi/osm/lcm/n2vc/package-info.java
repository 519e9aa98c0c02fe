/**
 * The N2VC adapter: unit operations on the configuration of VNFs. It may depend on the wire types, the task catalogue
 * and the adapter loop; never on the engine or on another adapter.
 */
@NullMarked
package org.etsi.osm.lcm.n2vc;

import org.jspecify.annotations.NullMarked;
