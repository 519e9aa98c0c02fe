package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Removes every execution environment and KDU of an NS. */
public final class RemoveEnvironments {
    public static final TaskType TYPE = TaskType.draft(
                    "RemoveEnvironments",
                    "Removes every execution environment at a VCA account, and every KDU, that was made for an NS.",
                    TaskType.N2VC)
            .needs("ns", TEXT, "id of the NS whose things are removed")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .rollback(Reversibility.IMPOSSIBLE, "what was deleted can't be brought back")
            .within(Duration.ofMinutes(20))
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .postcondition("neither the VCA account nor any cluster has anything of the NS");

    private RemoveEnvironments() {}

    /** What it takes. */
    public record Parameters(String ns, @Nullable String vca) {
        public Value.Obj toValue() {
            return Fields.write().put("ns", ns).put("vca", vca).done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("RemoveEnvironments", given);
            return new Parameters(fields.text("ns"), fields.optionalText("vca"));
        }
    }
}
