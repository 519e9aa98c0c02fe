/**
 * A VCA that runs nothing and records everything: durable, shared by processes, with faults that can be switched on
 * while it runs. It may depend on the ports to VCA and clusters, the JDK and JSpecify; it owns no thread and reads no
 * clock of its own.
 */
@NullMarked
package org.etsi.osm.lcm.n2vc.vca.sim;

import org.jspecify.annotations.NullMarked;
