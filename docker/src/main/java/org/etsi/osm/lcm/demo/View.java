package org.etsi.osm.lcm.demo;

import org.etsi.osm.lcm.core.model.Operation;

/** What a spectator sees. Used by one thread. */
interface View {
    /** What comes next. */
    void title(String text);

    void say(String text);

    /** The operation as it is now; called often. */
    void show(Operation operation);

    void ended(Step step);
}
