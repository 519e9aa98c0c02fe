/**
 * The state machine of the LCM and what it needs from the outside, as ports. It depends on the JDK and JSpecify; its
 * I/O is confined to packages named {@code store}.
 */
@NullMarked
package org.etsi.osm.lcm.core;

import org.jspecify.annotations.NullMarked;
