package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Finds an image that the VIM has. */
public final class FindImage {
    public static final TaskType TYPE = TaskType.draft(
                    "FindImage", "Finds an image that the VIM has, by id, name or checksum.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .mayHave("id", TEXT, "its id")
            .mayHave("name", TEXT, "its name")
            .mayHave("checksum", TEXT, "its checksum; tells images of one name apart")
            .atLeastOneOf("id", "name", "checksum")
            .gives("imageId", TEXT, "id at the VIM")
            .mayGive("name", TEXT, "name at the VIM")
            .precondition("exactly one image matches all that is given; of several with one checksum the lowest id")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .effectFree()
            .postcondition("the image is there");

    private FindImage() {}

    /** What it takes. */
    public record Parameters(
            String vim,
            @Nullable String id,
            @Nullable String name,
            @Nullable String checksum) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("id", id)
                    .put("name", name)
                    .put("checksum", checksum)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("FindImage", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.optionalText("id"),
                    fields.optionalText("name"),
                    fields.optionalText("checksum"));
        }
    }

    /** What it gives. */
    public record Outputs(String imageId, @Nullable String name) {
        public Value.Obj toValue() {
            return Fields.write().put("imageId", imageId).put("name", name).done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("FindImage's outputs", given);
            return new Outputs(fields.text("imageId"), fields.optionalText("name"));
        }
    }
}
