/** The bench's side of MongoDB: what it counts, and what the bare loop writes. It may depend on the driver alone. */
@NullMarked
package org.etsi.osm.lcm.bench.store;

import org.jspecify.annotations.NullMarked;
