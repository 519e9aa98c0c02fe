package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/** An attempt that is over, kept for the operator; the last three of a task are stored. */
public record Attempt(
        CommandAction action,
        long sequence,
        int attempt,
        ReplyStatus status,
        @Nullable Failure error,
        long startedEpochMs,
        long endedEpochMs) {}
