package org.etsi.osm.lcm.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Why nothing new starts, and what follows once nothing is in flight any more.
 *
 * @param then FAILED_TEMP, FAILED or ROLLING_BACK
 * @param cancelMode the mode, if a cancel asked for it; none after a failure
 * @param automatic the rollback that follows is the failure policy's, not an operator's
 * @param undo what the rollback that follows is limited to; none if it undoes everything, or none follows
 * @param blame the task whose failure led here, if one did
 */
public record Settle(
        OperationState then,
        @Nullable CancelMode cancelMode,
        boolean automatic,
        @Nullable TaskId blame,
        @Nullable UndoScope undo) {
    /** Nothing but the end that follows a task's failure. */
    public static Settle after(OperationState then, boolean automatic, @Nullable TaskId blame) {
        return new Settle(then, null, automatic, blame, null);
    }

    /** The end that a cancel asks for. */
    public static Settle cancelled(OperationState then, CancelMode mode, boolean automatic) {
        return new Settle(then, mode, automatic, null, null);
    }
}
