package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Finds a volume that the VIM has and that isn't ours. */
public final class FindVolume {
    public static final TaskType TYPE = TaskType.draft(
                    "FindVolume", "Finds a volume that the VIM has and that isn't ours, by id.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("id", TEXT, "its id")
            .gives("volumeId", TEXT, "id at the VIM")
            .mayGive("name", TEXT, "name at the VIM")
            .precondition("the VIM has a volume of this id without our tags")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("the volume is there");

    private FindVolume() {}

    /** What it takes. */
    public record Parameters(String vim, String id) {
        public Value.Obj toValue() {
            return Fields.write().put("vim", vim).put("id", id).done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("FindVolume", given);
            return new Parameters(fields.text("vim"), fields.text("id"));
        }
    }

    /** What it gives. */
    public record Outputs(String volumeId, @Nullable String name) {
        public Value.Obj toValue() {
            return Fields.write().put("volumeId", volumeId).put("name", name).done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("FindVolume's outputs", given);
            return new Outputs(fields.text("volumeId"), fields.optionalText("name"));
        }
    }
}
