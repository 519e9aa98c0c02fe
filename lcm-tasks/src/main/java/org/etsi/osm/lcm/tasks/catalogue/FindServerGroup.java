package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Finds a server group that the VIM has and that isn't ours. */
public final class FindServerGroup {
    public static final TaskType TYPE = TaskType.draft(
                    "FindServerGroup", "Finds a server group that the VIM has and that isn't ours, by id.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("id", TEXT, "its id")
            .gives("serverGroupId", TEXT, "id at the VIM")
            .mayGive("name", TEXT, "name at the VIM")
            .precondition("the VIM has a server group of this id without our tags")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("the server group is there");

    private FindServerGroup() {}

    /** What it takes. */
    public record Parameters(String vim, String id) {
        public Value.Obj toValue() {
            return Fields.write().put("vim", vim).put("id", id).done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("FindServerGroup", given);
            return new Parameters(fields.text("vim"), fields.text("id"));
        }
    }

    /** What it gives. */
    public record Outputs(String serverGroupId, @Nullable String name) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("serverGroupId", serverGroupId)
                    .put("name", name)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("FindServerGroup's outputs", given);
            return new Outputs(fields.text("serverGroupId"), fields.optionalText("name"));
        }
    }
}
