package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A verb, asked for once: the same request id gets the same answer, however often it arrives.
 *
 * @param task whom it is asked of; none for the operation as a whole
 * @param actor who asks, for the history
 * @param expectedRevision the verb is rejected if the operation has another one by now
 */
public record VerbRequest(
        String requestId,
        OperationId operation,
        @Nullable TaskId task,
        Verb verb,
        String actor,
        VerbArguments arguments,
        @Nullable Long expectedRevision) {
    public VerbRequest {
        if (requestId.isBlank() || requestId.length() > 128) {
            throw new IllegalArgumentException(
                    "Expected a request id of 1 to 128 characters, but found '" + requestId + "'");
        }
    }

    /** A verb on an operation, without arguments or condition. */
    public static VerbRequest of(String requestId, OperationId operation, Verb verb, String actor) {
        return new VerbRequest(requestId, operation, null, verb, actor, VerbArguments.NONE, null);
    }

    public VerbRequest on(@Nullable TaskId target) {
        return new VerbRequest(requestId, operation, target, verb, actor, arguments, expectedRevision);
    }

    public VerbRequest with(VerbArguments given) {
        return new VerbRequest(requestId, operation, task, verb, actor, given, expectedRevision);
    }

    public VerbRequest expecting(@Nullable Long revision) {
        return new VerbRequest(requestId, operation, task, verb, actor, arguments, revision);
    }

    /** What a {@link Verb#ROLLBACK} is limited to; none if it undoes everything. */
    public @Nullable UndoScope undoScope() {
        if (task != null) {
            return new UndoScope(UndoScope.Kind.FROM, task);
        }
        var downTo = arguments.downTo();
        return downTo == null ? null : new UndoScope(UndoScope.Kind.DOWN_TO, downTo);
    }

    /** The same request for another verb. */
    public VerbRequest asking(Verb other) {
        return new VerbRequest(requestId, operation, task, other, actor, arguments, expectedRevision);
    }
}
