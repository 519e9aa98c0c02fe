package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a VNF.
 *
 * @param id of the stored document
 * @param name the descriptor's own id
 * @param links between its VDUs, by id
 * @param managementPoint the connection point by which it is managed
 * @param configurations of itself, its VDUs and its KDUs
 * @param kdus its Kubernetes deployment units, by name
 */
public record Vnfd(
        String id,
        String name,
        Map<String, Vdu> vdus,
        Map<String, Image> images,
        Map<String, Compute> computes,
        Map<String, VirtualStorage> storages,
        Map<String, Link> links,
        Set<String> connectionPoints,
        @Nullable String managementPoint,
        List<Configuration> configurations,
        Map<String, Kdu> kdus) {

    /** A kind of server. */
    public record Vdu(
            String id,
            String name,
            @Nullable String cloudInit,
            @Nullable String cloudInitFile,
            @Nullable String image,
            List<String> alternativeImages,
            @Nullable String compute,
            List<String> storages,
            boolean bootDataDrive) {}

    /** A software image; {@code image} is what the VIM knows it by. */
    public record Image(
            String id,
            @Nullable String image,
            @Nullable String checksum,
            @Nullable String vimType) {}

    /** A size of server. */
    public record Compute(
            String id, @Nullable Integer vcpus, @Nullable Integer memoryMb) {}

    /** A link between VDUs of the VNF. */
    public record Link(String id, @Nullable IpProfile profile) {}

    public static Vnfd read(Value document) {
        var name = document.text("id").or(() -> document.text("_id")).orElse("without id");
        var root = Node.document("vnfd " + name, document);
        var df = root.maps("df").stream().findFirst();
        var vdus = byId(root.maps("vdu"), Vnfd::vdu, Vdu::id);
        df.ifPresent(flavour -> checkLevels(flavour, vdus.keySet()));
        return new Vnfd(
                root.find("_id").map(Node::asText).orElse(name),
                name,
                vdus,
                byId(root.maps("sw-image-desc"), Vnfd::image, Image::id),
                byId(root.maps("virtual-compute-desc"), Vnfd::compute, Compute::id),
                byId(root.maps("virtual-storage-desc"), VirtualStorage::read, VirtualStorage::id),
                links(root, df),
                connectionPoints(root, vdus.keySet()),
                managementPoint(root),
                configurations(root, df, name),
                byId(root.maps("kdu"), Kdu::read, Kdu::name));
    }

    private static <T> Map<String, T> byId(List<Node> nodes, Function<Node, T> reader, Function<T, String> id) {
        var map = new LinkedHashMap<String, T>();
        for (Node node : nodes) {
            var item = reader.apply(node);
            if (map.put(id.apply(item), item) != null) {
                throw node.expected("an id that no other has");
            }
        }
        return map;
    }

    private static Vdu vdu(Node vdu) {
        var name = vdu.textOrNull("name");
        return new Vdu(
                vdu.text("id"),
                name == null ? vdu.text("id") : name,
                vdu.textOrNull("cloud-init"),
                vdu.textOrNull("cloud-init-file"),
                vdu.textOrNull("sw-image-desc"),
                vdu.texts("alternative-sw-image-desc"),
                vdu.textOrNull("virtual-compute-desc"),
                vdu.texts("virtual-storage-desc"),
                vdu.find("supplemental-boot-data")
                        .map(data -> data.isTrue("boot-data-drive"))
                        .orElse(false));
    }

    private static Image image(Node image) {
        var checksum = image.find("checksum").orElse(null);
        var named = image.textOrNull("image");
        return new Image(
                image.text("id"),
                named == null ? image.textOrNull("name") : named,
                checksum == null ? null : checksum.find("hash").orElse(checksum).asText(),
                image.textOrNull("vim-type"));
    }

    private static Compute compute(Node compute) {
        var memoryGb = compute.find("virtual-memory").flatMap(memory -> memory.number("size"));
        return new Compute(
                compute.text("id"),
                compute.find("virtual-cpu")
                        .flatMap(cpu -> cpu.count("num-virtual-cpu", 1))
                        .orElse(null),
                memoryGb.map(size -> (int) Math.ceil(size * 1024)).orElse(null));
    }

    private static Map<String, Link> links(Node root, Optional<Node> df) {
        var profiles = new LinkedHashMap<String, Node>();
        df.ifPresent(flavour -> flavour.maps("virtual-link-profile").forEach(profile -> {
            var described = profile.textOrNull("virtual-link-desc-id");
            profiles.put(described == null ? profile.text("id") : described, profile);
        }));
        return byId(
                root.maps("int-virtual-link-desc"),
                link -> {
                    var profile = profiles.get(link.text("id"));
                    return new Link(link.text("id"), profile == null ? null : IpProfile.ofDescriptor(profile));
                },
                Link::id);
    }

    private static Set<String> connectionPoints(Node root, Set<String> vdus) {
        var points = new LinkedHashSet<String>();
        for (Node point : root.maps("ext-cpd")) {
            point.find("int-cpd", "vdu-id").ifPresent(vdu -> checkVdu(vdu, vdus));
            points.add(point.text("id"));
        }
        return points;
    }

    private static void checkLevels(Node df, Set<String> vdus) {
        for (Node level : df.maps("instantiation-level")) {
            level.maps("vdu-level").forEach(vduLevel -> checkVdu(vduLevel.get("vdu-id"), vdus));
        }
    }

    private static void checkVdu(Node reference, Set<String> vdus) {
        if (!vdus.contains(reference.asText())) {
            throw reference.expected("one of the VDUs " + vdus);
        }
    }

    private static @Nullable String managementPoint(Node root) {
        var point = root.textOrNull("mgmt-cp");
        return point != null
                ? point
                : root.find("mgmt-interface").map(old -> old.textOrNull("cp")).orElse(null);
    }

    private static List<Configuration> configurations(Node root, Optional<Node> df, String name) {
        var found = new ArrayList<Configuration>();
        var day12 = df.flatMap(flavour -> flavour.find("lcm-operations-configuration", "operate-vnf-op-config"))
                .map(config -> config.maps("day1-2"))
                .orElse(List.of());
        for (Node entry : day12) {
            found.add(Configuration.read(entry, entry.text("id")));
        }
        // Descriptors from before SOL006 have their one charm here.
        root.find("vnf-configuration").ifPresent(config -> found.add(Configuration.read(config, name)));
        return found;
    }

    /** How the VNF itself, or one of its VDUs or KDUs, is configured. */
    public Optional<Configuration> configurationOf(String owner) {
        return configurations.stream()
                .filter(configuration -> configuration.owner().equals(owner))
                .findFirst();
    }

    /** Whether anything of it is configured or deployed by other means than a VIM. */
    public boolean needsMoreThanAVim() {
        return !kdus.isEmpty()
                || configurations.stream()
                        .anyMatch(configuration -> !configuration.environments().isEmpty());
    }
}
