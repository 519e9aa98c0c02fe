package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/** Removes everything at a VIM that carries the tag of an NS. */
public final class RemoveLeftovers {
    public static final TaskType TYPE = TaskType.draft(
                    "RemoveLeftovers", "Removes everything at a VIM that carries the tag of an NS.", TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("ns", TEXT, "id of the NS whose things are removed")
            .rollback(Reversibility.IMPOSSIBLE, "what was deleted can't be brought back")
            .within(Duration.ofMinutes(20))
            .retried(5, Delays.FIRST, Delays.LIMIT)
            .postcondition("nothing at the VIM carries the tag of the NS");

    private RemoveLeftovers() {}

    /** What it takes. */
    public record Parameters(String vim, String ns) {
        public Value.Obj toValue() {
            return Fields.write().put("vim", vim).put("ns", ns).done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("RemoveLeftovers", given);
            return new Parameters(fields.text("vim"), fields.text("ns"));
        }
    }
}
