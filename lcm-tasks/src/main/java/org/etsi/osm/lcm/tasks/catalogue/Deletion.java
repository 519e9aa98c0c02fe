package org.etsi.osm.lcm.tasks.catalogue;

import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What all tasks that delete one resource take; they have no outputs.
 *
 * @param vim the VIM account
 * @param id what is deleted
 */
public record Deletion(String vim, String id) {
    public Value.Obj toValue() {
        return Fields.write().put("vim", vim).put("id", id).done();
    }

    public static Deletion from(Value.Obj given) {
        var fields = Fields.of("a deletion", given);
        return new Deletion(fields.text("vim"), fields.text("id"));
    }

    /** The contract of the type that deletes a kind of thing. */
    static TaskType type(String name, String thing, String precondition) {
        return TaskType.draft(name, "Deletes " + thing + " by the id in the records.", TaskType.RO)
                .needs("vim", Field.Kind.TEXT, "VIM account")
                .needs("id", Field.Kind.TEXT, "id of " + thing + " at the VIM")
                .precondition(precondition)
                .rollback(Reversibility.IMPOSSIBLE, "what was deleted can't be brought back")
                .within(Delays.DELETION)
                .retried(5, Delays.FIRST, Delays.LIMIT)
                .postcondition("the VIM doesn't know the id");
    }
}
