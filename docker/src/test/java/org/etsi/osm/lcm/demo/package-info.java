/** The main job as a whole: processes, deaths, and what is left at the VIM. It may use everything. */
@NullMarked
package org.etsi.osm.lcm.demo;

import org.jspecify.annotations.NullMarked;
