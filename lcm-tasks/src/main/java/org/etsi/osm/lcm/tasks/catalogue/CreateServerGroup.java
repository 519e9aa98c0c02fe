package org.etsi.osm.lcm.tasks.catalogue;

import static org.etsi.osm.lcm.tasks.catalogue.Field.Kind.TEXT;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/** Creates a rule for where servers stand: on one host, or each on its own. */
public final class CreateServerGroup {
    public static final TaskType TYPE = TaskType.draft(
                    "CreateServerGroup",
                    "Creates a rule for where servers stand: together on one host, or each on its own.",
                    TaskType.RO)
            .needs("vim", TEXT, "VIM account")
            .needs("name", TEXT, "name at the VIM; not unique")
            .needs("policy", TEXT, "affinity, anti-affinity, soft-affinity or soft-anti-affinity")
            .gives("serverGroupId", TEXT, "id at the VIM")
            .gives("name", TEXT, "name at the VIM, which carries our tags")
            .rollback(Reversibility.EXACT, "deletes the group; servers in it stay where they are")
            .retried(3, Delays.FIRST, Delays.LIMIT)
            .postcondition("one server group with this task's tag in its name is there, with this policy");

    private CreateServerGroup() {}

    /** What it takes. */
    public record Parameters(String vim, String name, String policy) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("vim", vim)
                    .put("name", name)
                    .put("policy", policy)
                    .done();
        }

        public static Parameters from(Value.Obj given) {
            var fields = Fields.of("CreateServerGroup", given);
            return new Parameters(fields.text("vim"), fields.text("name"), fields.text("policy"));
        }
    }

    /** What it gives. */
    public record Outputs(String serverGroupId, String name) {
        public Value.Obj toValue() {
            return Fields.write()
                    .put("serverGroupId", serverGroupId)
                    .put("name", name)
                    .done();
        }

        public static Outputs from(Value.Obj given) {
            var fields = Fields.of("CreateServerGroup's outputs", given);
            return new Outputs(fields.text("serverGroupId"), fields.text("name"));
        }
    }
}
