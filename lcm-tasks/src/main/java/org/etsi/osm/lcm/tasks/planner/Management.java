package org.etsi.osm.lcm.tasks.planner;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * How an element is reached to be configured.
 *
 * @param address a text, a reference to an output, or {@link Value.Nil} where it has none
 * @param server the planned server that has the address; none for a PDU, a KDU and the NS
 */
record Management(Value address, @Nullable PlannedServer server) {
    static final Management NONE = new Management(new Value.Nil(), null);
}
