/**
 * What the N2VC adapter asks of a VNF configuration agent (VCA), whatever its technology. It may depend on the core's
 * values, the JDK and JSpecify.
 */
@NullMarked
package org.etsi.osm.lcm.n2vc.vca;

import org.jspecify.annotations.NullMarked;
