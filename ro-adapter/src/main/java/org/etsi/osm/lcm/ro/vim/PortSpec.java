package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attachment point on a network. Without {@code fixedIps} the VIM gives one address per IP version it has a subnet
 * for. {@code securityGroups} null means the VIM's default group, empty means none.
 */
public record PortSpec(
        String name,
        String networkId,
        List<String> fixedIps,
        @Nullable String mac,
        @Nullable List<String> securityGroups,
        @Nullable Boolean portSecurity,
        @Nullable String vnicType,
        List<String> allowedPairs)
        implements Spec {
    public PortSpec {
        fixedIps = List.copyOf(fixedIps);
        securityGroups = securityGroups == null ? null : List.copyOf(securityGroups);
        allowedPairs = List.copyOf(allowedPairs);
    }

    /** A port with whatever address and MAC the VIM gives. */
    public static PortSpec on(String name, String networkId) {
        return new PortSpec(name, networkId, List.of(), null, null, null, null, List.of());
    }

    @Override
    public Kind kind() {
        return Kind.PORT;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        var asked = new Attribute.Builder()
                .with(Attribute.NETWORK_ID, networkId)
                .sorted(Attribute.FIXED_IPS, fixedIps)
                .with(Attribute.MAC, mac)
                .with(Attribute.PORT_SECURITY, portSecurity)
                .with(Attribute.VNIC_TYPE, vnicType)
                .sorted(Attribute.ALLOWED_PAIRS, allowedPairs);
        if (securityGroups != null) {
            asked.sorted(Attribute.SECURITY_GROUPS, securityGroups);
        }
        return asked.build();
    }
}
