package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;

/** Answers to verbs, with what there is to say beside the state. */
public final class Answers {
    /** Tasks that one answer lists; how many there are in all is told too. */
    public static final int MOST_LISTED = 200;

    private Answers() {}

    /** An answer with the state as it is, and what is legal in it. */
    public static Answer of(
            Operation operation, VerbRequest request, boolean accepted, String reason, Value.Obj detail) {
        return new Answer(
                request.requestId(),
                operation.id(),
                request.task(),
                request.verb(),
                accepted,
                reason,
                operation.state(),
                operation.control(),
                operation.revision(),
                operation.inFlight(),
                Verbs.legal(operation, known(operation, request)),
                detail);
    }

    /** What is legal is told of the task that was named; if there is no such task, of the operation. */
    private static @org.jspecify.annotations.Nullable TaskId known(Operation operation, VerbRequest request) {
        var task = request.task();
        return task != null && operation.plan().contains(task) ? task : null;
    }

    static TaskId task(VerbRequest request) {
        return Objects.requireNonNull(request.task(), "a verb of tasks names one");
    }

    static Selector selector(VerbRequest request) {
        return Objects.requireNonNull(request.arguments().selector(), "checked before");
    }

    /** What an accepted verb is answered with: what is still in flight, and at an end, what is left. */
    static Value.Obj detail(Operation after, VerbRequest request) {
        Value.Obj detail = Value.Obj.EMPTY;
        if (after.state().isTerminal()) {
            return detail.with("leftovers", leftovers(after));
        }
        if (after.inFlight() > 0 || after.steering().drained() != null) {
            detail = detail.with("drain", drain(after));
        }
        var task = request.task();
        if (task != null && after.task(task).outputs() != null) {
            detail = detail.with(
                    "outputs", Objects.requireNonNull(after.task(task).outputs()));
        }
        return detail;
    }

    /**
     * What of an operation is in flight: how many commands, which, and since when; and when a paused one came to rest.
     */
    public static Value.Obj drain(Operation operation) {
        var tasks = new ArrayList<Value>();
        int inFlight = 0;
        for (TaskSpec spec : operation.plan().tasks()) {
            var flying = operation.task(spec.id()).inFlight();
            if (flying == null) {
                continue;
            }
            inFlight++;
            if (tasks.size() < MOST_LISTED) {
                Value.Obj task = named(spec)
                        .with("action", flying.action().name())
                        .with("sequence", flying.sequence())
                        .with("sinceEpochMs", flying.sinceEpochMs());
                var abort = flying.abort();
                tasks.add(abort == null ? task : task.with("abort", abort.name()));
            }
        }
        Value.Obj drain = Value.Obj.EMPTY.with("inFlight", inFlight).with("tasks", Value.list(tasks));
        var drained = operation.steering().drained();
        return drained == null
                ? drain
                : drain.with(
                        "drained",
                        Value.Obj.EMPTY.with("revision", drained.revision()).with("atEpochMs", drained.atEpochMs()));
    }

    /**
     * What may be left in the world of an operation that is over: the tasks, why, and what they are known to have made.
     */
    public static Value.Obj leftovers(Operation operation) {
        var tasks = new ArrayList<Value>();
        int count = 0;
        for (TaskSpec spec : operation.plan().tasks()) {
            Task task = operation.task(spec.id());
            if (!task.isLeftover()) {
                continue;
            }
            count++;
            if (tasks.size() < MOST_LISTED) {
                Value.Obj left = named(spec)
                        .with("type", spec.type())
                        .with("state", task.state().name())
                        .with("mayStillRun", task.mayStillRun());
                var outputs = task.outputs();
                tasks.add(outputs == null ? left : left.with("outputs", outputs));
            }
        }
        return Value.Obj.EMPTY.with("count", count).with("tasks", Value.list(tasks));
    }

    static Value.Obj named(TaskSpec spec) {
        return Value.Obj.EMPTY.with("task", spec.id().value()).with("label", spec.label());
    }
}
