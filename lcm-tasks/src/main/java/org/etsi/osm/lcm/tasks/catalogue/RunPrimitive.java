package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Runs one primitive in an execution environment, once. */
public final class RunPrimitive {
    public static final TaskType TYPE = TaskType.draft(
                    "RunPrimitive", "Runs one primitive in an execution environment, once.", TaskType.N2VC)
            .needs("executionEnvironment", TEXT, "where it runs")
            .needs("primitive", TEXT, "its name")
            .mayHave("arguments", OBJECT, "what it is called with; maps and lists become YAML text of one line")
            .mayHave("vca", TEXT, "VCA account; absent for the installation's default")
            .gives("output", TEXT, "what it printed")
            .precondition("the execution environment is there; no unfinished run of this task is recorded")
            .rollback(Reversibility.ABSORBED, "its effects go with the server or execution environment they live in")
            .within(Duration.ofMinutes(30))
            .postcondition("a run of this task is recorded as succeeded; never run again where the outcome is unknown");

    private RunPrimitive() {}

    /** What it takes. */
    public record Parameters(
            Input executionEnvironment,
            String primitive,
            Value.Obj arguments,
            @Nullable String vca) {
        /** At the default account. */
        public Parameters(Input executionEnvironment, String primitive, Value.Obj arguments) {
            this(executionEnvironment, primitive, arguments, null);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("executionEnvironment", executionEnvironment)
                    .put("primitive", primitive)
                    .put("arguments", arguments)
                    .put("vca", vca)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("RunPrimitive", given);
            return new Parameters(
                    fields.input("executionEnvironment"),
                    fields.text("primitive"),
                    fields.object("arguments"),
                    fields.optionalText("vca"));
        }
    }

    /** What it gives. */
    public record Outputs(String output) {
        public Value.Obj toValue() {
            return Fields.write().put("output", output).done();
        }

        public static Outputs from(Value.Obj given) {
            return new Outputs(Fields.of("RunPrimitive's outputs", given).text("output"));
        }
    }
}
