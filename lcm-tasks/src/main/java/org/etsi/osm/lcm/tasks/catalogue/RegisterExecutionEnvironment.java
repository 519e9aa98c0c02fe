package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Registers a server as the execution environment of its own charm. */
public final class RegisterExecutionEnvironment {
    public static final TaskType TYPE = TaskType.draft(
                    "RegisterExecutionEnvironment",
                    "Registers a server as the execution environment of a native charm.",
                    TaskType.N2VC)
            .needs("namespace", TEXT, "OSM's namespace of the element, such as .NS.VNFR-0.VDU-0")
            .needs("technology", TEXT, "native_charm")
            .needs("artifact", TEXT, "charm of the package")
            .needs("hostname", TEXT, "management address of the server")
            .needs("username", TEXT, "whom the VCA logs in as")
            .mayHave("vnfd", TEXT, "id of the stored descriptor that its package belongs to; absent for the NS's own")
            .mayHave("descriptor", TEXT, "id of the execution environment in the descriptor")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .gives("environmentId", TEXT, "its id at the VCA")
            .mayGive("model", TEXT, "Juju model that it is in")
            .mayGive("application", TEXT, "Juju application that it is")
            .precondition("the server answers at its address")
            .rollback(Reversibility.EXACT, "takes the server out of the VCA")
            .within(Delays.CONFIGURATION)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one execution environment of this task is there, on this server");

    private RegisterExecutionEnvironment() {}

    /** What it takes. */
    public record Parameters(
            String namespace,
            String technology,
            String artifact,
            Input hostname,
            String username,
            @Nullable String vnfd,
            @Nullable String descriptor,
            @Nullable String vca) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("namespace", namespace)
                    .put("technology", technology)
                    .put("artifact", artifact)
                    .put("hostname", hostname)
                    .put("username", username)
                    .put("vnfd", vnfd)
                    .put("descriptor", descriptor)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("RegisterExecutionEnvironment", given);
            return new Parameters(
                    fields.text("namespace"),
                    fields.text("technology"),
                    fields.text("artifact"),
                    fields.input("hostname"),
                    fields.text("username"),
                    fields.optionalText("vnfd"),
                    fields.optionalText("descriptor"),
                    fields.optionalText("vca"));
        }
    }
}
