/** The TLA+ model of {@code docs/model}, checked by TLC. */
@NullMarked
package org.etsi.osm.lcm.model;

import org.jspecify.annotations.NullMarked;
