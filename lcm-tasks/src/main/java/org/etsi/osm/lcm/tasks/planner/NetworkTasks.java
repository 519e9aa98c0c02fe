package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.CreateNetwork;
import org.etsi.osm.lcm.tasks.catalogue.CreateSubnet;
import org.etsi.osm.lcm.tasks.catalogue.FindNetwork;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.IpProfile;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The links of an NS and of its VNFs as networks, each made once per VIM where somebody is on it. */
final class NetworkTasks {
    private static final int NAME_PART = 16;

    private final NetworkService service;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final Map<List<String>, Network> planned = new HashMap<>();
    private final Set<String> subnets = new HashSet<>();

    /** A network to put ports on. */
    record Network(Input id, List<TaskId> dependsOn) {}

    /** A link, of an NS or of a VNF, with all that is said of it. */
    private record Link(
            @Nullable Vnf vnf,
            String id,
            String name,
            boolean isManagement,
            InstantiateParameters.Link asked,
            @Nullable IpProfile described) {
        String label() {
            var owner = vnf;
            return owner == null ? id : owner.index() + " " + id;
        }
    }

    NetworkTasks(NetworkService service, PlanDraft draft, Preparation preparation) {
        this.service = service;
        this.draft = draft;
        this.preparation = preparation;
        givenProfiles().forEach(profile -> Optional.ofNullable(profile.cidr()).ifPresent(subnets::add));
    }

    private Stream<IpProfile> givenProfiles() {
        var asked = Stream.concat(
                        service.asked().links().values().stream(),
                        service.asked().vnfs().values().stream().flatMap(vnf -> vnf.links().values().stream()))
                .map(InstantiateParameters.Link::profile);
        var described = Stream.concat(
                service.nsd().links().values().stream().map(link -> link.profile()),
                service.vnfs().stream()
                        .flatMap(vnf -> vnf.descriptor().links().values().stream())
                        .map(link -> link.profile()));
        return Stream.concat(asked, described).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    /** The network at a VIM of a link of the NS. */
    Network ofNs(String linkId, VimAccount vim, String where) {
        return planned.computeIfAbsent(List.of(vim.id(), linkId), key -> planNs(linkId, vim, where));
    }

    /** Whether somebody is on a link of the NS already, at whatever VIM. */
    boolean has(String linkId) {
        return planned.keySet().stream()
                .anyMatch(key -> key.size() == 2 && key.get(1).equals(linkId));
    }

    /** The network of a link within a VNF. */
    Network ofVnf(Vnf vnf, String linkId, String where) {
        var key = List.of(vnf.vim().id(), linkId, vnf.record().id());
        return planned.computeIfAbsent(key, k -> planVnf(vnf, linkId, where));
    }

    private Network planNs(String linkId, VimAccount vim, String where) {
        var record = service.nsr().links().get(linkId);
        if (record == null) {
            throw PlanRefusedException.records("Expected " + where + " to be on one of the links "
                    + service.nsr().links().keySet() + " of NS " + service.nsr().name() + ", but found '" + linkId
                    + "'");
        }
        var described = service.nsd().links().get(linkId);
        var asked = asked(service.asked().links(), record.id(), record.name());
        var link = new Link(
                null,
                linkId,
                record.name(),
                record.isManagement() || (described != null && described.isManagement()),
                asked,
                described == null ? null : described.profile());
        var id = asked.networkId()
                .in(vim.id())
                .or(() -> asked.networkName().in(vim.id()).isPresent()
                        ? Optional.empty()
                        : record.networkId()
                                .in(vim.id())
                                .or(() -> described == null
                                        ? Optional.empty()
                                        : Optional.ofNullable(described.networkId())));
        var name = asked.networkName()
                .in(vim.id())
                .or(() -> record.networkName().in(vim.id()))
                .or(() -> described == null ? Optional.empty() : Optional.ofNullable(described.networkName()));
        return plan(link, vim, id, name);
    }

    private Network planVnf(Vnf vnf, String linkId, String where) {
        var record = vnf.record().links().get(linkId);
        var described = vnf.descriptor().links().get(linkId);
        if (record == null && described == null) {
            throw PlanRefusedException.records("Expected " + where + " to be on one of the links "
                    + vnf.descriptor().links().keySet() + " of vnfd "
                    + vnf.descriptor().name() + ", but found '"
                    + linkId + "'");
        }
        var name = record == null ? linkId : record.name();
        var asked = asked(vnf.asked().links(), linkId, name);
        var link = new Link(vnf, linkId, name, false, asked, described == null ? null : described.profile());
        var vim = vnf.vim();
        return plan(
                link,
                vim,
                asked.networkId()
                        .in(vim.id())
                        .or(() -> record == null
                                ? Optional.empty()
                                : record.networkId().in(vim.id())),
                asked.networkName()
                        .in(vim.id())
                        .or(() -> record == null
                                ? Optional.empty()
                                : record.networkName().in(vim.id())));
    }

    private static InstantiateParameters.Link asked(
            Map<String, InstantiateParameters.Link> links, String id, String name) {
        return links.getOrDefault(name, links.getOrDefault(id, InstantiateParameters.Link.UNSAID));
    }

    private Network plan(Link link, VimAccount vim, Optional<String> id, Optional<String> name) {
        if (id.isPresent()) {
            return find(link, vim, id.get(), null);
        }
        if (name.isPresent()) {
            return find(link, vim, null, name.get());
        }
        boolean isSaid = link.asked().profile() != null || link.asked().provider() != null;
        if (link.isManagement() && !isSaid && vim.managementNetworkId() != null) {
            return find(link, vim, vim.managementNetworkId(), null);
        }
        if (link.isManagement() && !isSaid && vim.managementNetworkName() != null) {
            return find(link, vim, null, vim.managementNetworkName());
        }
        return create(link, vim);
    }

    private Network find(Link link, VimAccount vim, @Nullable String id, @Nullable String name) {
        var task = draft.add(
                FindNetwork.TYPE,
                "network " + link.label(),
                new FindNetwork.Parameters(vim.id(), id, name).toValue(),
                List.of(),
                scope(link, vim));
        return new Network(Input.output(task, "networkId"), List.of(task));
    }

    private Network create(Link link, VimAccount vim) {
        var name = shortened(service.nsr().name()) + "-" + shortened(link.name());
        var provider = link.asked().provider();
        var physical = provider == null && isDataplane(link, vim) ? vim.dataplaneNetwork() : null;
        var network = draft.add(
                CreateNetwork.TYPE,
                "network " + link.label(),
                new CreateNetwork.Parameters(
                                vim.id(),
                                name,
                                null,
                                provider == null ? (physical == null ? null : "vlan") : provider.networkType(),
                                provider == null ? physical : provider.physicalNetwork(),
                                provider == null ? null : provider.segmentationId())
                        .toValue(),
                preparation.of(vim),
                scope(link, vim));
        var id = Input.output(network, "networkId");
        var subnet = draft.add(
                CreateSubnet.TYPE,
                "subnet " + link.label(),
                subnet(link, vim, id, name),
                List.of(network),
                scope(link, vim));
        return new Network(id, List.of(network, subnet));
    }

    /** Whether a server at the VIM goes past the hypervisor on it. */
    private boolean isDataplane(Link link, VimAccount vim) {
        var owner = link.vnf();
        var vnfs = owner == null ? service.vnfs() : List.of(owner);
        return vnfs.stream()
                .filter(vnf -> vnf.vim().id().equals(vim.id()))
                .flatMap(vnf -> vnf.record().vdurs().stream())
                .flatMap(vdur -> vdur.interfaces().stream())
                .filter(Vdur.Interface::isDataplane)
                .anyMatch(iface -> {
                    var nsLink = iface.nsLink();
                    return owner == null
                            ? nsLink != null && service.linkBehind(nsLink).equals(link.id())
                            : nsLink == null && link.id().equals(iface.vnfLink());
                });
    }

    private Value.Obj subnet(Link link, VimAccount vim, Input network, String name) {
        var asked = link.asked().profile();
        var profile = asked != null ? asked : link.described() != null ? link.described() : IpProfile.UNSAID;
        var cidr = profile.cidr() == null ? freeSubnet(link, profile) : profile.cidr();
        return new CreateSubnet.Parameters(
                        vim.id(),
                        network,
                        name,
                        profile.ipVersion(),
                        cidr,
                        // As OSM has it: no gateway unless one is asked for.
                        profile.gateway() == null ? "" : profile.gateway(),
                        profile.dns(),
                        profile.dhcp(),
                        profile.allocationStart(),
                        profile.allocationCount(),
                        profile.ipv6AddressMode())
                .toValue();
    }

    /** Where OSM draws lots, one that no other link of the NS has, and always the same for the same NS. */
    private String freeSubnet(Link link, IpProfile profile) {
        if (profile.ipVersion() == 6) {
            throw PlanRefusedException.records(
                    "Expected a subnet in the IP profile of IPv6 link " + link.label() + ", but there is none");
        }
        int start = Math.floorMod(service.nsr().id().hashCode(), 256);
        for (int i = 0; i < 256 * 256; i++) {
            int at = start * 256 + i;
            var cidr = i < 256
                    ? "192.168." + (start + i) % 256 + ".0/24"
                    : "10." + (at / 256) % 256 + "." + at % 256 + ".0/24";
            if (subnets.add(cidr)) {
                return cidr;
            }
        }
        throw PlanRefusedException.records("Expected a free subnet for link " + link.label() + ", but there is none");
    }

    private static Map<String, String> scope(Link link, VimAccount vim) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.VIM, vim.id());
        scope.put(Scope.VLD, link.id());
        var vnf = link.vnf();
        if (vnf != null) {
            scope.put(Scope.VNF, vnf.index());
            scope.put(Scope.VNFR, vnf.record().id());
        }
        return scope;
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(NAME_PART, name.length()));
    }
}
