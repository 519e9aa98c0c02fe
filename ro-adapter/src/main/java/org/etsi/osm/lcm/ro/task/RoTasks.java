package org.etsi.osm.lcm.ro.task;

import static org.etsi.osm.lcm.ro.task.CreatingHandler.absent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.adapter.CheckedHandler;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.SubnetSpec;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.etsi.osm.lcm.tasks.catalogue.CreateNetwork;
import org.etsi.osm.lcm.tasks.catalogue.CreatePort;
import org.etsi.osm.lcm.tasks.catalogue.CreateServer;
import org.etsi.osm.lcm.tasks.catalogue.CreateSubnet;
import org.etsi.osm.lcm.tasks.catalogue.DeleteFlavor;
import org.etsi.osm.lcm.tasks.catalogue.DeleteNetwork;
import org.etsi.osm.lcm.tasks.catalogue.DeletePort;
import org.etsi.osm.lcm.tasks.catalogue.DeleteServer;
import org.etsi.osm.lcm.tasks.catalogue.DeleteSubnet;
import org.etsi.osm.lcm.tasks.catalogue.EnsureFlavor;
import org.etsi.osm.lcm.tasks.catalogue.FindFlavor;
import org.etsi.osm.lcm.tasks.catalogue.FindImage;
import org.etsi.osm.lcm.tasks.catalogue.FindNetwork;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.RemoveLeftovers;

/** Every task type of the catalogue that the RO adapter does, and how. */
public final class RoTasks {
    private RoTasks() {}

    /** The handlers by the name of their task type, working on these VIM accounts. */
    public static Map<String, TaskHandler> handlers(Vims vims) {
        var calls = new VimCalls(vims);
        var handlers = Map.<String, TaskHandler>ofEntries(
                Map.entry(FindImage.TYPE.name(), new FindingHandler(calls, Kind.IMAGE, "imageId")),
                Map.entry(FindFlavor.TYPE.name(), new FindingHandler(calls, Kind.FLAVOR, "flavorId")),
                Map.entry(FindNetwork.TYPE.name(), new FindingHandler(calls, Kind.NETWORK, "networkId")),
                Map.entry(EnsureFlavor.TYPE.name(), new FlavorHandler(calls)),
                Map.entry(CreateNetwork.TYPE.name(), network(calls)),
                Map.entry(CreateSubnet.TYPE.name(), subnet(calls)),
                Map.entry(CreatePort.TYPE.name(), port(calls)),
                Map.entry(CreateServer.TYPE.name(), server(calls)),
                Map.entry(DeleteServer.TYPE.name(), new DeletingHandler(calls, Kind.SERVER)),
                Map.entry(DeletePort.TYPE.name(), new DeletingHandler(calls, Kind.PORT)),
                Map.entry(DeleteSubnet.TYPE.name(), new DeletingHandler(calls, Kind.SUBNET)),
                Map.entry(DeleteNetwork.TYPE.name(), new DeletingHandler(calls, Kind.NETWORK)),
                Map.entry(DeleteFlavor.TYPE.name(), new DeletingHandler(calls, Kind.FLAVOR)),
                Map.entry(RemoveLeftovers.TYPE.name(), new RemoveLeftoversHandler(calls)),
                Map.entry(NoOp.TYPE.name(), new NoOpHandler()));
        return CheckedHandler.all("ro", handlers);
    }

    private static TaskHandler network(VimCalls vim) {
        return new CreatingHandler(
                vim,
                Kind.NETWORK,
                RoTasks::networkSpec,
                (calls, account, made) -> new CreateNetwork.Outputs(made.id(), made.name()).toValue(),
                (calls, account, spec) -> Optional.empty());
    }

    private static TaskHandler subnet(VimCalls vim) {
        return new CreatingHandler(
                vim,
                Kind.SUBNET,
                RoTasks::subnetSpec,
                (calls, account, made) -> new CreateSubnet.Outputs(
                                made.id(), first(made, Attribute.NETWORK_ID), first(made, Attribute.CIDR))
                        .toValue(),
                (calls, account, spec) -> spec instanceof SubnetSpec asked
                        ? present(calls, account, Kind.NETWORK, asked.networkId())
                        : Optional.empty());
    }

    private static TaskHandler port(VimCalls vim) {
        return new CreatingHandler(
                vim,
                Kind.PORT,
                RoTasks::portSpec,
                (calls, account, made) -> new CreatePort.Outputs(
                                made.id(),
                                first(made, Attribute.NETWORK_ID),
                                first(made, Attribute.MAC),
                                made.values(Attribute.FIXED_IPS))
                        .toValue(),
                (calls, account, spec) -> spec instanceof PortSpec asked
                        ? present(calls, account, Kind.NETWORK, asked.networkId())
                        : Optional.empty());
    }

    private static TaskHandler server(VimCalls vim) {
        return new CreatingHandler(vim, Kind.SERVER, RoTasks::serverSpec, RoTasks::serverOutputs, RoTasks::serverNeeds);
    }

    private static Spec networkSpec(Value.Obj given) {
        var asked = CreateNetwork.Parameters.from(given);
        return new NetworkSpec(
                asked.name(),
                false,
                asked.portSecurity(),
                asked.networkType(),
                asked.physicalNetwork(),
                asked.segmentationId());
    }

    private static Spec subnetSpec(Value.Obj given) {
        var asked = CreateSubnet.Parameters.from(given);
        return new SubnetSpec(
                asked.name(),
                asked.networkId().text(),
                asked.ipVersion(),
                asked.cidr(),
                asked.gateway(),
                asked.dns(),
                asked.dhcp(),
                asked.allocationStart(),
                asked.allocationCount(),
                asked.ipv6AddressMode());
    }

    private static Spec portSpec(Value.Obj given) {
        var asked = CreatePort.Parameters.from(given);
        return new PortSpec(
                asked.name(),
                asked.networkId().text(),
                asked.fixedIps(),
                asked.mac(),
                asked.securityGroups(),
                asked.portSecurity(),
                asked.vnicType(),
                asked.allowedPairs());
    }

    private static Spec serverSpec(Value.Obj given) {
        var asked = CreateServer.Parameters.from(given);
        return new ServerSpec(
                asked.name(),
                asked.imageId().text(),
                asked.flavorId().text(),
                asked.portIds().stream().map(Input::text).toList(),
                asked.userData(),
                asked.configDrive(),
                asked.availabilityZone(),
                null,
                List.of(),
                List.of());
    }

    private static Value.Obj serverOutputs(VimCalls calls, String account, Resource made) {
        var interfaces = made.values(Attribute.PORT_IDS).stream()
                .map(id -> calls.get(account, Kind.PORT, id)
                        .map(RoTasks::anInterface)
                        .orElseGet(() -> new CreateServer.Interface(id, "", "", List.of())))
                .toList();
        return new CreateServer.Outputs(made.id(), made.name(), interfaces, null).toValue();
    }

    private static CreateServer.Interface anInterface(Resource port) {
        return new CreateServer.Interface(
                port.id(),
                first(port, Attribute.NETWORK_ID),
                first(port, Attribute.MAC),
                port.values(Attribute.FIXED_IPS));
    }

    private static Optional<Failure> serverNeeds(VimCalls calls, String account, Spec spec) {
        if (!(spec instanceof ServerSpec asked)) {
            return Optional.empty();
        }
        String image = asked.imageId();
        Optional<Failure> missing = image == null ? Optional.empty() : present(calls, account, Kind.IMAGE, image);
        if (missing.isEmpty()) {
            missing = present(calls, account, Kind.FLAVOR, asked.flavorId());
        }
        for (String port : asked.portIds()) {
            if (missing.isEmpty()) {
                missing = freePort(calls, account, port);
            }
        }
        return missing;
    }

    private static Optional<Failure> freePort(VimCalls calls, String account, String id) {
        var port = calls.get(account, Kind.PORT, id);
        if (port.isEmpty()) {
            return absent("port " + id);
        }
        return port.get()
                .value(Attribute.SERVER_IDS)
                .map(server -> Failure.retryable(
                        "PRECONDITION", "Expected port " + id + " to be free, but server " + server + " has it"));
    }

    private static Optional<Failure> present(VimCalls calls, String account, Kind kind, String id) {
        return calls.get(account, kind, id).isPresent()
                ? Optional.empty()
                : absent(kind.name().toLowerCase(java.util.Locale.ROOT) + " " + id);
    }

    private static String first(Resource resource, Attribute attribute) {
        return resource.value(attribute).orElse("");
    }
}
