package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a network service.
 *
 * @param links by id
 * @param members by member index, in their order
 * @param dependencies of members: the second is to be there before the first
 * @param linksByProfile ids of links by the ids of their profiles
 * @param configuration how the NS itself is configured, if it is
 */
public record Nsd(
        String name,
        Map<String, Link> links,
        Map<String, Member> members,
        List<Dependency> dependencies,
        Map<String, String> linksByProfile,
        @Nullable Configuration configuration) {

    /** A link between VNFs. */
    public record Link(
            String id,
            boolean isManagement,
            @Nullable String networkName,
            @Nullable String networkId,
            @Nullable IpProfile profile) {}

    /** A VNF of the NS. */
    public record Member(String index, String vnfd, List<Attachment> attachments, String where) {}

    /** A connection point of a member on a link, with the address it must have, if any. */
    public record Attachment(
            String link, String connectionPoint, @Nullable String address) {}

    /** {@code dependent} starts after {@code on}. */
    public record Dependency(String dependent, String on) {}

    public static Nsd read(Value document) {
        var root = Node.document("nsd " + nameOf(document), document);
        var df = root.maps("df").stream().findFirst();
        var profiles = new LinkedHashMap<String, Node>();
        df.ifPresent(flavour ->
                flavour.maps("virtual-link-profile").forEach(profile -> profiles.put(profile.text("id"), profile)));
        var links = links(root, profiles);
        var members = new LinkedHashMap<String, Member>();
        df.ifPresent(flavour -> flavour.maps("vnf-profile").forEach(profile -> {
            var member = member(profile, profiles, links);
            if (members.put(member.index(), member) != null) {
                throw profile.expected("a member index that no other VNF has");
            }
        }));
        return new Nsd(
                nameOf(document),
                links,
                members,
                df.map(flavour -> dependencies(flavour, members)).orElse(List.of()),
                linksByProfile(profiles),
                root.find("ns-configuration")
                        .map(config -> Configuration.read(config, nameOf(document)))
                        .orElse(null));
    }

    private static String nameOf(Value document) {
        return document.text("id")
                .or(() -> document.text("name"))
                .or(() -> document.text("_id"))
                .orElse("without id");
    }

    private static Map<String, Link> links(Node root, Map<String, Node> profiles) {
        var byDescriptor = new LinkedHashMap<String, Node>();
        profiles.values().forEach(profile -> {
            var described = profile.textOrNull("virtual-link-desc-id");
            byDescriptor.put(described == null ? profile.text("id") : described, profile);
        });
        var links = new LinkedHashMap<String, Link>();
        for (Node link : root.maps("virtual-link-desc")) {
            var profile = byDescriptor.get(link.text("id"));
            links.put(
                    link.text("id"),
                    new Link(
                            link.text("id"),
                            link.isTrue("mgmt-network"),
                            link.textOrNull("vim-network-name"),
                            link.textOrNull("vim-network-id"),
                            profile == null ? null : IpProfile.ofDescriptor(profile)));
        }
        return links;
    }

    private static Map<String, String> linksByProfile(Map<String, Node> profiles) {
        var links = new LinkedHashMap<String, String>();
        profiles.forEach((id, profile) -> {
            var described = profile.textOrNull("virtual-link-desc-id");
            links.put(id, described == null ? id : described);
        });
        return links;
    }

    private static Member member(Node profile, Map<String, Node> profiles, Map<String, Link> links) {
        var attachments = new ArrayList<Attachment>();
        for (Node connectivity : profile.maps("virtual-link-connectivity")) {
            var link = linkOf(connectivity.get("virtual-link-profile-id"), profiles, links);
            for (Node point : connectivity.maps("constituent-cpd-id")) {
                attachments.add(new Attachment(link, point.text("constituent-cpd-id"), point.textOrNull("ip-address")));
            }
        }
        return new Member(profile.text("id"), profile.text("vnfd-id"), attachments, profile.where());
    }

    /** OSM's packages name the link where SOL006 has its profile. */
    private static String linkOf(Node reference, Map<String, Node> profiles, Map<String, Link> links) {
        var profile = profiles.get(reference.asText());
        var described = profile == null ? null : profile.textOrNull("virtual-link-desc-id");
        var link = described == null ? reference.asText() : described;
        if (!links.containsKey(link)) {
            throw reference.expected("one of the virtual links " + links.keySet());
        }
        return link;
    }

    private static List<Dependency> dependencies(Node df, Map<String, Member> members) {
        var found = new ArrayList<Dependency>();
        for (Node dependency : df.maps("dependencies")) {
            for (Node dependent : dependency.list("secondary-id")) {
                for (Node on : dependency.list("primary-id")) {
                    found.add(new Dependency(known(dependent, members), known(on, members)));
                }
            }
        }
        return found;
    }

    private static String known(Node reference, Map<String, Member> members) {
        if (!members.containsKey(reference.asText())) {
            throw reference.expected("one of the VNFs " + members.keySet());
        }
        return reference.asText();
    }
}
