package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates an execution environment: a proxy charm or a helm chart beside the VNF. */
public final class CreateExecutionEnvironment {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateExecutionEnvironment",
                    "Creates an execution environment beside what it configures: a proxy charm or a helm chart.",
                    TaskType.N2VC)
            .needs("namespace", TEXT, "OSM's namespace of the element, such as .NS.VNFR-0.VDU-0")
            .needs("technology", TEXT, "lxc_proxy_charm, k8s_proxy_charm or helm-v3")
            .needs("artifact", TEXT, "charm or chart of the package")
            .mayHave("vnfd", TEXT, "id of the stored descriptor that its package belongs to; absent for the NS's own")
            .mayHave("descriptor", TEXT, "id of the execution environment in the descriptor")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .mayHave("config", OBJECT, "configuration that it starts with")
            .gives("environmentId", TEXT, "its id at the VCA")
            .mayGive("model", TEXT, "Juju model that it is in")
            .mayGive("application", TEXT, "Juju application that it is")
            .rollback(Reversibility.EXACT, "deletes the execution environment")
            .within(Delays.CONFIGURATION)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one execution environment of this task is there");

    private CreateExecutionEnvironment() {}

    /** What it takes. */
    public record Parameters(
            String namespace,
            String technology,
            String artifact,
            @Nullable String vnfd,
            @Nullable String descriptor,
            @Nullable String vca,
            Value.Obj config) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("namespace", namespace)
                    .put("technology", technology)
                    .put("artifact", artifact)
                    .put("vnfd", vnfd)
                    .put("descriptor", descriptor)
                    .put("vca", vca)
                    .someObject("config", config)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateExecutionEnvironment", given);
            return new Parameters(
                    fields.text("namespace"),
                    fields.text("technology"),
                    fields.text("artifact"),
                    fields.optionalText("vnfd"),
                    fields.optionalText("descriptor"),
                    fields.optionalText("vca"),
                    fields.object("config"));
        }
    }

    /** What it gives. */
    public record Outputs(
            String environmentId,
            @Nullable String model,
            @Nullable String application) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("environmentId", environmentId)
                    .put("model", model)
                    .put("application", application)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("outputs of CreateExecutionEnvironment", given);
            return new Outputs(
                    fields.text("environmentId"), fields.optionalText("model"), fields.optionalText("application"));
        }
    }
}
