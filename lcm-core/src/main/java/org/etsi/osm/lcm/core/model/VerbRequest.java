package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A verb, asked for once: the same request id gets the same answer, however often it arrives.
 *
 * @param actor who asks, for the history
 * @param cancelMode only with {@link Verb#CANCEL}; GRACEFUL if absent
 * @param expectedRevision the verb is rejected if the operation has another one by now
 */
public record VerbRequest(
        String requestId,
        OperationId operation,
        Verb verb,
        String actor,
        @Nullable CancelMode cancelMode,
        @Nullable Long expectedRevision) {
    public VerbRequest {
        if (requestId.isBlank() || requestId.length() > 128) {
            throw new IllegalArgumentException(
                    "Expected a request id of 1 to 128 characters, but found '" + requestId + "'");
        }
    }
}
