package org.etsi.osm.lcm.core.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which verb is legal when: the one table that both rejects a verb and tells what can be asked for now (design, section
 * 3.5). This half is about operations as a whole, {@link TaskVerbs} about single tasks.
 */
public final class Verbs {
    private Verbs() {}

    /** The verbs that would be accepted now, with suitable arguments, of the operation as a whole. */
    public static Set<Verb> legal(Operation operation) {
        return legal(operation, null);
    }

    /** The verbs that would be accepted now, with suitable arguments, of one task; none if there is no such task. */
    public static Set<Verb> legal(Operation operation, @Nullable TaskId task) {
        var legal = EnumSet.noneOf(Verb.class);
        for (Verb verb : Verb.values()) {
            boolean isMeant = task == null ? verb.isOfOperations() : verb.isOfTasks();
            if (isMeant && objectionToBest(operation, task, verb).isEmpty()) {
                legal.add(verb);
            }
        }
        return legal;
    }

    /** Why a verb can't be accepted now, whatever its arguments; nothing if it can with suitable ones. */
    public static Optional<String> objectionToBest(Operation operation, @Nullable TaskId task, Verb verb) {
        var request =
                VerbRequest.of("probe", operation.id(), verb, "probe").on(task).with(best(operation, task, verb));
        return objection(operation, request, ParameterCheck.NONE);
    }

    /** Arguments with which a verb is accepted if it can be accepted at all. */
    static VerbArguments best(Operation operation, @Nullable TaskId task, Verb verb) {
        return switch (verb) {
            case CANCEL -> VerbArguments.of(CancelMode.FORCEFUL);
            case BREAKPOINT -> VerbArguments.selector(new Selector(Selector.Kind.TYPE, "*"));
            case RETRY -> VerbArguments.parameters(Value.Obj.EMPTY);
            case SKIP ->
                task == null || !operation.plan().contains(task)
                        ? VerbArguments.NONE
                        : VerbArguments.outputs(TaskVerbs.wanted(operation, task));
            default -> VerbArguments.NONE;
        };
    }

    /** Why a verb can't be accepted now; nothing if it can. */
    static Optional<String> objection(Operation operation, VerbRequest request, ParameterCheck check) {
        Long expected = request.expectedRevision();
        if (expected != null && expected != operation.revision()) {
            return Optional.of("revision " + expected + " was expected, but it is " + operation.revision() + " by now");
        }
        var task = request.task();
        if (task == null && !request.verb().isOfOperations()) {
            return Optional.of("it is asked of a task, but none was named");
        }
        if (task != null && !request.verb().isOfTasks()) {
            return Optional.of("it is asked of an operation as a whole, but " + task + " was named");
        }
        if (request.verb() == Verb.PREVIEW) {
            return task == null ? Optional.empty() : TaskVerbs.unknown(operation, task);
        }
        if (operation.parked() != null && request.verb() != Verb.KILL && request.verb() != Verb.UNPARK) {
            return Optional.of("the operation is parked: " + operation.parked());
        }
        return task == null
                ? ofOperation(operation, request.verb(), request.arguments())
                : TaskVerbs.objection(operation, task, request.verb(), request.arguments(), check);
    }

    private static Optional<String> ofOperation(Operation operation, Verb verb, VerbArguments arguments) {
        OperationState state = operation.state();
        return switch (verb) {
            case PAUSE ->
                Objections.first(
                        Objections.unless(state.isMoving(), "nothing moves in " + state),
                        Objections.unless(
                                operation.control() == Control.RUN, "it is " + operation.control() + " already"),
                        Objections.unless(
                                !isCancelling(operation), "a cancel is pending, which ends in FAILED_TEMP by itself"),
                        makesWay(operation));
            case RESUME -> Objections.unless(operation.control() != Control.RUN, "it isn't paused");
            case STEP ->
                Objections.first(
                        Objections.unless(state.isMoving(), "nothing moves in " + state),
                        Objections.unless(operation.occupies(), "it waits for its turn"),
                        Objections.unless(
                                operation.control() != Control.STEP,
                                "a step is under way: " + operation.steering().stepping()),
                        Objections.unless(operation.occupies(), "it waits for its turn"),
                        Objections.unless(operation.settle() == null, "it is coming to rest"),
                        makesWay(operation),
                        Objections.unless(
                                !operation.frontier().ready().isEmpty(),
                                "no task is ready: each waits for others, for a hold, a freeze or a back-off"));
            case BREAKPOINT -> breakpoint(operation, arguments.selector());
            case CLEAR -> clear(operation, arguments.selector());
            case CANCEL ->
                Objections.first(
                        Objections.unless(
                                state.isMoving(), "only PROCESSING and ROLLING_BACK can be cancelled, it is " + state),
                        Objections.unless(
                                !isCancelledAs(operation, arguments.cancelMode()), "such a cancel is pending already"));
            case RETRY ->
                Objections.unless(
                        state == OperationState.FAILED_TEMP, "only FAILED_TEMP can be retried, it is " + state);
            case ROLLBACK -> rollback(operation, arguments.downTo());
            case CONTINUE ->
                Objections.first(
                        Objections.unless(
                                state == OperationState.FAILED_TEMP,
                                "only FAILED_TEMP can be continued, it is " + state),
                        Objections.unless(
                                operation.isPlanned() && operation.occupies(),
                                "it has no plan yet, so there is nothing to be left behind: retry it"));
            case FAIL ->
                Objections.unless(
                        state == OperationState.FAILED_TEMP,
                        "only FAILED_TEMP can be closed as FAILED, it is " + state);
            case KILL -> Objections.unless(!state.isTerminal(), "it is over: " + state);
            case UNPARK -> Objections.unless(operation.parked() != null, "it isn't parked");
            case VERIFY -> Objections.unless(operation.isPlanned(), "it has no plan yet");
            case HOLD, RELEASE, STOP, RERUN, SKIP, DONE, PREVIEW ->
                throw new IllegalStateException("Expected a verb of operations, but found " + verb);
        };
    }

    private static Optional<String> breakpoint(Operation operation, @Nullable Selector selector) {
        if (selector == null || !selector.kind().isOfBreakpoints()) {
            return Optional.of("a breakpoint is set by task, type, vnf or vim, but "
                    + (selector == null ? "nothing was named" : selector + " was"));
        }
        var set = operation.steering().breakpoints();
        boolean isTask = selector.kind() == Selector.Kind.TASK;
        return Objections.first(
                Objections.unless(!operation.state().isTerminal(), "it is over: " + operation.state()),
                makesWay(operation),
                Objections.unless(!set.contains(selector), "it is set already"),
                Objections.unless(
                        set.size() < Steering.MOST_BREAKPOINTS,
                        "it has " + Steering.MOST_BREAKPOINTS + " breakpoints, which is the most"),
                Objections.unless(
                        !isTask
                                || !operation.isPlanned()
                                || operation.plan().tasks().stream()
                                        .anyMatch(spec -> spec.id().value().equals(selector.value())),
                        "there is no task " + selector.value()));
    }

    private static Optional<String> clear(Operation operation, @Nullable Selector selector) {
        var set = operation.steering().breakpoints();
        return Objections.unless(
                selector == null ? !set.isEmpty() : set.contains(selector),
                selector == null ? "it has no breakpoints" : "there is no such breakpoint; set are " + set);
    }

    private static Optional<String> rollback(Operation operation, @Nullable TaskId downTo) {
        OperationState state = operation.state();
        var common = Objections.first(
                Objections.unless(
                        state == OperationState.FAILED_TEMP || state == OperationState.PROCESSING,
                        "only FAILED_TEMP and PROCESSING can be rolled back, it is " + state),
                Objections.unless(
                        state == OperationState.FAILED_TEMP || operation.occupies(),
                        "it waits for its turn and has done nothing yet: cancel it instead"),
                Objections.unless(!isRollbackPending(operation), "a rollback is pending already"),
                makesWay(operation));
        if (common.isPresent()) {
            return common;
        }
        return downTo == null
                ? Objections.unless(
                        operation.frontier().irreversible() == 0,
                        "it is past a point of no return: "
                                + operation.frontier().irreversible() + " of its tasks can't be undone")
                : TaskVerbs.rollbackDownTo(operation, downTo);
    }

    private static Optional<String> makesWay(Operation operation) {
        return Objections.unless(
                operation.supersededBy() == null, "it makes way for terminate " + operation.supersededBy());
    }

    static boolean isCancelling(Operation operation) {
        var settle = operation.settle();
        return settle != null && settle.cancelMode() != null;
    }

    static boolean isRollbackPending(Operation operation) {
        var settle = operation.settle();
        return settle != null && settle.then() == OperationState.ROLLING_BACK;
    }

    private static boolean isCancelledAs(Operation operation, @Nullable CancelMode mode) {
        var settle = operation.settle();
        return settle != null
                && (settle.cancelMode() == CancelMode.FORCEFUL
                        || (settle.cancelMode() == CancelMode.GRACEFUL && mode != CancelMode.FORCEFUL));
    }
}
