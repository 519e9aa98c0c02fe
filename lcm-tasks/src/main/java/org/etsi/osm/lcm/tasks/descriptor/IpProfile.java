package org.etsi.osm.lcm.tasks.descriptor;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a link: from a request's {@code ip-profile} or a descriptor's {@code l3-protocol-data}.
 *
 * @param cidr none where the planner may choose
 * @param allocationCount how many addresses DHCP hands out from {@code allocationStart}
 */
public record IpProfile(
        int ipVersion,
        @Nullable String cidr,
        @Nullable String gateway,
        List<String> dns,
        boolean dhcp,
        @Nullable String allocationStart,
        @Nullable Integer allocationCount,
        @Nullable String ipv6AddressMode) {
    /** What a link has of which nothing is said. */
    public static final IpProfile UNSAID = new IpProfile(4, null, null, List.of(), true, null, null, null);

    private static final Pattern CIDR = Pattern.compile("[0-9A-Fa-f.:]{2,45}/[0-9]{1,3}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    public IpProfile {
        dns = List.copyOf(dns);
    }

    /** From the {@code ip-profile} of a request. */
    static IpProfile ofRequest(Node profile) {
        var cidr = matching(profile, "subnet-address", CIDR, "a subnet such as 10.0.0.0/24");
        var dhcp = profile.find("dhcp-params").orElse(null);
        return new IpProfile(
                version(profile, cidr),
                cidr,
                matching(profile, "gateway-address", ADDRESS, "an address"),
                profile.list("dns-server").stream().map(IpProfile::nameServer).toList(),
                dhcp == null || !Boolean.FALSE.equals(dhcp.truthOrNull("enabled")),
                dhcp == null ? null : matching(dhcp, "start-address", ADDRESS, "an address"),
                dhcp == null ? null : dhcp.count("count", 1).orElse(null),
                profile.textOrNull("ipv6-address-mode"));
    }

    /** From a descriptor's {@code virtual-link-profile}; none if it says nothing of addresses. */
    static @Nullable IpProfile ofDescriptor(Node linkProfile) {
        var data = linkProfile
                .find("virtual-link-protocol-data", "l3-protocol-data")
                .orElse(null);
        if (data == null) {
            return null;
        }
        var cidr = matching(data, "cidr", CIDR, "a subnet such as 10.0.0.0/24");
        return new IpProfile(
                version(data, cidr),
                cidr,
                matching(data, "gateway-ip", ADDRESS, "an address"),
                data.list("dns-server").stream().map(IpProfile::nameServer).toList(),
                !Boolean.FALSE.equals(data.truthOrNull("dhcp-enabled")),
                null,
                null,
                data.textOrNull("ipv6-address-mode"));
    }

    private static String nameServer(Node server) {
        return server.find("address").orElse(server).asText();
    }

    private static int version(Node profile, @Nullable String cidr) {
        var said = profile.textOrNull("ip-version");
        if (said == null) {
            return cidr != null && cidr.contains(":") ? 6 : 4;
        }
        return said.endsWith("6") ? 6 : 4;
    }

    private static @Nullable String matching(Node in, String name, Pattern shape, String what) {
        var node = in.find(name).orElse(null);
        if (node == null) {
            return null;
        }
        if (!shape.matcher(node.asText()).matches()) {
            throw node.expected(what);
        }
        return node.asText();
    }
}
