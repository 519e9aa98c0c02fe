/** What the tests of all stores share. Depends on the ports, never on an implementation. */
@NullMarked
package org.etsi.osm.lcm.core.store;

import org.jspecify.annotations.NullMarked;
