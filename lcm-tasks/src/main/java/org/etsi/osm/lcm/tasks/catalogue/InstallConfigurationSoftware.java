package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Installs the software of an execution environment that was created or registered. */
public final class InstallConfigurationSoftware {
    public static final TaskType TYPE = TaskType.draft(
                    "InstallConfigurationSoftware",
                    "Installs the charm or chart in its execution environment.",
                    TaskType.N2VC)
            .needs("environmentId", TEXT, "execution environment")
            .needs("artifact", TEXT, "charm or chart of the package")
            .mayHave("vnfd", TEXT, "id of the stored descriptor that its package belongs to; absent for the NS's own")
            .mayHave("config", OBJECT, "configuration that it starts with")
            .mayHave("units", NUMBER, "how many units of it; absent for one")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .precondition("the execution environment is there")
            .rollback(Reversibility.ABSORBED, "it goes with the execution environment")
            .within(Delays.CONFIGURATION)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("the software is installed and settled");

    private InstallConfigurationSoftware() {}

    /** What it takes. */
    public record Parameters(
            Input environmentId,
            String artifact,
            @Nullable String vnfd,
            Value.Obj config,
            @Nullable Integer units,
            @Nullable String vca) {
        /** At the default account. */
        public Parameters(
                Input environmentId,
                String artifact,
                @Nullable String vnfd,
                Value.Obj config,
                @Nullable Integer units) {
            this(environmentId, artifact, vnfd, config, units, null);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("environmentId", environmentId)
                    .put("artifact", artifact)
                    .put("vnfd", vnfd)
                    .someObject("config", config)
                    .put("units", units)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("InstallConfigurationSoftware", given);
            return new Parameters(
                    fields.input("environmentId"),
                    fields.text("artifact"),
                    fields.optionalText("vnfd"),
                    fields.object("config"),
                    fields.optionalNumber("units"),
                    fields.optionalText("vca"));
        }
    }
}
