package org.etsi.osm.lcm.simulation;

import java.util.List;

/** Scripts of the verbs: each brings an operation to where a verb is legal, and asks for it. */
final class VerbScripts {
    private VerbScripts() {}

    static List<CrashScript> all() {
        return List.of();
    }
}
