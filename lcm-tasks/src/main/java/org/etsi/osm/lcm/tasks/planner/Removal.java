package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.DeleteFlavor;
import org.etsi.osm.lcm.tasks.catalogue.DeleteFloatingIp;
import org.etsi.osm.lcm.tasks.catalogue.DeleteNetwork;
import org.etsi.osm.lcm.tasks.catalogue.DeletePort;
import org.etsi.osm.lcm.tasks.catalogue.DeleteServer;
import org.etsi.osm.lcm.tasks.catalogue.DeleteServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.DeleteSubnet;
import org.etsi.osm.lcm.tasks.catalogue.DeleteVolume;
import org.etsi.osm.lcm.tasks.catalogue.Deletion;
import org.etsi.osm.lcm.tasks.catalogue.RemoveLeftovers;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/**
 * The way back: what is known to be there is deleted by id, users before used; then everything by tag. Where something
 * may be there whose id isn't known, it may use what is: everything by tag goes first then, too.
 */
final class Removal {
    private final String ns;
    private final PlanDraft draft;
    private final Reversibility reversibility;
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private List<TaskId> others = List.of();

    /** Something to delete, with the network that it is on, if that is known. */
    private record Thing(String id, String label, Map<String, String> scope, Optional<String> network) {}

    /** What is to be deleted at one VIM, by id. */
    private static final class Site {
        final Map<String, Thing> floatingIps = new LinkedHashMap<>();
        final Map<String, Thing> servers = new LinkedHashMap<>();
        final Map<String, Thing> volumes = new LinkedHashMap<>();
        final Map<String, Thing> groups = new LinkedHashMap<>();
        final Map<String, Thing> ports = new LinkedHashMap<>();
        final Map<String, Thing> subnets = new LinkedHashMap<>();
        final Map<String, Thing> networks = new LinkedHashMap<>();
        final Map<String, Thing> flavors = new LinkedHashMap<>();
        final Map<String, String> serverOfPort = new LinkedHashMap<>();
        final Set<String> serversOfKnownPorts = new LinkedHashSet<>();
        final List<TaskId> planned = new ArrayList<>();
        boolean hasUnknown;
    }

    Removal(String ns, PlanDraft draft, Reversibility reversibility) {
        this.ns = ns;
        this.draft = draft;
        this.reversibility = reversibility;
    }

    /** What a task has created. */
    void add(Created created) {
        var vim = created.scope().get(Scope.VIM);
        if (vim == null) {
            return;
        }
        var site = site(vim);
        switch (created.type()) {
            case "CreateServer" -> {
                created.outputs().text("serverId").ifPresent(id -> ports(vim, id, created.outputs()));
                keep(created, "serverId", site, site.servers);
            }
            case "CreateFloatingIp" -> keep(created, "floatingIpId", site, site.floatingIps);
            case "CreateVolume" -> {
                // One to keep is released with what is found by tag: until then it is known by its tag.
                if (!created.outputs().field("keep").equals(Optional.of(new Value.Bool(true)))) {
                    keep(created, "volumeId", site, site.volumes);
                }
            }
            case "CreateServerGroup" -> keep(created, "serverGroupId", site, site.groups);
            case "CreatePort" -> keep(created, "portId", site, site.ports);
            case "CreateSubnet" -> keep(created, "subnetId", site, site.subnets);
            case "CreateNetwork" -> keep(created, "networkId", site, site.networks);
            case "EnsureFlavor" -> {
                if (!created.outputs().field("created").equals(Optional.of(new Value.Bool(false)))) {
                    keep(created, "flavorId", site, site.flavors);
                }
            }
            default -> {}
        }
    }

    private static void keep(Created created, String idName, Site site, Map<String, Thing> into) {
        var id = created.outputs().text(idName);
        if (id.isEmpty()) {
            site.hasUnknown = true;
            return;
        }
        var network = created.outputs().text("networkId");
        into.put(id.get(), new Thing(id.get(), created.label(), created.scope(), network));
    }

    private void ports(String vim, String server, Value.Obj outputs) {
        var interfaces = outputs.items("interfaces");
        if (!interfaces.isEmpty()) {
            site(vim).serversOfKnownPorts.add(server);
        }
        interfaces.forEach(iface ->
                iface.text("portId").ifPresent(port -> site(vim).serverOfPort.put(port, server)));
    }

    /** A server that a record names. */
    void server(String vim, String id, String label, Map<String, String> scope) {
        site(vim).servers.putIfAbsent(id, new Thing(id, label, scope, Optional.empty()));
    }

    /** A network that a record names as created. */
    void network(String vim, String id, String label, Map<String, String> scope) {
        site(vim).networks.putIfAbsent(id, new Thing(id, label, scope, Optional.of(id)));
    }

    /** A shared volume that a record names as created. */
    void volume(String vim, String id, String label, Map<String, String> scope) {
        site(vim).volumes.putIfAbsent(id, new Thing(id, label, scope, Optional.empty()));
    }

    /** A server group that a record names as created. */
    void group(String vim, String id, String label, Map<String, String> scope) {
        site(vim).groups.putIfAbsent(id, new Thing(id, label, scope, Optional.empty()));
    }

    private Site site(String vim) {
        return sites.computeIfAbsent(vim, v -> new Site());
    }

    /** Lets everything wait for {@code tasks}, which still need what is removed. */
    Removal after(List<TaskId> tasks) {
        others = List.copyOf(tasks);
        return this;
    }

    /** Plans all of it; the answer is each VIM's last task. {@code alsoAt} are VIMs where only tags are looked for. */
    Map<String, TaskId> plan(Collection<String> alsoAt) {
        alsoAt.forEach(this::site);
        var ends = new LinkedHashMap<String, TaskId>();
        sites.forEach((vim, site) -> ends.put(vim, plan(vim, site)));
        return ends;
    }

    private TaskId plan(String vim, Site site) {
        if (site.hasUnknown) {
            site.planned.add(byTag("half-made at " + vim, vim, List.of()));
        }
        var addresses = new ArrayList<TaskId>();
        site.floatingIps.forEach(
                (id, address) -> addresses.add(delete(DeleteFloatingIp.TYPE, vim, address, List.of(), site)));
        var servers = new LinkedHashMap<String, TaskId>();
        site.servers.forEach((id, server) -> servers.put(id, delete(DeleteServer.TYPE, vim, server, List.of(), site)));
        site.volumes.forEach((id, volume) -> delete(DeleteVolume.TYPE, vim, volume, servers.values(), site));
        site.groups.forEach((id, group) -> delete(DeleteServerGroup.TYPE, vim, group, servers.values(), site));
        var opaque = new ArrayList<TaskId>();
        servers.forEach((id, task) -> {
            if (!site.serversOfKnownPorts.contains(id)) {
                opaque.add(task);
            }
        });
        var onNetwork = new LinkedHashMap<String, List<TaskId>>();
        var somewhere = new ArrayList<>(opaque);
        site.ports.forEach((id, port) -> {
            var owner = site.serverOfPort.get(id);
            var server = owner == null ? null : servers.get(owner);
            var users = union(server == null ? opaque : List.of(server), addresses);
            var task = delete(DeletePort.TYPE, vim, port, users, site);
            port.network()
                    .map(network -> onNetwork.computeIfAbsent(network, n -> new ArrayList<>()))
                    .orElse(somewhere)
                    .add(task);
        });
        site.subnets.forEach((id, subnet) -> {
            var network = subnet.network().map(n -> onNetwork.computeIfAbsent(n, x -> new ArrayList<>()));
            var task =
                    delete(DeleteSubnet.TYPE, vim, subnet, union(network.orElse(new ArrayList<>()), somewhere), site);
            network.orElse(somewhere).add(task);
        });
        site.networks.forEach((id, network) -> delete(
                DeleteNetwork.TYPE, vim, network, union(onNetwork.getOrDefault(id, List.of()), somewhere), site));
        site.flavors.forEach((id, flavor) -> delete(DeleteFlavor.TYPE, vim, flavor, servers.values(), site));
        return byTag("leftovers at " + vim, vim, site.planned);
    }

    private TaskId byTag(String label, String vim, List<TaskId> dependsOn) {
        return draft.add(
                RemoveLeftovers.TYPE,
                label,
                new RemoveLeftovers.Parameters(vim, ns).toValue(),
                union(dependsOn, others),
                Map.of(Scope.VIM, vim),
                reversibility);
    }

    private static List<TaskId> union(Collection<TaskId> some, Collection<TaskId> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private TaskId delete(TaskType type, String vim, Thing thing, Collection<TaskId> dependsOn, Site site) {
        var after = site.hasUnknown ? union(site.planned.subList(0, 1), dependsOn) : dependsOn;
        var task = draft.add(
                type,
                thing.label(),
                new Deletion(vim, thing.id()).toValue(),
                union(after, others),
                thing.scope(),
                reversibility);
        site.planned.add(task);
        return task;
    }
}
