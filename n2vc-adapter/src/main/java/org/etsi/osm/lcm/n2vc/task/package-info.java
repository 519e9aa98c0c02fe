/**
 * How the N2VC adapter does each task type of the catalogue. It may depend on the adapter loop, the task catalogue and
 * the Vca port.
 */
@NullMarked
package org.etsi.osm.lcm.n2vc.task;

import org.jspecify.annotations.NullMarked;
