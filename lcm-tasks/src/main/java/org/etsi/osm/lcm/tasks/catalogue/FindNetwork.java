package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Finds a network that the VIM has and that isn't ours. */
public final class FindNetwork {
    public static final TaskType TYPE = TaskType.draft(
                    "FindNetwork", "Finds a network that the VIM has and that isn't ours, by id or name.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .mayHave("id", TEXT, "its id")
            .mayHave("name", TEXT, "its name")
            .atLeastOneOf("id", "name")
            .gives("networkId", TEXT, "id at the VIM")
            .mayGive("name", TEXT, "name at the VIM")
            .precondition("exactly one network matches all that is given")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("the network is there");

    private FindNetwork() {}

    /** What it takes. */
    public record Parameters(
            String vim, @Nullable String id, @Nullable String name) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("id", id)
                    .put("name", name)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("FindNetwork", given);
            return new Parameters(fields.text("vim"), fields.optionalText("id"), fields.optionalText("name"));
        }
    }

    /** What it gives. */
    public record Outputs(String networkId, @Nullable String name) {
        public Value.Obj toValue() {
            return Fields.write().put("networkId", networkId).put("name", name).done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("FindNetwork's outputs", given);
            return new Outputs(fields.text("networkId"), fields.optionalText("name"));
        }
    }
}
