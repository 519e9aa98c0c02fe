package org.etsi.osm.lcm.tasks.onboarding;

import static org.etsi.osm.lcm.tasks.onboarding.Tree.copy;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.first;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.flavour;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.map;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.text;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.with;
import static org.etsi.osm.lcm.tasks.onboarding.Tree.withSome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.descriptor.Node;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding.Member;

/** The record of a VNF of a new NS. */
final class VnfRecord {
    private static final int MOST_INSTANCES = 1_000;

    private final Supplier<String> ids;
    private final double now;
    private final Value.Obj request;
    private final Value.Obj nsr;
    private final Value.Obj nsd;
    private final Member member;
    private final Value.Obj vnfd;

    VnfRecord(Supplier<String> ids, double now, Value.Obj request, Value.Obj nsr, Value.Obj nsd, Member member) {
        this.ids = ids;
        this.now = now;
        this.request = request;
        this.nsr = nsr;
        this.nsd = nsd;
        this.member = member;
        this.vnfd = member.vnfd();
    }

    Value.Obj document() {
        var id = ids.get();
        var record = map(
                "_id", id,
                "id", id,
                "nsr-id-ref", text(nsr, "_id"),
                "member-vnf-index-ref", member.index(),
                "additionalParamsForVnf", Onboarding.additionalParams(request, member.index(), Optional.empty()),
                "created-time", now,
                "vnfd-ref", text(vnfd, "id"),
                "vnfd-id", text(vnfd, "_id"),
                "vim-account-id", null,
                "vca-id", null,
                "ip-address", null,
                "connection-point", points(),
                "vdur", vdurs());
        record = withSome(record, "revision", vnfd.at("/_admin/revision"));
        record = copy(record, map("vld", vnfd.field("int-virtual-link-desc")), "vld");
        record = withSome(record, "k8s-cluster", vnfd.field("k8s-cluster").map(this::cluster));
        record = withSome(
                record,
                "config-units",
                with(request.items("additionalParamsForVnf"), "member-vnf-index", member.index())
                        .flatMap(asked -> asked.field("config-units")));
        var kdurs = vnfd.items("kdu").stream()
                .map(kdu -> KduRecord.of(kdu, request, member.index()))
                .toList();
        return kdurs.isEmpty() ? record : record.with("kdur", Value.list(kdurs));
    }

    private List<Value> points() {
        var points = new ArrayList<Value>();
        for (Value point : vnfd.items("ext-cpd")) {
            points.add(map(
                    "name", point.field("id"),
                    "id", point.field("id"),
                    "connection-point-id", point.at("/int-cpd/cpd"),
                    "connection-point-vdu-id", point.at("/int-cpd/vdu-id")));
        }
        return points;
    }

    /** What its cluster must have; each net with the connection point and the link that it is for. */
    private Value cluster(Value described) {
        var nets = described.items("nets").stream().map(this::net).toList();
        var cluster = described instanceof Value.Obj(var fields) ? new Value.Obj(fields) : Value.Obj.EMPTY;
        return nets.isEmpty() ? cluster : cluster.with("nets", Value.list(nets));
    }

    private Value net(Value net) {
        var point = with(vnfd.items("ext-cpd"), "k8s-cluster-net", text(net, "id"));
        var placed = copy(Value.Obj.EMPTY, net, "id");
        return withSome(
                withSome(placed, "external-connection-point-ref", point.flatMap(found -> found.field("id"))),
                "ns-vld-id",
                point.flatMap(found -> link(text(found, "id"))));
    }

    private List<Value> vdurs() {
        var vdurs = new ArrayList<Value>();
        for (Value vdu : vnfd.items("vdu")) {
            var template = vdur(vdu);
            for (int count = 0; count < instances(vdu); count++) {
                var id = ids.get();
                vdurs.add(template.with("_id", id)
                        .with("id", id)
                        .with("count-index", count)
                        .with("interfaces", Value.list(interfaces(vdu, count))));
            }
        }
        return vdurs;
    }

    private int instances(Value vdu) {
        var level = flavour(vnfd).items("instantiation-level").stream()
                .findFirst()
                .flatMap(first -> with(first.items("vdu-level"), "vdu-id", text(vdu, "id")));
        if (level.isEmpty()) {
            return 1;
        }
        var node = new Node(level.get(), "vdu-level of " + text(vdu, "id") + " of vnfd " + text(vnfd, "id"));
        int instances = node.count("number-of-instances", 0).orElse(1);
        if (instances > MOST_INSTANCES) {
            throw node.get("number-of-instances").expected("at most " + MOST_INSTANCES + " instances");
        }
        return instances;
    }

    private Value.Obj vdur(Value vdu) {
        var storageIds = vdu.items("virtual-storage-desc").stream()
                .flatMap(id -> id.asText().stream())
                .toList();
        var storages = vnfd.items("virtual-storage-desc").stream()
                .filter(storage -> storageIds.contains(text(storage, "id")))
                .toList();
        var vdur = map(
                "vdu-id-ref", text(vdu, "id"),
                "vdu-name", vdu.text("name").orElse(text(vdu, "id")),
                "ip-address", null,
                "additionalParams", Onboarding.additionalParams(request, member.index(), Optional.of(text(vdu, "id"))),
                "virtual-storages", storages,
                "internal-connection-point",
                        vdu.items("int-cpd").stream()
                                .map(VnfRecord::internalPoint)
                                .toList());
        vdur = withSome(vdur, "boot-data-drive", vdu.at("/supplemental-boot-data/boot-data-drive"));
        vdur = copy(vdur, vdu, "pdu-type");
        vdur = withSome(
                vdur,
                "ns-image-id",
                vdu.text("sw-image-desc").flatMap(this::imageId).map(Value::of));
        var alternatives = vdu.items("alternative-sw-image-desc").stream()
                .flatMap(id -> id.asText().flatMap(this::imageId).stream())
                .map(Value::of)
                .toList();
        if (!alternatives.isEmpty()) {
            vdur = vdur.with("alt-image-ids", Value.list(alternatives));
        }
        vdur = withSome(
                vdur,
                "ns-flavor-id",
                with(nsr.items("flavor"), "name", NsRecord.flavorName(vdu, member))
                        .flatMap(found -> found.field("id")));
        var shared = SharedVolumes.ofVdu(storages);
        if (!shared.isEmpty()) {
            vdur = vdur.with("shared-volumes-id", Value.list(shared));
        }
        var groups = groups(vdu);
        return groups.isEmpty() ? vdur : vdur.with("affinity-or-anti-affinity-group-id", Value.list(groups));
    }

    private Optional<String> imageId(String id) {
        return NsRecord.imageId(NsRecord.image(id, member), nsr.items("image"));
    }

    private static Value internalPoint(Value point) {
        return map("id", point.field("id"), "connection-point-id", point.field("id"), "name", point.field("id"));
    }

    private List<Value> groups(Value vdu) {
        var wanted = with(flavour(vnfd).items("vdu-profile"), "id", text(vdu, "id"))
                .map(profile -> profile.items("affinity-or-anti-affinity-group"))
                .orElse(List.of());
        return wanted.stream()
                .flatMap(group -> first(
                        nsr.items("affinity-or-anti-affinity-group"),
                        known -> text(known, "ag-id").equals(text(group, "id"))
                                && text(known, "member-vnf-index").equals(member.index()))
                        .flatMap(found -> found.field("id"))
                        .stream())
                .toList();
    }

    private List<Value> interfaces(Value vdu, int count) {
        var interfaces = new ArrayList<Value>();
        for (Value point : vdu.items("int-cpd")) {
            for (Value requirement : point.items("virtual-network-interface-requirement")) {
                interfaces.add(iface(vdu, point, requirement, count));
            }
        }
        return interfaces;
    }

    private Value iface(Value vdu, Value point, Value requirement, int count) {
        var iface = copy(Value.Obj.EMPTY, requirement, "name", "position");
        for (String address : List.of("ip-address", "mac-address")) {
            iface = withSome(iface, address, requirement.text(address).map(text -> Value.of(countedUp(text, count))));
        }
        iface = iface.with("internal-connection-point-ref", text(point, "id"));
        iface = copy(iface, point, "port-security-enabled", "port-security-disable-strategy");
        var external = first(
                vnfd.items("ext-cpd"),
                cpd -> cpd.at("/int-cpd/vdu-id").equals(vdu.field("id"))
                        && cpd.at("/int-cpd/cpd").equals(point.field("id")));
        var virtual = requirement.field("virtual-interface").orElse(Value.Obj.EMPTY);
        if (virtual instanceof Value.Obj(var fields)) {
            var all = new LinkedHashMap<>(iface.fields());
            all.putAll(fields);
            iface = new Value.Obj(all);
        }
        if (external.isEmpty()) {
            return withSome(iface, "vnf-vld-id", point.field("int-virtual-link-desc"));
        }
        var id = text(external.get(), "id");
        iface = copy(iface, external.get(), "port-security-enabled", "port-security-disable-strategy")
                .with("external-connection-point-ref", id);
        if (vnfd.text("mgmt-cp").equals(Optional.of(id))) {
            iface = iface.with("mgmt-vnf", true).with("mgmt-interface", true);
        }
        return withSome(iface, "ns-vld-id", link(id));
    }

    /** Further instances get the next addresses: the last part of an IPv4, IPv6 or MAC address counts up. */
    private static String countedUp(String address, int by) {
        int end = Math.max(address.lastIndexOf('.'), address.lastIndexOf(':')) + 1;
        int radix = address.contains(":") ? 16 : 10;
        try {
            int last = Integer.parseInt(address.substring(end), radix) + by;
            var text = Integer.toString(last, radix);
            return address.substring(0, end) + (text.length() < address.length() - end ? "0" + text : text);
        } catch (NumberFormatException notCounted) {
            return address;
        }
    }

    private Optional<Value> link(String externalPoint) {
        return with(flavour(nsd).items("vnf-profile"), "id", member.index()).stream()
                .flatMap(profile -> profile.items("virtual-link-connectivity").stream())
                .filter(connectivity -> with(
                                connectivity.items("constituent-cpd-id"), "constituent-cpd-id", externalPoint)
                        .isPresent())
                .flatMap(connectivity -> connectivity.field("virtual-link-profile-id").stream())
                .findFirst();
    }
}
