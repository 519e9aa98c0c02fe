package org.etsi.osm.lcm.core.engine;

import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;

/**
 * How an operation makes way for a later one of its NS (design, section 3.4). For a terminate it does so in the middle
 * of its work: it is cancelled FORCEFUL, rolled back, and closed as FAILED. That it does is stored first, as
 * {@code supersededBy}; whoever takes over goes on from there.
 */
final class Superseding {
    static final String ROLLED_BACK = "rolled back";
    static final String UNDO_FAILED = "its rollback failed, and the terminate removes what it left";
    static final String NO_RETURN = "not rolled back, and the terminate removes what it left";

    private static final String CODE = "SUPERSEDED";

    private Superseding() {}

    /** Closes what waits for an operator; a later operation takes over what it left. */
    static void close(Draft draft, OperationId by) {
        if (draft.state() != OperationState.FAILED_TEMP) {
            draft.because("not superseded by " + by + ", since it is " + draft.state());
            return;
        }
        var before = draft.error();
        draft.supersededBy(by);
        draft.error(Failure.permanent(
                CODE,
                "superseded by operation " + by + ", which takes over what this one left"
                        + (before == null ? "" : "; before: " + before)));
        draft.moveTo(OperationState.FAILED);
    }

    /** A terminate waits for the NS. Repeated: nothing. */
    static void makeWay(Draft draft, OperationId terminate) {
        boolean isTerminate = draft.request().type().equals(NsQueue.TERMINATE);
        if (isTerminate || draft.state().isTerminal()) {
            draft.because("doesn't make way for terminate " + terminate + ", since it is "
                    + (isTerminate ? "one itself" : draft.state()));
        } else if (draft.state() == OperationState.FAILED_TEMP) {
            close(draft, terminate);
        } else if (draft.supersededBy() != null) {
            draft.because("makes way for terminate " + draft.supersededBy() + " already");
        } else if (draft.isBackward()) {
            goOnBack(draft, terminate);
        } else if (draft.occupies()) {
            breakOff(draft, terminate);
        } else {
            // It never had its turn, and isn't to get it only to be removed.
            draft.error(Failure.permanent("CANCELLED", "cancelled before its turn by terminate " + terminate));
            draft.moveTo(OperationState.FAILED_TEMP);
            close(draft, terminate);
        }
    }

    /** Cancelled FORCEFUL, then backward by itself; past a point of no return only the former. */
    private static void breakOff(Draft draft, OperationId terminate) {
        boolean canGoBack = draft.frontier().irreversible() == 0;
        var then = canGoBack ? OperationState.ROLLING_BACK : OperationState.FAILED;
        draft.supersededBy(terminate);
        Turn.releaseAll(draft);
        Turn.settle(draft, Settle.cancelled(then, CancelMode.FORCEFUL, canGoBack));
        draft.announce();
        draft.recordsDue();
    }

    /** Backward already: neither a pause nor a cancel keeps it there. A failure of it still ends it. */
    private static void goOnBack(Draft draft, OperationId terminate) {
        draft.supersededBy(terminate);
        draft.automaticRollback(true);
        Turn.unpause(draft);
        Turn.releaseAll(draft);
        draft.steer(draft.steering().undo(null));
        var pending = draft.settle();
        if (pending != null) {
            boolean isCancel = pending.cancelMode() != null;
            draft.settle(isCancel ? null : Settle.after(OperationState.FAILED, false, pending.blame()));
        }
        draft.announce();
        draft.recordsDue();
    }

    /** Its end in words, where it makes way for a terminate; the error until now is told along. */
    static void explain(Draft draft, String how) {
        var by = draft.supersededBy();
        var before = draft.error();
        if (by != null) {
            draft.error(Failure.permanent(
                    CODE,
                    "superseded by terminate " + by + "; " + how + (before == null ? "" : "; before: " + before)));
        }
    }
}
