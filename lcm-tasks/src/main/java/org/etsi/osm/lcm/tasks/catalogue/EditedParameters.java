package org.etsi.osm.lcm.tasks.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What the catalogue says of parameters that an operator has edited: as strict as with a planner, so that a field that
 * is misspelt is no edit without effect. Pure; never throws.
 */
public final class EditedParameters {
    /** How each type reads its parameters; it refuses what it couldn't work with. */
    private static final Map<TaskType, Function<Value.Obj, ?>> READERS = Map.ofEntries(
            Map.entry(AddRelation.TYPE, AddRelation.Parameters::from),
            Map.entry(CreateExecutionEnvironment.TYPE, CreateExecutionEnvironment.Parameters::from),
            Map.entry(CreateFloatingIp.TYPE, CreateFloatingIp.Parameters::from),
            Map.entry(CreateNetwork.TYPE, CreateNetwork.Parameters::from),
            Map.entry(CreatePort.TYPE, CreatePort.Parameters::from),
            Map.entry(CreateServer.TYPE, CreateServer.Parameters::from),
            Map.entry(CreateServerGroup.TYPE, CreateServerGroup.Parameters::from),
            Map.entry(CreateSubnet.TYPE, CreateSubnet.Parameters::from),
            Map.entry(CreateVolume.TYPE, CreateVolume.Parameters::from),
            Map.entry(DeleteExecutionEnvironment.TYPE, DeleteExecutionEnvironment.Parameters::from),
            Map.entry(DeleteFlavor.TYPE, Deletion::from),
            Map.entry(DeleteFloatingIp.TYPE, Deletion::from),
            Map.entry(DeleteNetwork.TYPE, Deletion::from),
            Map.entry(DeleteSubnet.TYPE, Deletion::from),
            Map.entry(DeletePort.TYPE, Deletion::from),
            Map.entry(DeleteServer.TYPE, Deletion::from),
            Map.entry(DeleteServerGroup.TYPE, Deletion::from),
            Map.entry(DeleteVolume.TYPE, Deletion::from),
            Map.entry(EnsureFlavor.TYPE, EnsureFlavor.Parameters::from),
            Map.entry(FindFlavor.TYPE, FindFlavor.Parameters::from),
            Map.entry(FindImage.TYPE, FindImage.Parameters::from),
            Map.entry(FindNetwork.TYPE, FindNetwork.Parameters::from),
            Map.entry(FindServerGroup.TYPE, FindServerGroup.Parameters::from),
            Map.entry(FindVolume.TYPE, FindVolume.Parameters::from),
            Map.entry(GetPublicKey.TYPE, GetPublicKey.Parameters::from),
            Map.entry(InjectSshKey.TYPE, InjectSshKey.Parameters::from),
            Map.entry(InstallConfigurationSoftware.TYPE, InstallConfigurationSoftware.Parameters::from),
            Map.entry(InstallKdu.TYPE, InstallKdu.Parameters::from),
            Map.entry(NoOp.TYPE, NoOp.Parameters::from),
            Map.entry(RegisterExecutionEnvironment.TYPE, RegisterExecutionEnvironment.Parameters::from),
            Map.entry(RemoveEnvironments.TYPE, RemoveEnvironments.Parameters::from),
            Map.entry(RemoveLeftovers.TYPE, RemoveLeftovers.Parameters::from),
            Map.entry(RunPrimitive.TYPE, RunPrimitive.Parameters::from),
            Map.entry(UninstallKdu.TYPE, UninstallKdu.Parameters::from));

    private EditedParameters() {}

    /**
     * Why a task of this type can't have these parameters; nothing if it can, or if nobody here knows the type.
     * Parameters that still refer to outputs are compared with the contract alone.
     */
    public static Optional<String> objection(String type, Value.Obj parameters) {
        return Catalogue.find(type)
                .flatMap(known -> known.checkPlanned(parameters)
                        .map(Failure::message)
                        .or(() ->
                                parameters.references().isEmpty() ? unreadable(known, parameters) : Optional.empty()));
    }

    private static Optional<String> unreadable(TaskType type, Value.Obj parameters) {
        var reader = READERS.get(type);
        if (reader == null) {
            return Optional.empty();
        }
        try {
            var unused = reader.apply(parameters);
            return Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.of(type.name() + ": " + refused.getMessage());
        }
    }

    /** Whether a type's own reading is asked as well as its contract. */
    static boolean isRead(TaskType type) {
        return READERS.containsKey(type);
    }
}
