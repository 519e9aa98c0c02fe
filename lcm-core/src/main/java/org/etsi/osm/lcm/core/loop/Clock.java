package org.etsi.osm.lcm.core.loop;

import org.etsi.osm.lcm.core.model.Moment;

/** What time it is, for a driven loop. */
public interface Clock {
    Moment now();
}
