package org.etsi.osm.lcm.ro.vim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The IP profile of a network. {@code gateway} null means the VIM's default, empty means none. {@code allocationStart}
 * and {@code allocationCount} narrow the addresses handed out; null leaves them all.
 */
public record SubnetSpec(
        String name,
        String networkId,
        int ipVersion,
        String cidr,
        @Nullable String gateway,
        List<String> dns,
        boolean dhcp,
        @Nullable String allocationStart,
        @Nullable Integer allocationCount,
        @Nullable String ipv6AddressMode)
        implements Spec {
    public SubnetSpec {
        dns = List.copyOf(dns);
        if (ipVersion != 4 && ipVersion != 6) {
            throw new IllegalArgumentException(
                    "Expected IP version 4 or 6, but subnet '" + name + "' asks for " + ipVersion);
        }
    }

    /** A DHCP subnet with the VIM's default gateway. */
    public static SubnetSpec of(String name, String networkId, String cidr) {
        int version = cidr.contains(":") ? 6 : 4;
        return new SubnetSpec(name, networkId, version, cidr, null, List.of(), true, null, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.SUBNET;
    }

    @Override
    public Map<Attribute, List<String>> attributes() {
        return new Attribute.Builder()
                .with(Attribute.NETWORK_ID, networkId)
                .with(Attribute.IP_VERSION, ipVersion)
                .with(Attribute.CIDR, cidr)
                .with(Attribute.GATEWAY, gateway)
                .ordered(Attribute.DNS, dns)
                .with(Attribute.DHCP, dhcp)
                .with(Attribute.ALLOCATION_START, allocationStart)
                .with(Attribute.ALLOCATION_COUNT, allocationCount)
                .with(Attribute.IPV6_ADDRESS_MODE, ipv6AddressMode)
                .build();
    }
}
