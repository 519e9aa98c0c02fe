package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;

/** A rule for where servers may stand: {@code affinity}, {@code anti-affinity} or their soft forms. */
public record ServerGroupSpec(String name, String policy) implements Spec {
    @Override
    public Kind kind() {
        return Kind.SERVER_GROUP;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder().with(Attribute.POLICY, policy).build();
    }
}
