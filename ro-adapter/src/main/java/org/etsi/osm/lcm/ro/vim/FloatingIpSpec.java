package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A public address from an external network, for a port. {@code name} is the description, as there is no name. */
public record FloatingIpSpec(
        String name,
        String externalNetworkId,
        @Nullable String portId,
        @Nullable String address) implements Spec {
    @Override
    public Kind kind() {
        return Kind.FLOATING_IP;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.NETWORK_ID, externalNetworkId)
                .with(Attribute.PORT_ID, portId)
                .with(Attribute.ADDRESS, address)
                .build();
    }
}
