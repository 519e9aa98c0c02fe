/** The simulation at work: many seeds, and planted bugs that it has to find. May depend on what it depends on. */
@NullMarked
package org.etsi.osm.lcm.simulation;

import org.jspecify.annotations.NullMarked;
