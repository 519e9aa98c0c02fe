package org.etsi.osm.lcm.core.model;

/**
 * Parameters that an operator has put in place of the plan's.
 *
 * @param parameters the fields that differ from the plan; {@link Value.Nil} takes one away
 */
public record Edit(Value.Obj parameters, String actor, long atEpochMs) {
    /** The plan's parameters with the edited ones in their place. */
    public Value.Obj over(Value.Obj planned) {
        return planned.merged(parameters);
    }
}
