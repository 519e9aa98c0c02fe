package org.etsi.osm.lcm.tasks.onboarding;

import static org.etsi.osm.lcm.tasks.onboarding.Tree.copy;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.flavour;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.map;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.text;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.with;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.withSome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding.Member;

/** The record of a new NS. */
final class NsRecord {
    private static final int VDU_NAME_PART = 56;
    private static final int NS_NAME_PART = 16;
    private static final int GROUP_PART = 32;

    private NsRecord() {}

    static Value.Obj of(String id, double now, Value.Obj request, Value.Obj nsd, List<Member> members) {
        var name = text(request, "nsName");
        var asked = request.fields().keySet().stream()
                .filter(field -> !field.startsWith("additionalParams"))
                .toArray(String[]::new);
        var record = map(
                "_id",
                id,
                "id",
                id,
                "name",
                name,
                "name-ref",
                name,
                "short-name",
                name,
                "description",
                request.text("nsDescription").orElse(""),
                "admin-status",
                "ENABLED",
                "nsState",
                "NOT_INSTANTIATED",
                "currentOperation",
                "IDLE",
                "currentOperationID",
                null,
                "errorDescription",
                null,
                "errorDetail",
                null,
                "deploymentStatus",
                null,
                "configurationStatus",
                null,
                "vcaStatus",
                null,
                "nsd",
                nsd,
                "nsd-id",
                text(nsd, "_id"),
                "nsd-ref",
                text(nsd, "id"),
                "nsd-name-ref",
                nsd.text("name").orElse(text(nsd, "id")),
                "datacenter",
                text(request, "vimAccountId"),
                "resource-orchestrator",
                "osmopenmano",
                "operational-status",
                "init",
                "config-status",
                "init",
                "detailed-status",
                "scheduled",
                "orchestration-progress",
                Value.Obj.EMPTY,
                "operational-events",
                List.of(),
                "create-time",
                now,
                "instantiate_params",
                copy(Value.Obj.EMPTY, request, asked).with("nsr_id", id),
                "additionalParamsForNs",
                request.field("additionalParamsForNs"),
                "ns-instance-config-ref",
                id,
                "ssh-authorized-key",
                request.field("ssh_keys"),
                "flavor",
                flavors(members),
                "image",
                images(members),
                "affinity-or-anti-affinity-group",
                groups(name, request, members),
                "shared-volumes",
                SharedVolumes.ofNs(members),
                "vnffgd",
                nsd.items("vnffgd"),
                "vld",
                links(nsd));
        return withSome(
                withSome(record, "revision", nsd.at("/_admin/revision")),
                "config-units",
                request.field("config-units"));
    }

    private static List<Value> links(Value.Obj nsd) {
        var links = new ArrayList<Value>();
        for (Value link : nsd.items("virtual-link-desc")) {
            var points = new ArrayList<Value>();
            for (Value profile : flavour(nsd).items("vnf-profile")) {
                for (Value connectivity : profile.items("virtual-link-connectivity")) {
                    if (text(connectivity, "virtual-link-profile-id").equals(text(link, "id"))) {
                        connectivity.items("constituent-cpd-id").forEach(point -> points.add(point(point, profile)));
                    }
                }
            }
            links.add(copy(Value.Obj.EMPTY, link, names(link))
                    .with("name", text(link, "id"))
                    .with("vnfd-connection-point-ref", Value.list(points)));
        }
        return links;
    }

    private static String[] names(Value map) {
        return map instanceof Value.Obj(var fields) ? fields.keySet().toArray(String[]::new) : new String[0];
    }

    private static Value point(Value point, Value profile) {
        return map(
                "member-vnf-index-ref", point.field("constituent-base-element-id"),
                "vnfd-connection-point-ref", point.field("constituent-cpd-id"),
                "vnfd-id-ref", profile.field("vnfd-id"));
    }

    /** The name under which a VDU's flavor is found again. */
    static String flavorName(Value vdu, Member member) {
        var id = text(vdu, "id");
        var revision =
                member.vnfd().at("/_admin/revision").flatMap(Value::asText).orElse("1");
        return cut(id, VDU_NAME_PART) + "-" + member.index() + "-" + revision + "-flv";
    }

    private static List<Value> flavors(List<Member> members) {
        var flavors = new ArrayList<Value>();
        for (Member member : members) {
            for (Value vdu : member.vnfd().items("vdu")) {
                flavors.add(flavor(vdu, member).with("id", String.valueOf(flavors.size())));
            }
        }
        return flavors;
    }

    private static Value.Obj flavor(Value vdu, Member member) {
        var compute = with(member.vnfd().items("virtual-compute-desc"), "id", text(vdu, "virtual-compute-desc"))
                .orElse(Value.Obj.EMPTY);
        var storages = vdu.items("virtual-storage-desc").stream()
                .flatMap(id -> id.asText().stream())
                .flatMap(id -> with(member.vnfd().items("virtual-storage-desc"), "id", id).stream())
                .toList();
        var flavor = map("name", flavorName(vdu, member));
        flavor = withSome(flavor, "vcpu-count", compute.at("/virtual-cpu/num-virtual-cpu"));
        flavor = withSome(
                flavor,
                "memory-mb",
                compute.at("/virtual-memory/size")
                        .flatMap(Value::asText)
                        .map(gb -> new Value.Dec(Double.parseDouble(gb) * 1024)));
        if (!storages.isEmpty()) {
            flavor = copy(flavor, map("storage-gb", storages.getFirst().field("size-of-storage")), "storage-gb");
        }
        var epa = epa(compute);
        return epa.fields().isEmpty() ? flavor : flavor.with("guest-epa", epa);
    }

    private static Value.Obj epa(Value compute) {
        var epa = Value.Obj.EMPTY;
        var policy = compute.at("/virtual-cpu/pinning/policy").flatMap(Value::asText);
        if (policy.isPresent()) {
            epa = epa.with("cpu-pinning-policy", policy.get().equals("dynamic") ? "SHARED" : "DEDICATED");
        }
        epa = withSome(epa, "cpu-thread-pinning-policy", compute.at("/virtual-cpu/pinning/thread-policy"));
        epa = withSome(epa, "cpu-quota", compute.at("/virtual-cpu/cpu-quota"));
        epa = withSome(epa, "mempage-size", compute.at("/virtual-memory/mempage-size"));
        epa = withSome(epa, "mem-quota", compute.at("/virtual-memory/mem-quota"));
        return withSome(epa, "numa-node-policy", compute.at("/virtual-memory/numa-node-policy"));
    }

    private static List<Value> images(List<Member> members) {
        var images = new ArrayList<Value>();
        for (Member member : members) {
            for (Value vdu : member.vnfd().items("vdu")) {
                vdu.text("sw-image-desc").ifPresent(id -> addImage(id, member, images));
                vdu.items("alternative-sw-image-desc")
                        .forEach(id -> id.asText().ifPresent(text -> addImage(text, member, images)));
            }
        }
        return images;
    }

    private static void addImage(String id, Member member, List<Value> images) {
        var image = image(id, member);
        if (imageId(image, images).isEmpty()) {
            images.add(image.with("id", String.valueOf(images.size())));
        }
    }

    /** What the record has of an image of a descriptor. */
    static Value.Obj image(String id, Member member) {
        var described = with(member.vnfd().items("sw-image-desc"), "id", id).orElse(Value.Obj.EMPTY);
        var image = withSome(Value.Obj.EMPTY, "image", described.field("image").or(() -> described.field("name")));
        image = withSome(image, "image_checksum", described.at("/checksum/hash"));
        return copy(image, described, "vim-type");
    }

    /** The id under which the record has an image. */
    static Optional<String> imageId(Value.Obj image, List<Value> images) {
        return Tree.first(
                        images,
                        known -> List.of("image", "image_checksum", "vim-type").stream()
                                .allMatch(name -> known.field(name).equals(image.field(name))))
                .flatMap(found -> found.text("id"));
    }

    private static List<Value> groups(String ns, Value.Obj request, List<Member> members) {
        var groups = new ArrayList<Value>();
        for (Member member : members) {
            var asked = with(request.items("additionalParamsForVnf"), "member-vnf-index", member.index())
                    .map(vnf -> vnf.items("affinity-or-anti-affinity-group"))
                    .orElse(List.of());
            for (Value group : flavour(member.vnfd()).items("affinity-or-anti-affinity-group")) {
                var id = text(group, "id");
                var record = map(
                        "id",
                        String.valueOf(groups.size()),
                        "ag-id",
                        id,
                        "member-vnf-index",
                        member.index(),
                        "name",
                        cut(ns, NS_NAME_PART) + "-" + cut(member.index(), NS_NAME_PART) + "-" + cut(id, GROUP_PART));
                var existing = with(asked, "id", id).orElse(Value.Obj.EMPTY);
                groups.add(copy(copy(record, group, "type", "scope"), existing, "vim-affinity-group-id"));
            }
        }
        return groups;
    }

    private static String cut(String name, int length) {
        return name.substring(0, Math.min(length, name.length()));
    }
}
