package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.CreateFloatingIp;
import org.etsi.osm.lcm.tasks.catalogue.CreatePort;
import org.etsi.osm.lcm.tasks.catalogue.CreateServer;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.InstantiateParameters;
import org.etsi.osm.lcm.tasks.descriptor.Nsd;
import org.etsi.osm.lcm.tasks.descriptor.PublicAddress;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The servers of an NS, one per instance of a VDU, and their ports. */
final class ServerTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final NetworkTasks networks;
    private final Preparation preparation;
    private final ImageTasks images;
    private final FlavorTasks flavors;
    private final VolumeTasks volumes;
    private final ServerGroupTasks groups;
    private final UserData userData;
    private final PlannedServers planned = new PlannedServers();

    ServerTasks(
            NetworkService service,
            PlanDraft draft,
            NetworkTasks networks,
            Preparation preparation,
            CloudInit cloudInit) {
        this.service = service;
        this.draft = draft;
        this.networks = networks;
        this.preparation = preparation;
        this.images = new ImageTasks(service, draft);
        this.flavors = new FlavorTasks(service, draft, preparation);
        this.volumes = new VolumeTasks(service, draft, preparation, images);
        this.groups = new ServerGroupTasks(service, draft, preparation);
        this.userData = new UserData(service, cloudInit);
    }

    /** The VDU that an instance is of. */
    static Vnfd.Vdu descriptorOf(Vnf vnf, Vdur vdur) {
        var vdu = vnf.descriptor().vdus().get(vdur.vdu());
        if (vdu == null) {
            throw PlanRefusedException.records("Expected one of the VDUs "
                    + vnf.descriptor().vdus().keySet() + " of vnfd "
                    + vnf.descriptor().name() + " at " + vdur.where()
                    + ", but found '" + vdur.vdu() + "'");
        }
        return vdu;
    }

    /** Plans the server of an instance, which starts after {@code others}. */
    TaskId plan(Vnf vnf, Vdur vdur, List<TaskId> others) {
        var vdu = descriptorOf(vnf, vdur);
        var asked = vnf.asked().vdus().getOrDefault(vdur.vdu(), InstantiateParameters.Vdu.UNSAID);
        var disks = Disks.of(vnf, vdur);
        var image = disks.rootVolume() == null ? images.of(vnf, vdur) : null;
        var flavor = flavors.of(vnf, vdur, asked);
        var name = nameOf(vnf, vdur, asked);
        var ports = new LinkedHashMap<Vdur.Interface, TaskId>();
        for (Vdur.Interface iface : inOrder(vdur.interfaces())) {
            var network = networkOf(vnf, vdur, iface);
            if (network != null) {
                ports.put(iface, port(vnf, vdur, iface, asked, network, name));
            }
        }
        var volumesOf = volumes.of(vnf, vdur, disks, asked, name, scope(vnf, vdur));
        var groupsOf = groups.of(vnf, vdur);
        if (ports.isEmpty()) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to have an interface on a link at " + vdur.where()
                    + ", but it has none: nobody could reach its server");
        }
        var dependsOn = new ArrayList<TaskId>();
        if (image != null) {
            dependsOn.add(image);
        }
        dependsOn.add(flavor);
        dependsOn.addAll(ports.values());
        volumesOf.forEach(volume -> dependsOn.add(volume.task()));
        dependsOn.addAll(groupsOf);
        dependsOn.addAll(others);
        var server = draft.add(
                CreateServer.TYPE,
                "server " + label(vnf, vdur),
                new CreateServer.Parameters(
                                vnf.vim().id(),
                                name,
                                image == null ? null : Input.output(image, "imageId"),
                                Input.output(flavor, "flavorId"),
                                ports.values().stream()
                                        .map(port -> Input.output(port, "portId"))
                                        .toList(),
                                volumesOf.stream()
                                        .map(VolumeTasks.Volume::asked)
                                        .toList(),
                                groupsOf.stream()
                                        .map(group -> Input.output(group, "serverGroupId"))
                                        .toList(),
                                userData.of(vnf, vdur, vdu),
                                vdur.bootDataDrive() || vdu.bootDataDrive(),
                                null)
                        .toValue(),
                dependsOn,
                scope(vnf, vdur));
        var interfaces = new ArrayList<PlannedServer.Interface>();
        ports.forEach((iface, port) -> interfaces.add(
                new PlannedServer.Interface(iface, port, floatingIp(vnf, vdur, iface, asked, port, server, name))));
        planned.add(new PlannedServer(vnf, vdur, server, interfaces));
        return server;
    }

    /**
     * None where none is wanted: in the request, in the record, or by the account for all interfaces for management.
     * Public addresses are scarce, so it waits until the server is there.
     */
    private @Nullable TaskId floatingIp(
            Vnf vnf,
            Vdur vdur,
            Vdur.Interface iface,
            InstantiateParameters.Vdu asked,
            TaskId port,
            TaskId server,
            String name) {
        var wishes = Stream.of(
                        asked.interfaces()
                                .getOrDefault(iface.name(), InstantiateParameters.Interface.UNSAID)
                                .floatingIp(),
                        iface.floatingIp(),
                        iface.isManagement() ? vnf.vim().floatingIps() : PublicAddress.UNSAID)
                .filter(PublicAddress::isWanted)
                .toList();
        if (wishes.isEmpty()) {
            return null;
        }
        var network = Stream.concat(wishes.stream(), Stream.of(vnf.vim().floatingIps()))
                .map(PublicAddress::network)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        var scope = scope(vnf, vdur);
        scope.put(Scope.INTERFACE, iface.name());
        return draft.add(
                CreateFloatingIp.TYPE,
                "floating IP " + label(vnf, vdur) + " " + iface.name(),
                new CreateFloatingIp.Parameters(
                                vnf.vim().id(), name + "-" + iface.name(), Input.output(port, "portId"), network)
                        .toValue(),
                List.of(port, server),
                scope);
    }

    /** What has been planned so far. */
    PlannedServers planned() {
        return planned;
    }

    private static String label(Vnf vnf, Vdur vdur) {
        return vnf.index() + "-" + vdur.name() + "-" + vdur.count();
    }

    private String nameOf(Vnf vnf, Vdur vdur, InstantiateParameters.Vdu asked) {
        var instance = asked.instanceName();
        if (instance == null) {
            return service.nsr().name() + "-" + label(vnf, vdur);
        }
        return vdur.count() == 0 ? instance : instance + "-" + vdur.count();
    }

    private static Map<String, String> scope(Vnf vnf, Vdur vdur) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.VIM, vnf.vim().id());
        scope.put(Scope.VNF, vnf.index());
        scope.put(Scope.VNFR, vnf.record().id());
        scope.put(Scope.VDU, vdur.vdu());
        scope.put(Scope.VDUR, vdur.id());
        scope.put(Scope.VDUR_INDEX, String.valueOf(vdur.index()));
        scope.put(Scope.COUNT, String.valueOf(vdur.count()));
        return scope;
    }

    /** By position where all have one, as OSM does; otherwise as the record has them. */
    private static List<Vdur.Interface> inOrder(List<Vdur.Interface> interfaces) {
        if (interfaces.stream().anyMatch(iface -> iface.position() == null)) {
            return interfaces;
        }
        return interfaces.stream()
                .sorted(Comparator.comparing(iface -> Objects.requireNonNull(iface.position())))
                .toList();
    }

    /** None for an interface that the NS leaves unconnected, as OSM does. */
    private NetworkTasks.@Nullable Network networkOf(Vnf vnf, Vdur vdur, Vdur.Interface iface) {
        var where = "interface '" + iface.name() + "' of VDU '" + vdur.vdu() + "' of VNF " + vnf.index();
        var nsLink = iface.nsLink();
        if (nsLink != null) {
            return networks.ofNs(service.linkBehind(nsLink), vnf.vim(), where);
        }
        var vnfLink = iface.vnfLink();
        return vnfLink == null ? null : networks.ofVnf(vnf, vnfLink, where);
    }

    private static Stream<Nsd.Attachment> attachments(Vnf vnf, Vdur.Interface iface) {
        var member = vnf.member();
        return member == null
                ? Stream.empty()
                : member.attachments().stream()
                        .filter(attachment -> attachment.connectionPoint().equals(iface.externalPoint()));
    }

    private TaskId port(
            Vnf vnf,
            Vdur vdur,
            Vdur.Interface iface,
            InstantiateParameters.Vdu asked,
            NetworkTasks.Network network,
            String server) {
        var scope = scope(vnf, vdur);
        scope.put(Scope.INTERFACE, iface.name());
        var nsLink = iface.nsLink();
        var link = nsLink == null ? iface.vnfLink() : service.linkBehind(nsLink);
        if (link != null) {
            scope.put(Scope.VLD, link);
        }
        var ofIface = asked.interfaces().get(iface.name());
        var askedMac = ofIface == null ? null : ofIface.mac();
        var group = asked.securityGroup();
        boolean isOpen = Boolean.FALSE.equals(iface.portSecurity());
        boolean isOpenByPairs = isOpen && "allow-address-pairs".equals(iface.portSecurityStrategy());
        return draft.add(
                CreatePort.TYPE,
                "port " + label(vnf, vdur) + " " + iface.name(),
                new CreatePort.Parameters(
                                vnf.vim().id(),
                                network.id(),
                                server + "-" + iface.name(),
                                addresses(vnf, iface, ofIface),
                                askedMac == null && iface.isMacFixed() ? iface.mac() : askedMac,
                                group == null || isOpen ? null : List.of(group),
                                (isOpen && !isOpenByPairs) ? Boolean.FALSE : null,
                                vnicType(iface.type()),
                                isOpenByPairs ? List.of("0.0.0.0/0", "::/0") : List.of())
                        .toValue(),
                Stream.concat(network.dependsOn().stream(), preparation.of(vnf.vim()).stream())
                        .toList(),
                scope);
    }

    /** The addresses that were asked for: in the request, in the record, or in the NS's descriptor. */
    private List<String> addresses(Vnf vnf, Vdur.Interface iface, InstantiateParameters.@Nullable Interface asked) {
        var recorded = iface.isFixed() ? iface.address() : null;
        return Stream.of(
                        asked == null ? null : asked.address(),
                        ofLink(vnf, iface),
                        recorded,
                        attachments(vnf, iface)
                                .map(Nsd.Attachment::address)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(text -> Arrays.stream(text.split("[;,]"))
                        .map(String::trim)
                        .filter(address -> !address.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private @Nullable String ofLink(Vnf vnf, Vdur.Interface iface) {
        var nsLink = iface.nsLink();
        if (nsLink != null) {
            var asked = service.asked().links().get(service.linkBehind(nsLink));
            return asked == null ? null : asked.addresses().get(vnf.index() + "/" + iface.externalPoint());
        }
        var asked = vnf.asked().links().get(String.valueOf(iface.vnfLink()));
        return asked == null ? null : asked.addresses().get(String.valueOf(iface.internalPoint()));
    }

    private static @Nullable String vnicType(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "SR-IOV", "VF" -> "direct";
            case "PCI-PASSTHROUGH", "PF" -> "direct-physical";
            default -> null;
        };
    }
}
