package org.etsi.osm.lcm.core.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a verb: the state that it produced, or why it was rejected and what is legal instead.
 *
 * @param task whom it was asked of; none for the operation as a whole
 * @param state the operation's state after the verb; none if there is no such operation
 * @param legal the verbs that are legal now, on the same target
 * @param detail what else there is to say: what is in flight, what was left, a report; see docs/control.md
 */
public record Answer(
        String requestId,
        OperationId operation,
        @Nullable TaskId task,
        Verb verb,
        boolean accepted,
        String reason,
        @Nullable OperationState state,
        @Nullable Control control,
        long revision,
        int inFlight,
        Set<Verb> legal,
        Value.Obj detail) {
    /** Bytes of a detail; more is cut, and says so. */
    public static final int DETAIL_LIMIT = 256 * 1024;

    public Answer {
        legal = Set.copyOf(legal);
    }
}
