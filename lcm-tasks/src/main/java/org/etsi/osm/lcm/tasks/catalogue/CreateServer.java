package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECTS;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXTS;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import java.util.List;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates a server on ports that are there, and waits until it is active. */
public final class CreateServer {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateServer",
                    "Creates a server on ports that are there, and waits until it is active.",
                    TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "name at the VIM; not unique")
            .mayHave("imageId", TEXT, "image it boots from; absent if it boots from a volume")
            .needs("flavorId", TEXT, "its size")
            .needs("portIds", TEXTS, "its ports, in the order of its interfaces")
            .mayHave("volumes", OBJECTS, "its volumes in order: volumeId, boot, deleteWithServer")
            .mayHave("serverGroupIds", TEXTS, "rules for where it stands")
            .mayHave("userData", TEXT, "cloud-init, rendered")
            .mayHave("configDrive", TRUTH, "whether it gets its user data on a drive too")
            .mayHave("availabilityZone", TEXT, "where it is put")
            .atLeastOneOf("imageId", "volumes")
            .gives("serverId", TEXT, "id at the VIM")
            .gives("name", TEXT, "name at the VIM")
            .gives("interfaces", OBJECTS, "one per port and in their order: portId, networkId, mac, ips")
            .mayGive("host", TEXT, "compute node, where the VIM tells")
            .precondition(
                    "image, flavor, ports, volumes and groups are there, ports and volumes without a server unless"
                            + " several may have the volume; the quota allows it")
            .rollback(Reversibility.EXACT, "deletes the server; its ports and volumes stay")
            .within(Delays.BOOT)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one server with this task's tag is there and ACTIVE");

    private CreateServer() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            String name,
            @Nullable Input imageId,
            Input flavorId,
            List<Input> portIds,
            List<Volume> volumes,
            List<Input> serverGroupIds,
            @Nullable String userData,
            boolean configDrive,
            @Nullable String availabilityZone) {
        public Parameters {
            portIds = List.copyOf(portIds);
            volumes = List.copyOf(volumes);
            serverGroupIds = List.copyOf(serverGroupIds);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("imageId", imageId == null ? null : imageId.toValue())
                    .put("flavorId", flavorId)
                    .inputs("portIds", portIds)
                    .objects("volumes", volumes.stream().map(Volume::toValue).toList())
                    .inputs("serverGroupIds", serverGroupIds)
                    .put("userData", userData)
                    .put("configDrive", configDrive)
                    .put("availabilityZone", availabilityZone)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateServer", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.text("name"),
                    fields.optionalInput("imageId"),
                    fields.input("flavorId"),
                    fields.inputs("portIds"),
                    fields.objects("volumes").stream().map(Volume::from).toList(),
                    fields.inputs("serverGroupIds"),
                    fields.optionalText("userData"),
                    fields.truth("configDrive", false),
                    fields.optionalText("availabilityZone"));
        }
    }

    /**
     * A volume of a server.
     *
     * @param boot whether the server boots from it; of one volume at most
     * @param deleteWithServer whether the VIM deletes it when the server goes
     */
    public record Volume(Input volumeId, boolean boot, boolean deleteWithServer) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("volumeId", volumeId)
                    .put("boot", boot)
                    .put("deleteWithServer", deleteWithServer)
                    .done();
        }

        public static Volume from(Value.Obj given) {
            var fields = Fields.of("a volume", given);
            return new Volume(
                    fields.input("volumeId"), fields.truth("boot", false), fields.truth("deleteWithServer", false));
        }
    }

    /** What it gives. */
    public record Outputs(
            String serverId,
            String name,
            List<Interface> interfaces,
            @Nullable String host) {
        public Outputs {
            interfaces = List.copyOf(interfaces);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("serverId", serverId)
                    .put("name", name)
                    .put(
                            "interfaces",
                            Value.list(
                                    interfaces.stream().map(Interface::toValue).toList()))
                    .put("host", host)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateServer's outputs", given);
            return new Outputs(
                    fields.text("serverId"),
                    fields.text("name"),
                    fields.objects("interfaces").stream().map(Interface::from).toList(),
                    fields.optionalText("host"));
        }
    }

    /** An interface as the VIM shows it once the server is active. */
    public record Interface(String portId, String networkId, String mac, List<String> ips) {
        public Interface {
            ips = List.copyOf(ips);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("portId", portId)
                    .put("networkId", networkId)
                    .put("mac", mac)
                    .texts("ips", ips)
                    .done();
        }

        public static Interface from(Value.Obj given) {
            var fields = Fields.of("an interface", given);
            return new Interface(
                    fields.text("portId"), fields.text("networkId"), fields.text("mac"), fields.texts("ips"));
        }
    }
}
