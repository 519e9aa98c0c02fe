package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Deletes an execution environment by the id in the records. */
public final class DeleteExecutionEnvironment {
    public static final TaskType TYPE = TaskType.draft(
                    "DeleteExecutionEnvironment",
                    "Deletes an execution environment by the id in the records.",
                    TaskType.N2VC)
            .needs("environmentId", TEXT, "execution environment")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .rollback(Reversibility.IMPOSSIBLE, "what was deleted can't be brought back")
            .within(Delays.DELETION)
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .postcondition("the VCA doesn't know the id, or has it for another NS");

    private DeleteExecutionEnvironment() {}

    /** What it takes. */
    public record Parameters(String environmentId, @Nullable String vca) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("environmentId", environmentId)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("DeleteExecutionEnvironment", given);
            return new Parameters(fields.text("environmentId"), fields.optionalText("vca"));
        }
    }
}
