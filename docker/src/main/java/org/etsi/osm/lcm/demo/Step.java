package org.etsi.osm.lcm.demo;

import org.etsi.osm.lcm.core.model.Value;

/** One step of the demo: what had to be, and what was found. */
record Step(String name, String expected, String observed, boolean ok, double seconds) {
    Value json() {
        return Value.Obj.EMPTY
                .with("name", name)
                .with("expected", expected)
                .with("observed", observed)
                .with("ok", ok)
                .with("seconds", new Value.Dec(Math.round(seconds * 10) / 10.0));
    }

    /** A step that the demo never came to. */
    static Step notReached(String name) {
        return new Step(name, "to be reached", "an earlier step was not ok", false, 0);
    }
}
