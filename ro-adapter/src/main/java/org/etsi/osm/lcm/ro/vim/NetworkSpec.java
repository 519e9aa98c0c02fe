package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network without its subnets; the provider part is null where the VIM shall choose. */
public record NetworkSpec(
        String name,
        boolean shared,
        @Nullable Boolean portSecurity,
        @Nullable String networkType,
        @Nullable String physicalNetwork,
        @Nullable Integer segmentationId)
        implements Spec {
    /** A plain tenant network. */
    public static NetworkSpec named(String name) {
        return new NetworkSpec(name, false, null, null, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.NETWORK;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.SHARED, shared)
                .with(Attribute.PORT_SECURITY, portSecurity)
                .with(Attribute.NETWORK_TYPE, networkType)
                .with(Attribute.PHYSICAL_NETWORK, physicalNetwork)
                .with(Attribute.SEGMENTATION_ID, segmentationId)
                .build();
    }
}
