package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.TaskId;

/** The failure policy: what becomes of an operation when a task has failed for good (design, section 3.4). */
final class Failures {
    private Failures() {}

    /** From now on nothing new starts; what follows is up to the policy. A cancel that is pending already prevails. */
    static void settle(Draft draft, int index, Failure failure) {
        String label = draft.plan().tasks().get(index).label();
        settle(
                draft,
                TaskId.at(index),
                new Failure(
                        failure.code(),
                        TaskId.at(index) + " " + label + ": " + failure.message(),
                        failure.retryable(),
                        failure.detail()));
    }

    static void settle(Draft draft, @org.jspecify.annotations.Nullable TaskId blame, Failure failure) {
        var pending = draft.settle();
        if (pending != null) {
            return;
        }
        draft.error(failure);
        if (draft.steering().tolerant() && blame != null) {
            // An operator has said: leave failed branches, and finish the rest.
            return;
        }
        if (draft.isBackward()) {
            var then = draft.automaticRollback() ? OperationState.FAILED : OperationState.FAILED_TEMP;
            draft.settle(Settle.after(then, false, blame));
            return;
        }
        boolean canGoBack = draft.frontier().irreversible() == 0;
        draft.settle(
                switch (draft.request().onFailure()) {
                    case HOLD -> Settle.after(OperationState.FAILED_TEMP, false, blame);
                    case ROLLBACK ->
                        canGoBack
                                ? Settle.after(OperationState.ROLLING_BACK, true, blame)
                                : Settle.after(OperationState.FAILED_TEMP, false, blame);
                    case FAIL -> Settle.after(OperationState.FAILED, false, blame);
                });
    }
}
