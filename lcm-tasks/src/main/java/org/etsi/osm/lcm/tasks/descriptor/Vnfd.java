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
 * @param environments its execution environments
 * @param kdus its Kubernetes deployment units
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
        List<Environment> environments,
        List<String> kdus) {

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

    /** An execution environment of the VNF or of one of its VDUs or KDUs, {@code owner}. */
    public record Environment(String id, String owner, String technology) {}

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
                environments(root, df),
                root.maps("kdu").stream().map(kdu -> kdu.text("name")).toList());
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

    private static List<Environment> environments(Node root, Optional<Node> df) {
        var found = new ArrayList<Environment>();
        var day12 = df.flatMap(flavour -> flavour.find("lcm-operations-configuration", "operate-vnf-op-config"))
                .map(config -> config.maps("day1-2"))
                .orElse(List.of());
        for (Node entry : day12) {
            for (Node environment : entry.maps("execution-environment-list")) {
                environment(environment, environment.text("id"), entry.text("id"))
                        .ifPresent(found::add);
            }
        }
        // Descriptors from before SOL006 have their one charm here.
        root.find("vnf-configuration")
                .flatMap(config -> environment(config, "vnf-configuration", root.text("id")))
                .ifPresent(found::add);
        return found;
    }

    /** As OSM decides it; one of another technology is skipped there too. */
    private static Optional<Environment> environment(Node node, String id, String owner) {
        if (node.find("juju").isPresent()) {
            return Optional.of(new Environment(id, owner, "juju charm"));
        }
        return node.find("helm-chart").map(chart -> new Environment(id, owner, "helm chart"));
    }
}
