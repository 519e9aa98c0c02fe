package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Why nothing new starts, and what follows once nothing is in flight any more.
 *
 * @param then FAILED_TEMP, FAILED or ROLLING_BACK
 * @param cancelMode the mode, if a cancel asked for it; none after a failure
 * @param automatic the rollback that follows is the failure policy's, not an operator's
 * @param blame the task whose failure led here, if one did
 */
public record Settle(
        OperationState then,
        @Nullable CancelMode cancelMode,
        boolean automatic,
        @Nullable TaskId blame) {}
