package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.OBJECT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import java.util.Map;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/** Finds a flavor of a size, or creates one. */
public final class EnsureFlavor {
    public static final TaskType TYPE = TaskType.draft(
                    "EnsureFlavor",
                    "Finds a flavor of exactly this size that isn't ours, or creates one for this NS.",
                    TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "name, if one is created")
            .needs("ramMb", NUMBER, "memory in MB")
            .needs("vcpus", NUMBER, "virtual CPUs")
            .needs("diskGb", NUMBER, "root disk in GB")
            .mayHave("ephemeralGb", NUMBER, "a further disk that goes with the server, in GB; absent for none")
            .mayHave("swapMb", NUMBER, "swap disk in MB; absent for none")
            .mayHave("extraSpecs", OBJECT, "extra specs, text by text")
            .gives("flavorId", TEXT, "id at the VIM")
            .gives("created", TRUTH, "whether it was created, and so is ours to delete")
            .rollback(Reversibility.EXACT, "deletes the flavor if it was created")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("a flavor of this size is there: found, or created with our tag");

    private EnsureFlavor() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            String name,
            int ramMb,
            int vcpus,
            int diskGb,
            int ephemeralGb,
            int swapMb,
            Map<String, String> extraSpecs) {
        public Parameters {
            extraSpecs = Map.copyOf(extraSpecs);
        }

        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("ramMb", ramMb)
                    .put("vcpus", vcpus)
                    .put("diskGb", diskGb)
                    .put("ephemeralGb", ephemeralGb == 0 ? null : (Integer) ephemeralGb)
                    .put("swapMb", swapMb == 0 ? null : (Integer) swapMb)
                    .textMap("extraSpecs", extraSpecs)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("EnsureFlavor", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.text("name"),
                    fields.number("ramMb"),
                    fields.number("vcpus"),
                    fields.number("diskGb"),
                    fields.number("ephemeralGb", 0),
                    fields.number("swapMb", 0),
                    fields.textMap("extraSpecs"));
        }
    }

    /** What it gives. */
    public record Outputs(String flavorId, boolean created) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("flavorId", flavorId)
                    .put("created", created)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("EnsureFlavor's outputs", given);
            return new Outputs(fields.text("flavorId"), fields.truth("created", false));
        }
    }
}
