/** The simulated VCA's state in MongoDB. It may depend on the driver, the simulated VCA and the JSON of the wire. */
@NullMarked
package org.etsi.osm.lcm.n2vc.vca.sim.store;

import org.jspecify.annotations.NullMarked;
