package org.etsi.osm.lcm.containers;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;

/** What the tests of special cases found, one line each; published anew whenever one is added. */
final class SpecialFigures {
    private static final List<Value> FOUND = new ArrayList<>();

    private SpecialFigures() {}

    /**
     * @param recoveryMs from the fault's end until every operation moved again
     * @param end of the operation that was interrupted
     */
    static synchronized void add(String fault, long recoveryMs, String end) {
        FOUND.add(Value.Obj.EMPTY
                .with("fault", fault)
                .with("recoveryMs", recoveryMs)
                .with("end", end));
        Figures.publish("containers-special", Value.Obj.EMPTY.with("faults", Value.list(List.copyOf(FOUND))));
    }
}
