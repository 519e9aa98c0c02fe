package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSet;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;

/**
 * What a verb would do, told without doing it: the same {@code decide} that would carry it out is asked, and what it
 * would change is compared. For a rollback also the whole order, and what can't be restored.
 */
public final class Previews {
    /** Parameters of a would-be command that are shown; larger ones are named only. */
    private static final int PARAMETERS_SHOWN = 64 * 1024;

    private final Engine engine;

    public Previews(Engine engine) {
        this.engine = engine;
    }

    /** An operation as it was read from the store, with what follows from its tasks worked out. */
    public static Operation workedOut(Operation read) {
        var worked = Frontiers.of(read.plan(), read.tasks(), Heading.of(read));
        return read.workedOut(worked.tasks(), worked.frontier());
    }

    /** The detail of an answer to {@link Verb#PREVIEW}: one verb, or all that are meant for the target. */
    public Value.Obj of(Operation operation, VerbRequest request) {
        var verbs = new ArrayList<Value>();
        for (Verb verb : Verb.values()) {
            boolean isMeant = request.task() == null ? verb.isOfOperations() : verb.isOfTasks();
            Verb wanted = request.arguments().of();
            if (isMeant && !verb.isRead() && (wanted == null || wanted == verb)) {
                verbs.add(one(operation, request.asking(verb)));
            }
        }
        Value.Obj detail = Value.Obj.EMPTY.with("verbs", Value.list(verbs));
        var task = request.task();
        return task == null ? detail : detail.with("command", command(operation, task));
    }

    private Value.Obj one(Operation operation, VerbRequest request) {
        Verb verb = request.verb();
        var objection = request.arguments().of() == verb
                ? Verbs.objection(operation, request, ParameterCheck.NONE)
                : Verbs.objectionToBest(operation, request.task(), verb);
        Value.Obj told = Value.Obj.EMPTY
                .with("verb", verb.name().toLowerCase(Locale.ROOT))
                .with("legal", objection.isEmpty());
        if (objection.isPresent()) {
            return told.with("reason", objection.get());
        }
        boolean isComplete =
                Verbs.objection(operation, request, ParameterCheck.NONE).isEmpty();
        if (verb == Verb.ROLLBACK && isComplete) {
            told = told.with("rollback", rollback(operation, request));
        }
        return isComplete && verb != Verb.DONE ? withEffect(told, operation, request) : told;
    }

    /** What would be different right after it. */
    private Value.Obj withEffect(Value.Obj told, Operation operation, VerbRequest request) {
        var now = new Moment(0, 0);
        var decision = engine.decide(operation, new Event.VerbRequested(request), now);
        Operation after = decision.next();
        var moved = new ArrayList<Value>();
        for (TaskSpec spec : after.plan().tasks()) {
            Task was = operation.task(spec.id());
            Task is = after.task(spec.id());
            if (was.state() != is.state() && moved.size() < Answers.MOST_LISTED) {
                moved.add(Answers.named(spec)
                        .with("from", was.state().name())
                        .with("to", is.state().name()));
            }
        }
        var sends = new ArrayList<Value>();
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.SendCommand(var task, long sequence) && sends.size() < Answers.MOST_LISTED) {
                Commands.inFlight(after, task, "")
                        .ifPresent(
                                command -> sends.add(Answers.named(after.plan().task(task))
                                        .with("action", command.action().name())));
            }
        }
        return told.with("state", after.state().name())
                .with("control", after.control().name())
                .with("tasks", Value.list(moved))
                .with("sends", Value.list(sends));
    }

    /** In the order in which it would go: those of one step at the same time. */
    private static Value.Obj rollback(Operation operation, VerbRequest request) {
        UndoScope undo = request.undoScope();
        TaskSet left = TaskSet.EMPTY;
        TaskSet scope = undo == null ? null : Frontiers.undoScope(operation.plan(), undo);
        for (int i = 0; i < operation.plan().size(); i++) {
            if (operation.tasks().get(i).needsUndo() && (scope == null || scope.contains(i))) {
                left = left.with(i);
            }
        }
        var order = new ArrayList<Value>();
        int step = 0;
        int[] depth = depths(operation, left);
        for (int level = 0; order.size() < Math.min(left.count(), Answers.MOST_LISTED); level++) {
            step++;
            for (int i = left.next(0); i >= 0; i = left.next(i + 1)) {
                if (depth[i] == level && order.size() < Answers.MOST_LISTED) {
                    order.add(undone(operation, TaskId.at(i), step));
                }
            }
        }
        return Value.Obj.EMPTY.with("count", left.count()).with("order", Value.list(order));
    }

    /** How many others have to be undone before each, one after the other. */
    private static int[] depths(Operation operation, TaskSet left) {
        int size = operation.plan().size();
        int[] depth = new int[size];
        int[] waitsFor = new int[size];
        var open = new java.util.ArrayDeque<Integer>();
        for (int i = 0; i < size; i++) {
            waitsFor[i] = operation.plan().dependents(i).length;
            if (waitsFor[i] == 0) {
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            int next = open.remove();
            int after = depth[next] + (left.contains(next) ? 1 : 0);
            for (int on : operation.plan().dependsOn(next)) {
                depth[on] = Math.max(depth[on], after);
                if (--waitsFor[on] == 0) {
                    open.add(on);
                }
            }
        }
        return depth;
    }

    private static Value.Obj undone(Operation operation, TaskId id, int step) {
        TaskSpec spec = operation.plan().task(id);
        Value.Obj told = Answers.named(spec)
                .with("step", step)
                .with("reversibility", spec.reversibility().name());
        String loss = switch (spec.reversibility()) {
            case EXACT -> "";
            case LOSSY -> "its content or its dynamic addresses won't come back";
            case ABSORBED -> "its effects go with the resource that they live in";
            case IMPOSSIBLE -> "it can't be undone";
        };
        return spec.reversibility() == Reversibility.EXACT ? told : told.with("loss", loss);
    }

    /** The command that the task would send if it started now. */
    private static Value.Obj command(Operation operation, TaskId id) {
        boolean isBackward = operation.state() == OperationState.ROLLING_BACK;
        var command = Commands.wouldBe(operation, id, isBackward ? CommandAction.ROLLBACK : CommandAction.EXECUTE, "");
        Value.Obj told = Value.Obj.EMPTY
                .with("adapter", command.adapter())
                .with("type", command.type())
                .with("action", command.action().name())
                .with("sequence", command.sequence())
                .with("timeoutMs", command.timeoutMs());
        return command.parameters().size() > PARAMETERS_SHOWN
                ? told.with("omitted", "parameters of " + command.parameters().size() + " bytes")
                : told.with("parameters", command.parameters());
    }
}
