package org.etsi.osm.lcm.tasks.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/** Every type of unit task there is. Each has a class of its name with its contract, parameters and outputs. */
public final class Catalogue {
    public static final List<TaskType> TYPES = List.of(
            // what a server needs
            FindImage.TYPE,
            FindFlavor.TYPE,
            EnsureFlavor.TYPE,
            FindNetwork.TYPE,
            CreateNetwork.TYPE,
            CreateSubnet.TYPE,
            CreatePort.TYPE,
            FindServerGroup.TYPE,
            CreateServerGroup.TYPE,
            FindVolume.TYPE,
            CreateVolume.TYPE,
            CreateServer.TYPE,
            CreateFloatingIp.TYPE,
            // the way back, by the ids in the records
            DeleteFloatingIp.TYPE,
            DeleteServer.TYPE,
            DeleteVolume.TYPE,
            DeleteServerGroup.TYPE,
            DeletePort.TYPE,
            DeleteSubnet.TYPE,
            DeleteNetwork.TYPE,
            DeleteFlavor.TYPE,
            RemoveLeftovers.TYPE,
            // configuration
            CreateExecutionEnvironment.TYPE,
            RegisterExecutionEnvironment.TYPE,
            InstallConfigurationSoftware.TYPE,
            GetPublicKey.TYPE,
            InjectSshKey.TYPE,
            AddRelation.TYPE,
            RunPrimitive.TYPE,
            InstallKdu.TYPE,
            // its way back
            UninstallKdu.TYPE,
            DeleteExecutionEnvironment.TYPE,
            RemoveEnvironments.TYPE,
            // measuring and training
            NoOp.TYPE);

    private static final Map<String, TaskType> BY_NAME =
            TYPES.stream().collect(Collectors.toUnmodifiableMap(TaskType::name, Function.identity()));

    private Catalogue() {}

    public static Optional<TaskType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * What keeps an adapter from doing a command: a type that isn't known here or isn't this adapter's (retryable,
     * since a newer adapter may know it), or parameters against the contract.
     */
    public static Optional<Failure> checkReceived(String adapter, String type, Value.Obj parameters) {
        var known = find(type).filter(found -> found.adapters().contains(adapter));
        if (known.isEmpty()) {
            return Optional.of(Failure.retryable(
                    TaskType.UNSUPPORTED,
                    "Expected a task type that adapter " + adapter + " knows, but found '" + type + "'"));
        }
        return known.get().checkReceived(parameters);
    }
}
