package org.etsi.osm.lcm.tasks.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The record of a network service.
 *
 * @param links by id
 * @param images by id; empty in records of old
 * @param flavors by id; empty in records of old
 * @param affinityGroups by id
 * @param sharedVolumes by id
 * @param vimAccount the account where everything goes of which nothing else is said
 * @param additionalParams what the operator gave for the NS
 * @param configUnits how many units of its charm there are to be
 * @param deployed what N2VC and the Kubernetes connector deployed
 */
public record Nsr(
        String id,
        String name,
        @Nullable String vimAccount,
        Map<String, Link> links,
        Map<String, Image> images,
        Map<String, Flavor> flavors,
        Map<String, AffinityGroup> affinityGroups,
        Map<String, SharedVolume> sharedVolumes,
        Value.Obj additionalParams,
        @Nullable Integer configUnits,
        Deployed deployed,
        boolean hasForwardingGraph) {

    /** A link between VNFs. */
    public record Link(
            String id,
            String name,
            boolean isManagement,
            PerAccount networkName,
            PerAccount networkId,
            List<VimInfo> atVims) {}

    /** An image that VDUs use. */
    public record Image(
            String id,
            @Nullable String image,
            @Nullable String checksum,
            @Nullable String vimType) {}

    /** A size of server that VDUs use. */
    public record Flavor(
            String id,
            @Nullable String name,
            @Nullable Integer vcpus,
            @Nullable Integer memoryMb,
            @Nullable Integer storageGb,
            Node guestEpa) {}

    /**
     * A rule for where servers stand.
     *
     * @param atVim id of a group that the VIM has, to be used instead
     */
    public record AffinityGroup(
            String id,
            String name,
            @Nullable String type,
            @Nullable String scope,
            @Nullable String atVim,
            List<VimInfo> atVims,
            String where) {}

    /** A volume that several VDUs have; {@code storage} is a {@link VirtualStorage}. */
    public record SharedVolume(String id, Node storage, List<VimInfo> atVims) {}

    public static Nsr read(Value document) {
        var root = Node.document("nsr " + document.text("_id").orElse("without _id"), document);
        var name = root.textOrNull("name");
        return new Nsr(
                root.text("_id"),
                name == null ? root.text("_id") : name,
                root.textOrNull("datacenter"),
                links(root),
                images(root),
                flavors(root),
                affinityGroups(root),
                sharedVolumes(root),
                root.object("additionalParamsForNs"),
                root.count("config-units", 1).orElse(null),
                Deployed.read(root),
                !root.list("vnffgd").isEmpty());
    }

    private static Map<String, Link> links(Node root) {
        var links = new LinkedHashMap<String, Link>();
        for (Node link : root.maps("vld")) {
            var name = link.textOrNull("name");
            links.put(
                    link.text("id"),
                    new Link(
                            link.text("id"),
                            name == null ? link.text("id") : name,
                            link.isTrue("mgmt-network"),
                            PerAccount.read(link, "vim-network-name"),
                            PerAccount.read(link, "vim-network-id"),
                            VimInfo.read(link)));
        }
        return links;
    }

    private static Map<String, Image> images(Node root) {
        var images = new LinkedHashMap<String, Image>();
        for (Node image : root.maps("image")) {
            images.put(
                    image.text("id"),
                    new Image(
                            image.text("id"),
                            image.textOrNull("image"),
                            image.textOrNull("image_checksum"),
                            image.textOrNull("vim-type")));
        }
        return images;
    }

    private static Map<String, Flavor> flavors(Node root) {
        var flavors = new LinkedHashMap<String, Flavor>();
        for (Node flavor : root.maps("flavor")) {
            flavors.put(
                    flavor.text("id"),
                    new Flavor(
                            flavor.text("id"),
                            flavor.textOrNull("name"),
                            flavor.count("vcpu-count", 1).orElse(null),
                            flavor.count("memory-mb", 1).orElse(null),
                            flavor.count("storage-gb", 0).orElse(null),
                            flavor.find("guest-epa").orElse(new Node(Value.Obj.EMPTY, flavor.where() + ".guest-epa"))));
        }
        return flavors;
    }

    private static Map<String, AffinityGroup> affinityGroups(Node root) {
        var groups = new LinkedHashMap<String, AffinityGroup>();
        for (Node group : root.maps("affinity-or-anti-affinity-group")) {
            var id = group.text("id");
            var name = group.textOrNull("name");
            groups.put(
                    id,
                    new AffinityGroup(
                            id,
                            name == null ? id : name,
                            group.textOrNull("type"),
                            group.textOrNull("scope"),
                            group.textOrNull("vim-affinity-group-id"),
                            VimInfo.read(group),
                            group.where()));
        }
        return groups;
    }

    private static Map<String, SharedVolume> sharedVolumes(Node root) {
        var volumes = new LinkedHashMap<String, SharedVolume>();
        for (Node volume : root.maps("shared-volumes")) {
            volumes.put(volume.text("id"), new SharedVolume(volume.text("id"), volume, VimInfo.read(volume)));
        }
        return volumes;
    }
}
