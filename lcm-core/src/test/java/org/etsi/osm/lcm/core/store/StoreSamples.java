package org.etsi.osm.lcm.core.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Attempt;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Drained;
import org.etsi.osm.lcm.core.model.Edit;
import org.etsi.osm.lcm.core.model.EventSamples;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSet;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.jspecify.annotations.Nullable;

/** Operations to be stored: bare ones, and one in which every field has a value of its own. */
public final class StoreSamples {
    /** What databases, shells and paths could stumble over, as keys and as values. */
    public static final List<String> HOSTILE = List.of(
            "",
            "$set",
            "$",
            "a.b.c",
            ".",
            "%",
            "%25",
            "%2E",
            "%from",
            "_id",
            "\0",
            "nul\0inside",
            "t0001",
            "Grüße, 世界 \uD83D\uDE80",
            "line\nbreak\ttab \"quote\" 'quote' \\back",
            "x".repeat(20_000));

    private StoreSamples() {}

    public static OperationId id(String value) {
        return new OperationId(value);
    }

    public static OperationRequest request(String id) {
        return new OperationRequest(
                id(id),
                "ns-of-" + id,
                "instantiate",
                1_700_000_000.125,
                hostileTree(),
                FailurePolicy.ROLLBACK,
                Duration.ofHours(2).plusNanos(1));
    }

    /** As an operation begins: open, nothing planned. */
    public static Operation accepted(String id, Ownership owner) {
        return new Operation(
                request(id),
                owner,
                1,
                OperationState.PROCESSING,
                1_700_000_000_001L,
                Control.RUN,
                Steering.NONE,
                false,
                1,
                null,
                Plan.EMPTY,
                TaskTable.fresh(0),
                null,
                false,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                Frontier.EMPTY);
    }

    /** The next revision, with a plan whose tasks are all new. */
    public static Operation planned(Operation operation, String planId, Plan plan) {
        return changed(operation, planId, plan, TaskTable.fresh(plan.size()));
    }

    /** The next revision, with another state of one task and the message about it. */
    public static Operation taskMoved(Operation operation, int index, Task task) {
        var moved = new Outgoing.TaskMoved(
                operation.revision() + 1,
                1_700_000_000_500L,
                TaskId.at(index),
                operation.tasks().get(index).state(),
                task.state(),
                task.attempt(),
                task.sequence(),
                "Replied SUCCEEDED",
                task.error(),
                task.outputs());
        Operation next = changed(
                operation,
                operation.planId(),
                operation.plan(),
                operation.tasks().with(index, task));
        return with(next, next.state(), List.of(moved));
    }

    /** The next revision, in a state and with an outbox. */
    public static Operation ended(Operation operation, OperationState state) {
        return with(changed(operation, operation.planId(), operation.plan(), operation.tasks()), state, List.of());
    }

    private static Operation changed(Operation o, @Nullable String planId, Plan plan, TaskTable tasks) {
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision() + 1,
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                planId,
                plan,
                tasks,
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                o.parked(),
                o.frontier());
    }

    private static Operation with(Operation o, OperationState state, List<Outgoing> outbox) {
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision(),
                state,
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                o.plan(),
                o.tasks(),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                outbox,
                o.parked(),
                o.frontier());
    }

    /** Every field has a value that isn't its default; the plan has to have at least three tasks. */
    public static Operation full(String id, Ownership owner, long revision, String planId, Plan plan) {
        TaskTable tasks = TaskTable.fresh(plan.size())
                .with(0, doneTask())
                .with(1, runningTask())
                .with(2, failedTask().blockedBy(7));
        return new Operation(
                request(id),
                owner,
                revision,
                OperationState.FAILED_TEMP,
                1_700_000_111_111L,
                Control.PAUSED,
                steering(),
                true,
                4,
                planId,
                plan,
                tasks,
                new Settle(
                        OperationState.ROLLING_BACK,
                        CancelMode.FORCEFUL,
                        true,
                        TaskId.at(2),
                        new UndoScope(UndoScope.Kind.DOWN_TO, TaskId.at(0))),
                true,
                new OperationId("op-terminate"),
                failure(),
                new Timer(Timer.Kind.DEADLINE, 7_200_000, 0, 3_600_123, true, 3),
                List.of(answer("r-1", true), answer("r-2", false)),
                everyOutgoing(),
                "parked for a reason",
                new Frontier(
                        TaskSet.EMPTY.with(2),
                        TaskSet.EMPTY.with(1),
                        TaskSet.EMPTY,
                        TaskSet.EMPTY,
                        null,
                        TaskSet.EMPTY,
                        2,
                        0,
                        1,
                        99));
    }

    private static Steering steering() {
        return new Steering(
                true,
                new UndoScope(UndoScope.Kind.FROM, TaskId.at(1)),
                List.of(new Selector(Selector.Kind.TYPE, "$set.a.b"), new Selector(Selector.Kind.TASK, "t0002")),
                TaskId.at(1),
                TaskId.at(2),
                List.of(Selector.EVERYTHING, new Selector(Selector.Kind.VIM, "vim-1")),
                new Drained(17, 1_700_000_000_321L));
    }

    public static Task doneTask() {
        return new Task(
                TaskState.DONE,
                true,
                true,
                true,
                true,
                false,
                2,
                5,
                null,
                hostileTree(),
                new Edit(hostileTree(), "alice $.", 1_700_000_000_222L),
                null,
                List.of(attempt(3), attempt(4), attempt(5)),
                null,
                0);
    }

    public static Task runningTask() {
        return Task.NEW
                .in(TaskState.RUNNING)
                .touched(true)
                .mayStillRun(true)
                .attempt(1)
                .inFlight(new InFlight(
                        CommandAction.EXECUTE, Long.MAX_VALUE, 1, InFlight.AbortCause.TIMEOUT, 1_700_000_000_000L))
                .timer(new Timer(Timer.Kind.ABORT_LIMIT, 60_000, 1_000_000, 60_000, false, 17));
    }

    public static Task failedTask() {
        return new Task(
                TaskState.FAILED,
                true,
                false,
                false,
                false,
                false,
                3,
                9,
                null,
                Value.Obj.EMPTY,
                null,
                failure(),
                List.of(),
                new Timer(Timer.Kind.BACKOFF, 5_000, 0, 1_234, true, 2),
                0);
    }

    private static Attempt attempt(long sequence) {
        return new Attempt(
                CommandAction.ROLLBACK,
                sequence,
                2,
                ReplyStatus.FAILED,
                sequence == 4 ? null : failure(),
                1_700_000_000_000L,
                1_700_000_000_000L + sequence);
    }

    public static Failure failure() {
        return new Failure(
                "QUOTA",
                "Expected room for 4 vCPUs, but found 2 – \0 „$.“",
                true,
                Value.Obj.EMPTY.with("request.id", "req-$1").with("at", 7));
    }

    private static Answer answer(String requestId, boolean accepted) {
        return new Answer(
                requestId,
                id("op-1"),
                accepted ? null : TaskId.at(1),
                Verb.ROLLBACK,
                accepted,
                accepted ? "" : "Expected …, but …",
                accepted ? OperationState.ROLLING_BACK : null,
                accepted ? Control.STEP : null,
                8,
                2,
                accepted ? Set.of(Verb.PAUSE, Verb.CANCEL) : Set.of(),
                accepted ? hostileTree() : Value.Obj.EMPTY);
    }

    private static List<Outgoing> everyOutgoing() {
        var decided = EventSamples.all().stream()
                .map(event -> (Outgoing) new Outgoing.Decided(16, 15, new Moment(123, 1_700_000_000_444L), event));
        return Stream.concat(everyOther().stream(), decided).toList();
    }

    private static List<Outgoing> everyOther() {
        return List.of(
                new Outgoing.TaskMoved(
                        8,
                        11,
                        TaskId.at(0),
                        TaskState.RUNNING,
                        TaskState.DONE,
                        1,
                        5,
                        "Replied",
                        failure(),
                        hostileTree()),
                new Outgoing.TaskMoved(
                        9, 12, TaskId.at(1), TaskState.WAITING, TaskState.RUNNING, 1, 6, "Planned", null, null),
                new Outgoing.OperationMoved(
                        10,
                        13,
                        OperationState.PROCESSING,
                        OperationState.FAILED_TEMP,
                        Control.PAUSED,
                        4,
                        2,
                        "x",
                        failure()),
                new Outgoing.OperationMoved(11, 14, null, OperationState.PROCESSING, Control.RUN, 0, 0, "y", null),
                new Outgoing.Answered(12, answer("r-3", true)),
                new Outgoing.RecordsDue(13),
                new Outgoing.EndAnnounced(14, OperationState.COMPLETED));
    }

    /** A tree with every kind of value, and with hostile texts as keys and values. */
    public static Value.Obj hostileTree() {
        Value.Obj tree = Value.Obj.EMPTY
                .with("int", 7)
                .with("negative", -1)
                .with("long", Long.MAX_VALUE)
                .with("least", Long.MIN_VALUE)
                .with("dec", new Value.Dec(0.1))
                .with("whole", new Value.Dec(3.0))
                .with("yes", true)
                .with("no", false)
                .with("nil", new Value.Nil())
                .with("empty", Value.Obj.EMPTY)
                .with("none", Value.Arr.EMPTY)
                .with("list", Value.list(List.of(new Value.Nil(), Value.of("a"), Value.list(List.of(Value.of(1))))));
        for (String text : HOSTILE) {
            tree = tree.with(text, text);
        }
        return tree.with("nested", Value.Obj.EMPTY.with("a.b", Value.Obj.EMPTY.with("$c", "d")));
    }

    /** A plan in which each task depends on the one before; the second and later ones refer to its outputs. */
    public static Plan chain(int size) {
        List<TaskSpec> tasks = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Value.Obj parameters = i == 0
                    ? hostileTree()
                    : Value.Obj.EMPTY
                            .with("network", new Value.Ref(TaskId.at(i - 1), "/ids/0~1a"))
                            .with("image", "ubuntu-22.04");
            tasks.add(new TaskSpec(
                    TaskId.at(i),
                    "CreateServer",
                    "server vnf1.mgmt-" + i,
                    i % 2 == 0 ? "ro" : "n2vc",
                    parameters,
                    i == 0 ? List.of() : List.of(TaskId.at(i - 1)),
                    Duration.ofMinutes(20),
                    new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(30)),
                    Reversibility.LOSSY,
                    Map.of("vim", "vim-" + i % 3, "vdu.id", "mgmt$VM")));
        }
        return new Plan(tasks);
    }
}
