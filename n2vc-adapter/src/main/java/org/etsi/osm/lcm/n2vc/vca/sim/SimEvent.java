package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import org.etsi.osm.lcm.core.model.Value;

/**
 * Something that truly happened at the simulated VCA or in a simulated cluster.
 *
 * @param number its place in the order of all of them
 * @param nsInstanceId whose the environment or the release is; empty where that isn't known
 * @param subject id of the environment or release
 * @param name primitive, charm, chart or bundle; of a relation, {@code endpoint requirer:endpoint}
 * @param arguments primitive's arguments, software's configuration, KDU's values
 * @param at when, by the clock of who asked for it
 */
public record SimEvent(
        long number,
        What what,
        String nsInstanceId,
        String taskKey,
        String subject,
        String name,
        Value.Obj arguments,
        Instant at) {

    /** What happened. */
    public enum What {
        ENVIRONMENT_CREATED,
        ENVIRONMENT_REGISTERED,
        SOFTWARE_INSTALLED,
        RELATED,
        PRIMITIVE_RUN,
        ENVIRONMENT_DELETED,
        KDU_INSTALLED,
        KDU_UNINSTALLED
    }
}
