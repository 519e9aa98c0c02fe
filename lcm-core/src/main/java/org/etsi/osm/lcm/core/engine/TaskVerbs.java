package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSet;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.jspecify.annotations.Nullable;

/** Which verb is legal of a single task when: the other half of {@link Verbs}. */
final class TaskVerbs {
    /** Bytes of what an operator may give along: outputs of a skipped task, edited parameters. */
    static final int GIVEN_LIMIT = 16 * 1024;

    private TaskVerbs() {}

    static Optional<String> unknown(Operation operation, TaskId task) {
        return Objections.first(
                Objections.unless(operation.isPlanned(), "it has no plan yet"),
                Objections.unless(operation.plan().contains(task), "there is no task " + task));
    }

    static Optional<String> objection(
            Operation operation, TaskId id, Verb verb, VerbArguments arguments, ParameterCheck check) {
        var unknown = unknown(operation, id);
        if (unknown.isPresent() || verb == Verb.VERIFY) {
            return unknown;
        }
        Task task = operation.task(id);
        OperationState state = operation.state();
        if (state.isTerminal()) {
            return Optional.of("the operation is over: " + state);
        }
        if (operation.supersededBy() != null) {
            return Optional.of("the operation makes way for terminate " + operation.supersededBy());
        }
        return switch (verb) {
            case HOLD -> Objections.unless(!task.held(), "it is held already");
            case RELEASE -> Objections.unless(task.held(), "it isn't held");
            case STOP ->
                Objections.first(
                        Objections.unless(task.inFlight() != null, "nothing of it is in flight, it is " + task.state()),
                        Objections.unless(!isStopping(task), "it is being stopped already"));
            case STEP -> step(operation, id, task);
            case RETRY -> retry(operation, id, task, arguments.parameters(), check);
            case RERUN -> rerun(operation, id, task);
            case ROLLBACK -> rollback(operation, new UndoScope(UndoScope.Kind.FROM, id));
            case SKIP -> skip(operation, id, task, arguments.outputs());
            case DONE -> done(operation, task);
            case PAUSE, RESUME, BREAKPOINT, CLEAR, CANCEL, CONTINUE, FAIL, KILL, UNPARK, VERIFY, PREVIEW ->
                throw new IllegalStateException("Expected a verb of tasks, but found " + verb);
        };
    }

    private static boolean isStopping(Task task) {
        var inFlight = task.inFlight();
        return inFlight != null && inFlight.abort() == InFlight.AbortCause.STOP;
    }

    private static Optional<String> idle(Task task) {
        return Objections.unless(task.inFlight() == null, "a command of it is in flight: stop it first");
    }

    /** It goes forward or waits for an operator, and no end of it is decided. */
    private static Optional<String> forwardAndFree(Operation operation) {
        return Objections.first(
                Objections.unless(
                        operation.state() != OperationState.ROLLING_BACK,
                        "the operation is ROLLING_BACK: cancel that first"),
                Objections.unless(operation.occupies(), "the operation waits for its turn"),
                Objections.unless(operation.settle() == null, "the operation is coming to rest: ask again then"));
    }

    /** It is coming to rest over this task's failure alone, so what helps the task helps the operation. */
    static boolean isForgivable(Operation operation, TaskId id) {
        var settle = operation.settle();
        return settle != null
                && settle.cancelMode() == null
                && id.equals(settle.blame())
                && operation.state() == OperationState.PROCESSING
                && operation.frontier().failed().count() == 1
                && operation.frontier().failed().contains(id.index());
    }

    private static Optional<String> step(Operation operation, TaskId id, Task task) {
        boolean isBackward = operation.state() == OperationState.ROLLING_BACK;
        var scope = operation.frontier().undoScope();
        boolean isMeant = scope == null || scope.contains(id.index());
        return Objections.first(
                Objections.unless(operation.occupies(), "the operation waits for its turn"),
                Objections.unless(operation.settle() == null, "the operation is coming to rest: ask again then"),
                Objections.unless(
                        operation.steering().stepping() == null,
                        "a step is under way: " + operation.steering().stepping()),
                idle(task),
                isBackward
                        ? Objections.unless(
                                task.needsUndo() && isMeant, "there is nothing of it to undo, it is " + task.state())
                        : Objections.unless(
                                task.state() == TaskState.WAITING,
                                "only a WAITING task can be stepped, it is " + task.state()),
                Objections.unless(
                        task.blockedBy() == 0,
                        isBackward
                                ? "tasks that depend on it have to be undone first: " + task.blockedBy()
                                : "tasks that it depends on aren't DONE or SKIPPED: " + task.blockedBy()),
                frozen(operation, id));
    }

    private static Optional<String> frozen(Operation operation, TaskId id) {
        TaskSpec spec = operation.plan().task(id);
        return operation.steering().frozenBy().stream()
                .filter(freeze -> freeze.selects(operation.request().nsInstanceId(), spec))
                .findFirst()
                .map(freeze -> "it is frozen: " + freeze);
    }

    private static Optional<String> retry(
            Operation operation, TaskId id, Task task, Value.@Nullable Obj edited, ParameterCheck check) {
        boolean waits = task.state() == TaskState.WAITING;
        return Objections.first(
                isForgivable(operation, id) ? Optional.empty() : forwardAndFree(operation),
                idle(task),
                Objections.unless(
                        !task.state().isSatisfied(), "it is " + task.state() + ": rerun it if it is to run again"),
                Objections.unless(
                        !waits || edited != null || task.timer() != null, "it waits for its turn, and runs by itself"),
                edited == null ? Optional.empty() : edit(operation, id, edited, check));
    }

    private static Optional<String> edit(Operation operation, TaskId id, Value.Obj edited, ParameterCheck check) {
        if (edited.size() > GIVEN_LIMIT) {
            return Optional.of("edited parameters may have " + GIVEN_LIMIT + " bytes, but these have " + edited.size());
        }
        TaskSet before = operation.plan().withDependencies(id);
        for (Value.Ref ref : edited.references()) {
            boolean isBefore = operation.plan().contains(ref.task())
                    && before.contains(ref.task().index())
                    && !ref.task().equals(id);
            if (!isBefore) {
                return Optional.of(
                        "parameters may refer to tasks that it depends on, but " + ref.task() + " isn't one");
            }
        }
        TaskSpec spec = operation.plan().task(id);
        var resolver = new Resolver(operation::task);
        Value.Obj merged = operation.parameters(id).merged(edited);
        Value.Obj resolved = resolver.resolve(merged);
        // What isn't known yet stays a reference.
        return check.objection(spec.type(), resolver.missing() == null ? resolved : merged);
    }

    private static Optional<String> rerun(Operation operation, TaskId id, Task task) {
        var basic = Objections.first(
                forwardAndFree(operation),
                Objections.unless(
                        task.state().isSatisfied(),
                        "only a DONE or SKIPPED task can run again, it is " + task.state()));
        if (basic.isPresent()) {
            return basic;
        }
        TaskSet again = rerunSet(operation, id);
        for (int i = again.next(0); i >= 0; i = again.next(i + 1)) {
            if (operation.tasks().get(i).inFlight() != null) {
                return Optional.of(TaskId.at(i) + ", which uses its outputs, is in flight");
            }
        }
        return Optional.empty();
    }

    /** A task, and those that used its outputs, directly or through others; at the cost of its dependents. */
    static TaskSet rerunSet(Operation operation, TaskId id) {
        Plan plan = operation.plan();
        TaskSet dependents = plan.withDependents(id);
        TaskSet again = TaskSet.EMPTY.with(id.index());
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (int i = dependents.next(0); i >= 0; i = dependents.next(i + 1)) {
                if (!again.contains(i) && usesAny(operation.parameters(TaskId.at(i)), again)) {
                    again = again.with(i);
                    isMore = true;
                }
            }
        }
        return again;
    }

    private static boolean usesAny(Value parameters, TaskSet tasks) {
        return parameters.references().stream()
                .anyMatch(ref -> tasks.contains(ref.task().index()));
    }

    static Optional<String> rollbackDownTo(Operation operation, TaskId task) {
        var unknown = unknown(operation, task);
        return unknown.isPresent() ? unknown : undoable(operation, new UndoScope(UndoScope.Kind.DOWN_TO, task));
    }

    private static Optional<String> rollback(Operation operation, UndoScope undo) {
        return Objections.first(
                Objections.unless(
                        operation.state() != OperationState.ROLLING_BACK, "the operation is ROLLING_BACK already"),
                Objections.unless(operation.occupies(), "the operation waits for its turn"),
                Objections.unless(!Verbs.isRollbackPending(operation), "a rollback is pending already"),
                undoable(operation, undo));
    }

    private static Optional<String> undoable(Operation operation, UndoScope undo) {
        TaskSet scope = Frontiers.undoScope(operation.plan(), undo);
        var forGood = new ArrayList<TaskId>();
        boolean isAny = false;
        for (int i = scope.next(0); i >= 0; i = scope.next(i + 1)) {
            boolean isAgain = undo.kind() == UndoScope.Kind.FROM
                    && undo.task().index() == i
                    && operation.tasks().get(i).state() == TaskState.UNDONE;
            boolean needsUndo = isAgain || operation.tasks().get(i).needsUndo();
            isAny |= needsUndo;
            if (needsUndo && operation.plan().tasks().get(i).reversibility() == Reversibility.IMPOSSIBLE) {
                forGood.add(TaskId.at(i));
            }
        }
        return Objections.first(
                Objections.unless(isAny, "there is nothing to undo " + undo),
                Objections.unless(
                        forGood.isEmpty(), "it is past a point of no return: these can't be undone: " + forGood));
    }

    private static Optional<String> skip(Operation operation, TaskId id, Task task, Value.@Nullable Obj outputs) {
        var basic = Objections.first(
                skippable(operation, task),
                Objections.unless(
                        outputs == null || outputs.size() <= GIVEN_LIMIT,
                        "outputs may have " + GIVEN_LIMIT + " bytes, but these have more"));
        if (basic.isPresent() || task.state() == TaskState.UNDO_FAILED) {
            return basic;
        }
        List<String> missing = missing(operation, id, outputs == null ? Value.Obj.EMPTY : outputs);
        return Objections.unless(missing.isEmpty(), "tasks after it need outputs that aren't given: " + missing);
    }

    /** Whether it can be skipped if its outputs are given. */
    private static Optional<String> skippable(Operation operation, Task task) {
        return Objections.first(
                idle(task),
                Objections.unless(operation.occupies(), "the operation waits for its turn"),
                Objections.unless(task.state().canBecome(TaskState.SKIPPED), "it is " + task.state()),
                Objections.unless(
                        operation.state() != OperationState.ROLLING_BACK || task.state() == TaskState.UNDO_FAILED,
                        "the operation is ROLLING_BACK, and only an UNDO_FAILED task can be left behind, it is "
                                + task.state()));
    }

    /** Outputs that would do for every task that is still to run; empty texts in the places that are looked for. */
    static Value.Obj wanted(Operation operation, TaskId id) {
        Value.Obj wanted = Value.Obj.EMPTY;
        for (String pointer : missing(operation, id, Value.Obj.EMPTY)) {
            wanted = with(
                    wanted,
                    List.of(pointer.substring(Math.min(1, pointer.length())).split("/", -1)));
        }
        return wanted;
    }

    private static Value.Obj with(Value.Obj tree, List<String> path) {
        String name = path.get(0).replace("~1", "/").replace("~0", "~");
        if (path.size() == 1) {
            return tree.field(name).isPresent() ? tree : tree.with(name, "");
        }
        var below = tree.field(name).orElse(null) instanceof Value.Obj found ? found : Value.Obj.EMPTY;
        return tree.with(name, with(below, path.subList(1, path.size())));
    }

    /** What tasks that are still to run would look for in vain. */
    private static List<String> missing(Operation operation, TaskId id, Value.Obj outputs) {
        var missing = new ArrayList<String>();
        TaskSet dependents = operation.plan().withDependents(id);
        for (int i = dependents.next(0); i >= 0; i = dependents.next(i + 1)) {
            if (operation.tasks().get(i).state().isSatisfied()) {
                continue;
            }
            for (Value.Ref ref : operation.parameters(TaskId.at(i)).references()) {
                boolean isMissing =
                        ref.task().equals(id) && outputs.at(ref.pointer()).isEmpty();
                if (isMissing && !missing.contains(ref.pointer())) {
                    missing.add(ref.pointer());
                }
            }
        }
        return missing;
    }

    private static Optional<String> done(Operation operation, Task task) {
        return Objections.first(
                idle(task),
                Objections.unless(operation.occupies(), "the operation waits for its turn"),
                Objections.unless(
                        operation.state() != OperationState.ROLLING_BACK,
                        "the operation is ROLLING_BACK: cancel that first"),
                Objections.unless(task.state().canBecome(TaskState.DONE), "it is " + task.state()),
                Objections.unless(
                        task.blockedBy() == 0, "tasks that it depends on aren't DONE or SKIPPED: " + task.blockedBy()));
    }
}
