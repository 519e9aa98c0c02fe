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
        if (draft.isBackward()) {
            var then = draft.automaticRollback() ? OperationState.FAILED : OperationState.FAILED_TEMP;
            draft.settle(new Settle(then, null, false, blame));
            return;
        }
        boolean canGoBack = draft.frontier().irreversible() == 0;
        draft.settle(
                switch (draft.request().onFailure()) {
                    case HOLD -> new Settle(OperationState.FAILED_TEMP, null, false, blame);
                    case ROLLBACK ->
                        canGoBack
                                ? new Settle(OperationState.ROLLING_BACK, null, true, blame)
                                : new Settle(OperationState.FAILED_TEMP, null, false, blame);
                    case FAIL -> new Settle(OperationState.FAILED, null, false, blame);
                });
    }
}
