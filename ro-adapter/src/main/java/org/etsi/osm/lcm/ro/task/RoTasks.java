package org.etsi.osm.lcm.ro.task;

import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.adapter.CheckedHandler;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.PortSpec;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerGroupSpec;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.SubnetSpec;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.etsi.osm.lcm.ro.vim.VolumeSpec;
import org.etsi.osm.lcm.tasks.catalogue.CreateFloatingIp;
import org.etsi.osm.lcm.tasks.catalogue.CreateNetwork;
import org.etsi.osm.lcm.tasks.catalogue.CreatePort;
import org.etsi.osm.lcm.tasks.catalogue.CreateServer;
import org.etsi.osm.lcm.tasks.catalogue.CreateServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.CreateSubnet;
import org.etsi.osm.lcm.tasks.catalogue.CreateVolume;
import org.etsi.osm.lcm.tasks.catalogue.DeleteFlavor;
import org.etsi.osm.lcm.tasks.catalogue.DeleteFloatingIp;
import org.etsi.osm.lcm.tasks.catalogue.DeleteNetwork;
import org.etsi.osm.lcm.tasks.catalogue.DeletePort;
import org.etsi.osm.lcm.tasks.catalogue.DeleteServer;
import org.etsi.osm.lcm.tasks.catalogue.DeleteServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.DeleteSubnet;
import org.etsi.osm.lcm.tasks.catalogue.DeleteVolume;
import org.etsi.osm.lcm.tasks.catalogue.EnsureFlavor;
import org.etsi.osm.lcm.tasks.catalogue.FindFlavor;
import org.etsi.osm.lcm.tasks.catalogue.FindImage;
import org.etsi.osm.lcm.tasks.catalogue.FindNetwork;
import org.etsi.osm.lcm.tasks.catalogue.FindServerGroup;
import org.etsi.osm.lcm.tasks.catalogue.FindVolume;
import org.etsi.osm.lcm.tasks.catalogue.InjectSshKey;
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
                Map.entry(FindServerGroup.TYPE.name(), new FindingHandler(calls, Kind.SERVER_GROUP, "serverGroupId")),
                Map.entry(CreateServerGroup.TYPE.name(), serverGroup(calls)),
                Map.entry(FindVolume.TYPE.name(), new FindingHandler(calls, Kind.VOLUME, "volumeId")),
                Map.entry(CreateVolume.TYPE.name(), volume(calls)),
                Map.entry(CreateServer.TYPE.name(), Servers.handler(calls)),
                Map.entry(CreateFloatingIp.TYPE.name(), new FloatingIpHandler(calls)),
                Map.entry(InjectSshKey.TYPE.name(), new SshKeyHandler(calls)),
                Map.entry(DeleteFloatingIp.TYPE.name(), new DeletingHandler(calls, Kind.FLOATING_IP)),
                Map.entry(DeleteVolume.TYPE.name(), new DeletingHandler(calls, Kind.VOLUME)),
                Map.entry(DeleteServerGroup.TYPE.name(), new DeletingHandler(calls, Kind.SERVER_GROUP)),
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
                        ? calls.missing(account, Kind.NETWORK, asked.networkId())
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
                        ? calls.missing(account, Kind.NETWORK, asked.networkId())
                        : Optional.empty());
    }

    private static TaskHandler volume(VimCalls vim) {
        return new CreatingHandler(
                vim,
                Kind.VOLUME,
                RoTasks::volumeSpec,
                (calls, account, made) -> new CreateVolume.Outputs(
                                made.id(),
                                made.name(),
                                first(made, Attribute.KEEP).equals("true"))
                        .toValue(),
                (calls, account, spec) -> spec instanceof VolumeSpec asked && asked.imageId() != null
                        ? calls.missing(account, Kind.IMAGE, asked.imageId())
                        : Optional.empty());
    }

    private static TaskHandler serverGroup(VimCalls vim) {
        return new CreatingHandler(
                vim,
                Kind.SERVER_GROUP,
                RoTasks::serverGroupSpec,
                (calls, account, made) -> new CreateServerGroup.Outputs(made.id(), made.name()).toValue(),
                (calls, account, spec) -> Optional.empty());
    }

    private static Spec volumeSpec(Value.Obj given) {
        var asked = CreateVolume.Parameters.from(given);
        var image = asked.imageId();
        return new VolumeSpec(
                asked.name(),
                asked.sizeGb(),
                image == null ? null : image.text(),
                null,
                null,
                asked.multiAttach(),
                asked.keep());
    }

    private static Spec serverGroupSpec(Value.Obj given) {
        var asked = CreateServerGroup.Parameters.from(given);
        return new ServerGroupSpec(asked.name(), asked.policy());
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

    /** The first value of an attribute, or an empty text. */
    static String first(Resource resource, Attribute attribute) {
        return resource.value(attribute).orElse("");
    }
}
