package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.NUMBER;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;
import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TRUTH;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Creates a volume, empty or from an image to boot from. */
public final class CreateVolume {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateVolume", "Creates a volume, empty or from an image to boot from.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "name at the VIM; not unique")
            .needs("sizeGb", NUMBER, "size in GB")
            .mayHave("imageId", TEXT, "image whose copy it holds, so that a server can boot from it")
            .mayHave("multiAttach", TRUTH, "whether several servers may have it at once")
            .mayHave("keep", TRUTH, "whether it outlives the NS: at its end it is released, not deleted")
            .gives("volumeId", TEXT, "id at the VIM")
            .gives("name", TEXT, "name at the VIM")
            .gives("keep", TRUTH, "whether it outlives the NS")
            .precondition("the image is there")
            .rollback(Reversibility.EXACT, "deletes the volume, even one to keep: nobody has used it yet")
            .within(Delays.BOOT)
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one volume with this task's tag is there, as asked");

    private CreateVolume() {}

    /** What it takes. */
    public record Parameters(
            String vim, String name, int sizeGb, @Nullable Input imageId, boolean multiAttach, boolean keep) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("sizeGb", sizeGb)
                    .put("imageId", imageId == null ? null : imageId.toValue())
                    .put("multiAttach", multiAttach)
                    .put("keep", keep)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateVolume", given);
            return new Parameters(
                    fields.text("vim"),
                    fields.text("name"),
                    fields.number("sizeGb"),
                    fields.optionalInput("imageId"),
                    fields.truth("multiAttach", false),
                    fields.truth("keep", false));
        }
    }

    /** What it gives. */
    public record Outputs(String volumeId, String name, boolean keep) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("volumeId", volumeId)
                    .put("name", name)
                    .put("keep", keep)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateVolume's outputs", given);
            return new Outputs(fields.text("volumeId"), fields.text("name"), fields.truth("keep", false));
        }
    }
}
