package org.etsi.osm.lcm.core.engine;

import java.util.List;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Operation;

/**
 * What an event leads to: the next snapshot, to be stored first, and what is done once it is stored.
 *
 * @param next the very same object as before, if nothing has changed
 * @param reasons why things were done or left, for the log
 */
public record Decision(Operation next, List<Effect> effects, List<String> reasons) {
    public Decision {
        effects = List.copyOf(effects);
        reasons = List.copyOf(reasons);
    }
}
