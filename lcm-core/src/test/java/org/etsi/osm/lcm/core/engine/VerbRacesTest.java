package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every ordered pair of verbs back to back, and every verb against every kind of completion in both orders, in every
 * situation that the engine reaches: no invariant breaks, and each way leads to an end.
 */
class VerbRacesTest {
    private static final Moment NOW = new Moment(1_000, 1_700_000_001_000L);
    private static final int MOST_STEPS = 60;

    private final Engine engine = new Engine(EngineSettings.DEFAULT);
    private final Invariants invariants = new Invariants(engine, new Transitions());
    private final Plan plan = Plans.each(Plans.chain(2), task -> Plans.retried(task, 2));
    private final List<Operation> situations = Situations.reached(plan).values().stream()
            .flatMap(states -> states.values().stream())
            .toList();

    /** A verb and whom it is asked of. */
    private record Asked(Verb verb, @Nullable TaskId task) {
        @Override
        public String toString() {
            return verb.name().toLowerCase(Locale.ROOT) + (task == null ? "" : " " + task);
        }
    }

    /** What may end something in flight or waiting. */
    private enum Completion {
        SUCCEEDED,
        FAILED_FOR_NOW,
        FAILED_FOR_GOOD,
        STOPPED,
        TIMEOUT,
        ABORT_LIMIT,
        BACKOFF,
        DEADLINE
    }

    private static List<Asked> verbs() {
        var all = new ArrayList<Asked>();
        for (Verb verb : Verb.values()) {
            if (verb.isOfOperations() && !verb.isRead()) {
                all.add(new Asked(verb, null));
            }
            if (verb.isOfTasks() && !verb.isRead()) {
                all.add(new Asked(verb, TaskId.at(0)));
                all.add(new Asked(verb, TaskId.at(1)));
            }
        }
        return all;
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeEveryVerbAfterEveryOther() {
        return verbs().stream()
                .flatMap(first -> verbs().stream()
                        .map(second -> dynamicTest(
                                first + " then " + second,
                                () -> situations.forEach(situation -> {
                                    var once = ask(situation, "first", first);
                                    end(ask(once, "second", second));
                                }))));
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeEveryVerbBeforeAndAfterEveryCompletion() {
        return verbs().stream()
                .flatMap(verb -> Stream.of(Completion.values())
                        .map(completion -> dynamicTest(
                                verb + " races " + completion,
                                () -> situations.forEach(situation -> race(situation, verb, completion)))));
    }

    private void race(Operation situation, Asked verb, Completion completion) {
        for (Event event : completions(situation, completion)) {
            // The same event comes whether the verb was there before it or not: its sender knew nothing of the verb.
            var late = decide(ask(situation, "verb", verb), event);
            end(late);
            var early = ask(decide(situation, event), "verb", verb);
            end(early);
        }
    }

    private static List<Event> completions(Operation operation, Completion completion) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < operation.plan().size(); i++) {
            TaskId task = TaskId.at(i);
            Timer timer = operation.tasks().get(i).timer();
            var command = Commands.inFlight(operation, task, "lcm-inbox");
            switch (completion) {
                case SUCCEEDED ->
                    command.ifPresent(c -> events.add(new Event.Replied(Reply.succeeded(c, Moves.OUTPUTS))));
                case FAILED_FOR_NOW ->
                    command.ifPresent(c -> events.add(new Event.Replied(Reply.of(c, ReplyStatus.FAILED, Play.FLAKY))));
                case FAILED_FOR_GOOD ->
                    command.ifPresent(c -> events.add(new Event.Replied(Reply.of(c, ReplyStatus.FAILED, Play.BROKEN))));
                case STOPPED ->
                    command.ifPresent(c -> events.add(new Event.Replied(Reply.of(c, ReplyStatus.STOPPED, null))));
                case TIMEOUT, ABORT_LIMIT, BACKOFF -> {
                    if (timer != null && timer.kind().name().equals(completion.name())) {
                        events.add(new Event.TimerDue(task, timer.kind(), timer.armedBy()));
                    }
                }
                case DEADLINE -> {}
            }
        }
        Timer deadline = operation.deadline();
        if (completion == Completion.DEADLINE && deadline != null) {
            events.add(new Event.TimerDue(null, deadline.kind(), deadline.armedBy()));
        }
        return events;
    }

    /** A verb with arguments that are accepted if any are; what is done by hand is seen to be done. */
    private Operation ask(Operation operation, String id, Asked asked) {
        var request = VerbRequest.of(id, operation.id(), asked.verb(), "alice")
                .on(asked.task())
                .with(Verbs.best(operation, asked.task(), asked.verb()));
        Operation after = decide(operation, new Event.VerbRequested(request));
        var task = asked.task();
        boolean isLegal =
                Verbs.objection(operation, request, ParameterCheck.NONE).isEmpty();
        return asked.verb() == Verb.DONE && task != null && isLegal
                ? decide(
                        after,
                        new Event.Verified(
                                request, task, after.task(task).sequence(), VerifyVerdict.HOLDS, Moves.OUTPUTS, ""))
                : after;
    }

    private Operation decide(Operation operation, Event event) {
        Operation told = operation.outboxSent();
        var decision = engine.decide(told, event, NOW);
        invariants.check(told, event, decision, NOW);
        return decision.next();
    }

    /** An operator who wants it over: everything is let go, replies succeed, and what then waits for him is closed. */
    private void end(Operation from) {
        Operation operation = from;
        for (int step = 0; step < MOST_STEPS && !operation.state().isTerminal(); step++) {
            operation = decide(operation, next(operation, step));
        }
        assertThat(operation.state().isTerminal())
                .as("%s comes to an end, but is %s", from, operation)
                .isTrue();
    }

    private static Event next(Operation operation, int step) {
        var ask = VerbRequest.of("end-" + step, operation.id(), Verb.RESUME, "alice");
        if (operation.parked() != null) {
            return new Event.VerbRequested(ask.asking(Verb.UNPARK));
        }
        if (operation.control() != Control.RUN) {
            return new Event.VerbRequested(ask);
        }
        if (!operation.steering().breakpoints().isEmpty()) {
            return new Event.VerbRequested(ask.asking(Verb.CLEAR));
        }
        if (operation.state() == OperationState.FAILED_TEMP) {
            return new Event.VerbRequested(ask.asking(Verb.FAIL));
        }
        if (!operation.occupies() && operation.state() == OperationState.PROCESSING) {
            return new Event.Admitted();
        }
        if (!operation.isPlanned()) {
            return new Event.PlanRefused(Play.BROKEN);
        }
        for (int i = 0; i < operation.plan().size(); i++) {
            TaskId task = TaskId.at(i);
            if (operation.task(task).held()) {
                return new Event.VerbRequested(ask.asking(Verb.RELEASE).on(task));
            }
            var command = Commands.inFlight(operation, task, "lcm-inbox");
            if (command.isPresent()) {
                return new Event.Replied(Reply.succeeded(command.get(), Moves.OUTPUTS));
            }
        }
        for (int i = 0; i < operation.plan().size(); i++) {
            Timer timer = operation.tasks().get(i).timer();
            if (timer != null) {
                return new Event.TimerDue(TaskId.at(i), timer.kind(), timer.armedBy());
            }
        }
        throw new AssertionError("Expected something that leads on, but found nothing in " + operation);
    }
}
