package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Plan;

class ExplorationTest {
    public static void main(String[] a) {
        var shapes = new java.util.LinkedHashMap<String, Plan>();
        shapes.put("one", Plans.each(Plans.wide(1), t -> Plans.retried(t, 2)));
        shapes.put("pair", Plans.each(Plans.wide(2), t -> Plans.retried(t, 2)));
        shapes.put("chain2", Plans.each(Plans.chain(2), t -> Plans.retried(t, 2)));
        shapes.put("chain3", Plans.each(Plans.chain(3), t -> Plans.retried(t, 2)));
        for (String s : a[0].split(","))
            for (FailurePolicy p : a.length > 2
                    ? FailurePolicy.valueOf(a[2]) == null ? null : new FailurePolicy[] {FailurePolicy.valueOf(a[2])}
                    : FailurePolicy.values())
                System.out.println(
                        new Explorer(new Explorer.World(s, shapes.get(s), p, 0, Integer.parseInt(a[1]))).explore());
    }
}
