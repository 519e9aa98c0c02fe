package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The record of an instance of a VDU: one server.
 *
 * @param index its place in the VNF's record
 * @param isPdu a physical one, which is left alone
 * @param isLeaving marked for deletion
 * @param isDeployed a VIM has, or had, a server for it: addresses in the record may be what that one got
 * @param storages {@code virtual-storages} as they are, each a {@link VirtualStorage}
 * @param sharedVolumes ids of those of the NS's shared volumes that it has
 */
public record Vdur(
        String id,
        int index,
        String vdu,
        String name,
        int count,
        boolean isPdu,
        boolean isLeaving,
        boolean isDeleted,
        boolean isDeployed,
        boolean bootDataDrive,
        @Nullable String image,
        List<String> alternativeImages,
        @Nullable String flavor,
        List<String> affinityGroups,
        List<Node> storages,
        List<String> sharedVolumes,
        List<Interface> interfaces,
        @Nullable String address,
        @Nullable Integer configUnits,
        Value.Obj additionalParams,
        List<VimInfo> atVims,
        @Nullable String legacyVimId,
        String where) {

    /**
     * An interface.
     *
     * @param isFixed its address in the record was asked for
     */
    public record Interface(
            int index,
            String name,
            @Nullable Integer position,
            @Nullable String nsLink,
            @Nullable String vnfLink,
            @Nullable String externalPoint,
            @Nullable String internalPoint,
            String type,
            boolean isVduManagement,
            boolean isVnfManagement,
            PublicAddress floatingIp,
            @Nullable String address,
            @Nullable String mac,
            boolean isFixed,
            boolean isMacFixed,
            @Nullable Boolean portSecurity,
            @Nullable String portSecurityStrategy,
            String where) {

        /** Whether it goes past the hypervisor to a physical network. */
        public boolean isDataplane() {
            return switch (type.toUpperCase(Locale.ROOT)) {
                case "SR-IOV", "VF", "PCI-PASSTHROUGH", "PF" -> true;
                default -> false;
            };
        }

        /** Whether OSM takes it for management. */
        public boolean isManagement() {
            return !isDataplane() && (isVduManagement || isVnfManagement || type.equalsIgnoreCase("OM-MGMT"));
        }
    }

    static Vdur read(Node vdur, int index) {
        var vdu = vdur.text("vdu-id-ref");
        var name = vdur.textOrNull("vdu-name");
        var id = vdur.textOrNull("_id");
        var otherId = vdur.textOrNull("id");
        var status = vdur.textOrNull("status");
        var atVims = VimInfo.read(vdur);
        var vimId = vdur.textOrNull("vim-id");
        boolean isDeployed = !atVims.isEmpty() || vimId != null || status != null;
        return new Vdur(
                id == null ? (otherId == null ? vdu + "-" + index : otherId) : id,
                index,
                vdu,
                name == null ? vdu : name,
                vdur.count("count-index", 0).orElse(0),
                vdur.find("pdu-type").isPresent(),
                "DELETING".equals(status),
                "DELETED".equals(status),
                isDeployed,
                vdur.isTrue("boot-data-drive"),
                vdur.textOrNull("ns-image-id"),
                vdur.texts("alt-image-ids"),
                vdur.textOrNull("ns-flavor-id"),
                vdur.texts("affinity-or-anti-affinity-group-id"),
                vdur.maps("virtual-storages"),
                vdur.texts("shared-volumes-id"),
                interfaces(vdur, isDeployed),
                vdur.textOrNull("ip-address"),
                vdur.count("config-units", 1).orElse(null),
                vdur.object("additionalParams"),
                atVims,
                vimId,
                vdur.where());
    }

    private static List<Interface> interfaces(Node vdur, boolean isDeployed) {
        var found = new ArrayList<Interface>();
        for (Node iface : vdur.maps("interfaces")) {
            var type = iface.textOrNull("type");
            found.add(new Interface(
                    found.size(),
                    iface.text("name"),
                    iface.count("position", 0).orElse(null),
                    iface.textOrNull("ns-vld-id"),
                    iface.textOrNull("vnf-vld-id"),
                    iface.textOrNull("external-connection-point-ref"),
                    iface.textOrNull("internal-connection-point-ref"),
                    type == null ? "PARAVIRT" : type,
                    iface.isTrue("mgmt-interface"),
                    iface.isTrue("mgmt-vnf"),
                    PublicAddress.read(iface, "floating-ip-required"),
                    iface.textOrNull("ip-address"),
                    iface.textOrNull("mac-address"),
                    !isDeployed || iface.isTrue("fixed-ip"),
                    !isDeployed || iface.isTrue("fixed-mac"),
                    iface.truthOrNull("port-security-enabled"),
                    iface.textOrNull("port-security-disable-strategy"),
                    iface.where()));
        }
        return found;
    }
}
