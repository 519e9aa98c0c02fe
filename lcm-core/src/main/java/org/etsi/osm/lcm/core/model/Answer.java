package org.etsi.osm.lcm.core.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a verb: the state that it produced, or why it was rejected and what is legal instead.
 *
 * @param state the operation's state after the verb; none if there is no such operation
 * @param legal the verbs that are legal now
 */
public record Answer(
        String requestId,
        OperationId operation,
        Verb verb,
        boolean accepted,
        String reason,
        @Nullable OperationState state,
        @Nullable Control control,
        long revision,
        int inFlight,
        Set<Verb> legal) {
    public Answer {
        legal = Set.copyOf(legal);
    }
}
