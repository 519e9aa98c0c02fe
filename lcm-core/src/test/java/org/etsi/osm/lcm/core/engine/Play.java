package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a stage: feeds it events as the loop would, and checks {@link Invariants} after each of them. What
 * an event led to is there until the next one.
 */
final class Play {
    static final Failure BROKEN = Failure.permanent("BROKEN", "it is broken");
    static final Failure FLAKY = Failure.retryable("FLAKY", "try again");
    static final Duration DEADLINE = Duration.ofHours(1);

    private final Engine engine;
    private final Invariants invariants;
    private final Transitions transitions = new Transitions();
    private final List<String> log = new ArrayList<>();
    private Operation operation;
    private Decision last;
    private long ticks = 1_000;
    private int requests;

    /** What an operation is before it begins. */
    static final class Prepared {
        private EngineSettings settings = EngineSettings.DEFAULT;
        private FailurePolicy onFailure = FailurePolicy.HOLD;
        private String type = "instantiate";
        private int queuePosition;
        private ParameterCheck check = ParameterCheck.NONE;

        Prepared checking(ParameterCheck parameters) {
            check = parameters;
            return this;
        }

        Prepared onFailure(FailurePolicy policy) {
            onFailure = policy;
            return this;
        }

        Prepared ofType(String name) {
            type = name;
            return this;
        }

        Prepared queuedAt(int position) {
            queuePosition = position;
            return this;
        }

        Prepared inFlightAtMost(int commands) {
            var s = settings;
            settings = new EngineSettings(
                    s.maxTasks(),
                    commands,
                    s.abortLimit(),
                    s.outputLimit(),
                    s.parameterLimit(),
                    s.documentLimit(),
                    s.supersede());
            return this;
        }

        Prepared limits(int maxTasks, int outputs, int parameters, long document) {
            var s = settings;
            settings = new EngineSettings(
                    maxTasks, s.maxInFlight(), s.abortLimit(), outputs, parameters, document, s.supersede());
            return this;
        }

        Play accepted() {
            return new Play(new Engine(settings, check), type, onFailure, queuePosition);
        }

        Play planned(Plan plan) {
            return accepted().planned(plan);
        }
    }

    static Prepared anOperation() {
        return new Prepared();
    }

    private Play(Engine engine, String type, FailurePolicy onFailure, int queuePosition) {
        this.engine = engine;
        invariants = new Invariants(engine, transitions);
        var asked = new OperationRequest(new OperationId("op1"), "ns1", type, 1, Value.Obj.EMPTY, onFailure, DEADLINE);
        last = engine.accept(new Event.Requested(asked, owner(1), queuePosition, List.of()), now());
        operation = last.next();
        invariants.checkState(operation);
    }

    static OperationRequest request(String id, String ns, double startTime, FailurePolicy onFailure) {
        return new OperationRequest(
                new OperationId(id), ns, "instantiate", startTime, Value.Obj.EMPTY, onFailure, DEADLINE);
    }

    static Ownership owner(long epoch) {
        return new Ownership(3, epoch, "engine-" + epoch);
    }

    Moment now() {
        return new Moment(ticks, 1_700_000_000_000L + ticks);
    }

    Play after(Duration passed) {
        ticks += passed.toMillis();
        return this;
    }

    Play happens(Event event) {
        Operation told = operation.outboxSent();
        log.add(ticks + " " + Causes.of(event, told) + (event instanceof Event.VerbRequested(var r) ? " " + r : ""));
        Moment now = now();
        last = engine.decide(told, event, now);
        operation = last.next();
        log.add("    -> " + summary());
        invariants.check(told, event, last, now);
        return this;
    }

    private String summary() {
        var text = new StringBuilder(operation.state() + " " + operation.control() + " r" + operation.revision());
        IntStream.range(0, operation.plan().size())
                .forEach(i -> text.append(' ').append(operation.tasks().get(i).state()));
        return text.append(operation.settle() == null ? "" : " " + operation.settle())
                .toString();
    }

    /** What has happened so far; for the message of a failure. */
    List<String> log() {
        return log;
    }

    Transitions transitions() {
        return transitions;
    }

    Operation operation() {
        return operation;
    }

    Decision last() {
        return last;
    }

    Engine engine() {
        return engine;
    }

    Play planned(Plan plan) {
        return happens(new Event.Planned(plan, "plan-1"));
    }

    // What adapters say

    Play succeeds(String... tasks) {
        for (String task : tasks) {
            succeeds(task, Value.Obj.EMPTY.with("id", "id of " + task));
        }
        return this;
    }

    Play succeeds(String task, Value.Obj outputs) {
        return happens(new Event.Replied(Reply.succeeded(inFlight(task), outputs)));
    }

    Play fails(String... tasks) {
        for (String task : tasks) {
            fails(task, BROKEN);
        }
        return this;
    }

    Play fails(String task, Failure failure) {
        return happens(new Event.Replied(Reply.of(inFlight(task), ReplyStatus.FAILED, failure)));
    }

    Play stops(String... tasks) {
        for (String task : tasks) {
            happens(new Event.Replied(Reply.of(inFlight(task), ReplyStatus.STOPPED, null)));
        }
        return this;
    }

    // What time brings

    /** The timer of a task rings, when it is due. */
    Play rings(String task) {
        return rings(new TaskId(task), Objects.requireNonNull(task(task).timer(), "a timer of " + task));
    }

    Play deadlinePasses() {
        return rings(null, Objects.requireNonNull(operation.deadline(), "a deadline"));
    }

    private Play rings(@Nullable TaskId task, Timer timer) {
        ticks = Math.max(ticks, timer.dueAtMs());
        return happens(new Event.TimerDue(task, timer.kind(), timer.armedBy()));
    }

    // What operators ask

    Play ask(Verb verb) {
        return ask(request(verb, null));
    }

    Play cancel(CancelMode mode) {
        return ask(request(Verb.CANCEL, mode));
    }

    Play ask(Verb verb, String task) {
        return ask(verb, task, VerbArguments.NONE);
    }

    Play ask(Verb verb, String task, VerbArguments arguments) {
        return ask(request(verb, null).on(new TaskId(task)).with(arguments));
    }

    Play ask(Verb verb, VerbArguments arguments) {
        return ask(request(verb, null).with(arguments));
    }

    Play ask(VerbRequest request) {
        return happens(new Event.VerbRequested(request));
    }

    VerbRequest request(Verb verb, @Nullable CancelMode mode) {
        return new VerbRequest("q" + ++requests, operation.id(), null, verb, "alice", VerbArguments.of(mode), null);
    }

    Answer answer() {
        for (Effect effect : last.effects()) {
            if (effect instanceof Effect.SendAnswer(var answer)) {
                return answer;
            }
        }
        for (Outgoing item : operation.outbox()) {
            if (item instanceof Outgoing.Answered(var revision, var answer)) {
                return answer;
            }
        }
        throw new AssertionError("Expected an answer, but the last event led to none");
    }

    Play accepted() {
        assertThat(answer().accepted()).as(answer().reason()).isTrue();
        return this;
    }

    Play rejected(String reason) {
        assertThat(answer().accepted()).as("accepted").isFalse();
        assertThat(answer().reason()).contains(reason);
        assertThat(answer().legal()).isEqualTo(Verbs.legal(operation, answer().task()));
        return this;
    }

    // What is seen

    Task task(String id) {
        return operation.task(new TaskId(id));
    }

    Command inFlight(String task) {
        return Commands.inFlight(operation, new TaskId(task), "lcm-inbox")
                .orElseThrow(() -> new AssertionError("Expected a command of " + task + " in flight: " + summary()));
    }

    /** The tasks whose commands the last event sent, with the action: {@code EXECUTE t0001}. */
    List<String> sent() {
        var sent = new ArrayList<String>();
        for (Effect effect : last.effects()) {
            if (effect instanceof Effect.SendCommand(var task, var sequence)) {
                sent.add(inFlight(task.value()).action() + " " + task);
            }
        }
        return sent;
    }

    Play sends(CommandAction action, String... tasks) {
        assertThat(sent())
                .containsExactlyElementsOf(
                        Arrays.stream(tasks).map(t -> action + " " + t).toList());
        return this;
    }

    Play executes(String... tasks) {
        return sends(CommandAction.EXECUTE, tasks);
    }

    Play undoes(String... tasks) {
        return sends(CommandAction.ROLLBACK, tasks);
    }

    Play aborts(String... tasks) {
        return sends(CommandAction.ABORT, tasks);
    }

    Play sendsNothing() {
        assertThat(sent()).isEmpty();
        return this;
    }

    Play is(org.etsi.osm.lcm.core.model.OperationState state) {
        assertThat(operation.state()).as(String.join("\n", log)).isEqualTo(state);
        return this;
    }

    Play tasksAre(TaskState... states) {
        assertThat(IntStream.range(0, operation.plan().size())
                        .mapToObj(i -> operation.tasks().get(i).state()))
                .containsExactly(states);
        return this;
    }

    Play changesNothing() {
        assertThat(last.reasons()).as("a reason").isNotEmpty();
        assertThat(operation.outbox()).as("outbox").isEmpty();
        return this;
    }

    @Nullable
    String errorCode() {
        var error = operation.error();
        return error == null ? null : error.code();
    }
}
