package org.etsi.osm.lcm.tasks.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the request to instantiate says.
 *
 * @param links by name
 * @param vnfs by member index
 */
public record InstantiateParameters(
        @Nullable String vimAccount, List<String> sshKeys, Map<String, Link> links, Map<String, Vnf> vnfs) {

    /**
     * What is said of a link.
     *
     * @param addresses by connection point: {@code member/point} for a link of the NS, {@code point} for one of a VNF
     */
    public record Link(
            PerAccount networkName,
            PerAccount networkId,
            @Nullable IpProfile profile,
            @Nullable ProviderNetwork provider,
            Map<String, String> addresses) {
        public static final Link UNSAID = new Link(PerAccount.NONE, PerAccount.NONE, null, null, Map.of());
    }

    /** What is said of a VNF; links by name, VDUs by id. */
    public record Vnf(@Nullable String vimAccount, Map<String, Link> links, Map<String, Vdu> vdus) {
        public static final Vnf UNSAID = new Vnf(null, Map.of(), Map.of());
    }

    /** What is said of a VDU; interfaces by name, ids of volumes that the VIM has by the names of storages. */
    public record Vdu(
            @Nullable String flavorId,
            @Nullable String flavorName,
            @Nullable String instanceName,
            @Nullable String securityGroup,
            Map<String, String> volumes,
            Map<String, Interface> interfaces) {
        public static final Vdu UNSAID = new Vdu(null, null, null, null, Map.of(), Map.of());
    }

    /** What is said of an interface. */
    public record Interface(
            @Nullable String address, @Nullable String mac, PublicAddress floatingIp) {
        public static final Interface UNSAID = new Interface(null, null, PublicAddress.UNSAID);
    }

    public static InstantiateParameters read(Value.Obj parameters) {
        var root = Node.document("operationParams", parameters);
        var vnfs = new LinkedHashMap<String, Vnf>();
        root.maps("vnf").forEach(vnf -> vnfs.put(vnf.text("member-vnf-index"), vnf(vnf)));
        return new InstantiateParameters(
                root.textOrNull("vimAccountId"), root.texts("ssh_keys"), links(root, "vld"), vnfs);
    }

    private static Vnf vnf(Node vnf) {
        var vdus = new LinkedHashMap<String, Vdu>();
        vnf.maps("vdu").forEach(vdu -> vdus.put(vdu.text("id"), vdu(vdu)));
        return new Vnf(vnf.textOrNull("vimAccountId"), links(vnf, "internal-vld"), vdus);
    }

    private static Vdu vdu(Node vdu) {
        var interfaces = new LinkedHashMap<String, Interface>();
        for (Node iface : vdu.maps("interface")) {
            interfaces.put(
                    iface.text("name"),
                    new Interface(
                            iface.textOrNull("ip-address"),
                            iface.textOrNull("mac-address"),
                            PublicAddress.read(iface, "floating-ip-required")));
        }
        var volumes = new LinkedHashMap<String, String>();
        vdu.maps("volume").forEach(volume -> volumes.put(volume.text("name"), volume.text("vim-volume-id")));
        return new Vdu(
                vdu.textOrNull("vim-flavor-id"),
                vdu.textOrNull("vim-flavor-name"),
                vdu.textOrNull("instance_name"),
                vdu.textOrNull("security-group-name"),
                volumes,
                interfaces);
    }

    private static Map<String, Link> links(Node in, String name) {
        var links = new LinkedHashMap<String, Link>();
        for (Node link : in.maps(name)) {
            var addresses = new LinkedHashMap<String, String>();
            link.maps("vnfd-connection-point-ref")
                    .forEach(point -> address(
                            point,
                            point.text("member-vnf-index-ref") + "/" + point.text("vnfd-connection-point-ref"),
                            addresses));
            link.maps("internal-connection-point").forEach(point -> address(point, point.text("id-ref"), addresses));
            links.put(
                    link.text("name"),
                    new Link(
                            PerAccount.read(link, "vim-network-name"),
                            PerAccount.read(link, "vim-network-id"),
                            link.find("ip-profile").map(IpProfile::ofRequest).orElse(null),
                            ProviderNetwork.read(link),
                            addresses));
        }
        return links;
    }

    private static void address(Node point, String key, Map<String, String> into) {
        var address = point.textOrNull("ip-address");
        if (address != null) {
            into.put(key, address);
        }
    }
}
