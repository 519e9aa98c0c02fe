package org.etsi.osm.lcm.n2vc.vca;

import org.etsi.osm.lcm.core.model.Value;

/**
 * One run of a primitive, or of an installation, as a VCA records it.
 *
 * @param id given by who started it, never used for another run
 * @param taskKey of the task that it was started for
 * @param primitive its name; of an installation, the charm or chart
 * @param arguments that it was started with; of an installation, its configuration
 * @param output what it printed so far; on failure, why
 */
public record PrimitiveRun(
        String id,
        String taskKey,
        String environment,
        String primitive,
        Value.Obj arguments,
        State state,
        String output) {

    /** How far it is. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
