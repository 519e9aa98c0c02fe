package org.etsi.osm.lcm.core.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Which verb is legal when: the one table that both rejects a verb and tells what can be asked for now (design, section
 * 3.5).
 */
public final class Verbs {
    private Verbs() {}

    /** The verbs that would be accepted now. A cancel counts as legal if one of its modes is. */
    public static Set<Verb> legal(Operation operation) {
        var legal = EnumSet.noneOf(Verb.class);
        for (Verb verb : Verb.values()) {
            if (objection(operation, verb, CancelMode.FORCEFUL).isEmpty()) {
                legal.add(verb);
            }
        }
        return legal;
    }

    /** Why a verb can't be accepted now; nothing if it can. */
    public static Optional<String> objection(Operation operation, Verb verb, @Nullable CancelMode cancelMode) {
        if (operation.parked() != null) {
            return Optional.of("the operation is parked: " + operation.parked());
        }
        OperationState state = operation.state();
        return switch (verb) {
            case PAUSE ->
                firstOf(
                        unless(state.isMoving(), "nothing moves in " + state),
                        unless(operation.control() == Control.RUN, "it is " + operation.control() + " already"),
                        unless(!isCancelling(operation), "a cancel is pending, which ends in FAILED_TEMP by itself"),
                        unless(
                                operation.supersededBy() == null,
                                "it makes way for terminate " + operation.supersededBy()));
            case RESUME -> unless(operation.control() == Control.PAUSED, "it isn't paused");
            case CANCEL ->
                firstOf(
                        unless(state.isMoving(), "only PROCESSING and ROLLING_BACK can be cancelled, it is " + state),
                        unless(!isCancelledAs(operation, cancelMode), "such a cancel is pending already"));
            case RETRY ->
                unless(state == OperationState.FAILED_TEMP, "only FAILED_TEMP can be retried, it is " + state);
            case ROLLBACK ->
                firstOf(
                        unless(
                                state == OperationState.FAILED_TEMP || state == OperationState.PROCESSING,
                                "only FAILED_TEMP and PROCESSING can be rolled back, it is " + state),
                        unless(
                                state == OperationState.FAILED_TEMP || operation.occupies(),
                                "it waits for its turn and has done nothing yet: cancel it instead"),
                        unless(!isRollbackPending(operation), "a rollback is pending already"),
                        unless(
                                operation.frontier().irreversible() == 0,
                                "it is past a point of no return: "
                                        + operation.frontier().irreversible() + " of its tasks can't be undone"));
            case FAIL ->
                unless(state == OperationState.FAILED_TEMP, "only FAILED_TEMP can be closed as FAILED, it is " + state);
        };
    }

    private static boolean isCancelling(Operation operation) {
        var settle = operation.settle();
        return settle != null && settle.cancelMode() != null;
    }

    private static boolean isRollbackPending(Operation operation) {
        var settle = operation.settle();
        return settle != null && settle.then() == OperationState.ROLLING_BACK;
    }

    private static boolean isCancelledAs(Operation operation, @Nullable CancelMode mode) {
        var settle = operation.settle();
        return settle != null
                && (settle.cancelMode() == CancelMode.FORCEFUL
                        || (settle.cancelMode() == CancelMode.GRACEFUL && mode != CancelMode.FORCEFUL));
    }

    private static Optional<String> unless(boolean legal, String objection) {
        return legal ? Optional.empty() : Optional.of(objection);
    }

    @SafeVarargs
    private static Optional<String> firstOf(Optional<String>... objections) {
        for (Optional<String> objection : objections) {
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }
}
