package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;

/**
 * Everything that can happen to an operation, to the last state: breadth-first over the real {@code decide}, with a
 * crash in each state. {@link Invariants} hold after each transition, and out of each state a way leads to an end.
 */
final class Explorer {
    private static final Moment NOW = new Moment(1_000, 1_700_000_001_000L);

    private final World world;
    private final Engine engine = new Engine(EngineSettings.DEFAULT);
    private final Transitions transitions = new Transitions();
    private final Invariants invariants = new Invariants(engine, transitions);
    private final StateKeys keys;
    private final Moves moves;
    private final Map<StateKeys.Key, Integer> numbers = new HashMap<>();
    private final ArrayDeque<Visit> open = new ArrayDeque<>();
    private final Graph graph = new Graph();

    /**
     * What is explored.
     *
     * @param gates how many holds, freezes and breakpoints there may be at once; negative for any number
     * @param verbs how many may be asked in one life; negative for any number of them
     */
    record World(String name, Plan plan, FailurePolicy onFailure, int queuePosition, int gates, int verbs) {
        @Override
        public String toString() {
            return name + ", " + onFailure + (verbs < 0 ? ", any verbs" : ", at most " + verbs + " verbs")
                    + (gates < 0 ? "" : gates == 0 ? ", no gates" : ", " + gates + " gate(s) at once");
        }
    }

    /** What was found: everything, or it would have thrown. */
    record Found(World world, int states, long transitions, int ends, Set<String> rows, Duration took) {
        @Override
        public String toString() {
            return "%-40s %,9d states, %,11d transitions, %,7d ends, %.1f s"
                    .formatted(world, states, transitions, ends, took.toMillis() / 1_000.0);
        }
    }

    private record Visit(int number, Operation operation, int budget) {}

    Explorer(World world) {
        this.world = world;
        this.keys = new StateKeys(world.plan());
        this.moves = new Moves(world.plan(), world.gates() < 0 ? Integer.MAX_VALUE : world.gates());
    }

    Found explore() {
        long began = System.nanoTime();
        reach(beginning(), world.verbs(), -1, -1, false);
        int ends = 0;
        while (!open.isEmpty()) {
            var visit = open.remove();
            ends += visit.operation().state().isTerminal() ? 1 : 0;
            graph.begin(visit.number());
            expand(visit);
        }
        // With a bound on verbs the last one is spent at some time: then it is enough that there would be another.
        int stuck = world.verbs() < 0 ? graph.firstWithoutEnd() : -1;
        if (stuck >= 0) {
            throw new AssertionError(
                    "Expected a way to an end that gives nothing up, but found none from here:\n" + path(stuck, null));
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new Found(world, numbers.size(), graph.transitions(), ends, transitions.taken(), took);
    }

    private Operation beginning() {
        var asked = Play.request("op1", "ns1", 1, world.onFailure());
        var requested = new Event.Requested(asked, Play.owner(1), world.queuePosition(), List.of());
        return plain(engine.accept(requested, NOW).next());
    }

    private void expand(Visit visit) {
        Operation operation = visit.operation();
        var possible = moves.of(operation, visit.budget() != 0);
        for (int i = 0; i < possible.size(); i++) {
            Event event = possible.get(i);
            try {
                Operation next = decided(operation, event).next();
                checkHasEffect(operation, event, next);
                int budget = visit.budget() > 0 && Moves.isAsked(event) ? visit.budget() - 1 : visit.budget();
                reach(plain(next), budget, visit.number(), i, Moves.givesUp(event));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        world + ": " + broken.getMessage() + "\n" + path(visit.number(), event), broken);
            }
        }
        try {
            crash(operation);
            checkDropsWhatIsLate(operation);
            checkParked(operation);
            boolean isOver = operation.state().isTerminal();
            Rule.holds(
                    isOver || !possible.isEmpty() || !moves.of(operation, true).isEmpty(), "something that leads on");
        } catch (AssertionError | RuntimeException broken) {
            var crash = new Event.TakenOver(Play.owner(2));
            throw new AssertionError(world + ": " + broken.getMessage() + "\n" + path(visit.number(), crash), broken);
        }
    }

    private Decision decided(Operation operation, Event event) {
        var decision = engine.decide(operation, event, NOW);
        invariants.checkDecision(operation, event, decision);
        return decision;
    }

    /** There is no answer that says yes and does nothing; an edit is all that a retry may change. */
    private void checkHasEffect(Operation before, Event event, Operation after) {
        if (event instanceof Event.VerbRequested(var request)
                && request.arguments().parameters() == null) {
            boolean isMoved = after.outbox().stream().anyMatch(item -> item instanceof Outgoing.TaskMoved);
            boolean isOther = !keys.of(before, 0).equals(keys.of(after, 0));
            Rule.holds(isMoved || isOther, "a verb that is accepted has an effect", request);
        }
    }

    /** A reply to a command that isn't in flight, a timer of a state that is over: nothing. */
    @SuppressWarnings("ReferenceEquality") // the same object is what the loop sees as no change
    private void checkDropsWhatIsLate(Operation operation) {
        for (int i = 0; i < operation.plan().size(); i++) {
            Task task = operation.tasks().get(i);
            var late = new Command(
                    operation.id(),
                    "ns1",
                    TaskId.at(i),
                    "ro",
                    "NoOp",
                    CommandAction.EXECUTE,
                    1,
                    task.sequence() - (task.inFlight() == null ? 0 : 1),
                    Value.Obj.EMPTY,
                    null,
                    1,
                    new ReplyTo("lcm-inbox", 3, "ns1"));
            var reply = new Event.Replied(Reply.succeeded(late, Moves.OUTPUTS));
            Rule.holds(engine.decide(operation, reply, NOW).next() == operation, "a late reply changes nothing", task);
            var due = new Event.TimerDue(TaskId.at(i), Timer.Kind.TIMEOUT, 0);
            Rule.holds(engine.decide(operation, due, NOW).next() == operation, "a stale timer changes nothing", task);
        }
    }

    /** Its own state broken, it is out of the engine's hands until it is given back as it was, or killed. */
    @SuppressWarnings("ReferenceEquality") // the same object is what the loop sees as no change
    private void checkParked(Operation operation) {
        if (operation.state().isTerminal()) {
            return;
        }
        var parked = operation.parked("broken");
        var dropped = engine.decide(parked, new Event.Admitted(), NOW).next();
        Rule.holds(dropped == parked, "nothing moves of what is parked");
        var back = engine.decide(parked, new Event.VerbRequested(ofOperation(Verb.UNPARK)), NOW)
                .next();
        Rule.same(keys.of(back, 0), keys.of(operation, 0), "the state of what is given back");
        var killed = engine.decide(parked, new Event.VerbRequested(ofOperation(Verb.KILL)), NOW)
                .next();
        Rule.holds(killed.state() == OperationState.FAILED && killed.parked() == null, "killed is over", killed);
        StateRules.check(killed);
    }

    private VerbRequest ofOperation(Verb verb) {
        return VerbRequest.of("q", new OperationId("op1"), verb, "alice");
    }

    /** A new owner finds what was stored, and nothing else: it goes on from there, and sends and arms everything. */
    private void crash(Operation operation) {
        var stored = new Task[operation.plan().size()];
        Arrays.setAll(stored, i -> operation.tasks().get(i).blockedBy(0));
        var loaded = operation.workedOut(TaskTable.of(stored), Frontier.EMPTY);
        var taken = engine.decide(loaded, new Event.TakenOver(Play.owner(2)), NOW);
        Rule.same(keys.of(taken.next(), 0), keys.of(operation, 0), "the state after a crash");
        if (operation.parked() != null || operation.state().isTerminal()) {
            return;
        }
        var effects = new HashSet<>(taken.effects());
        for (int i = 0; i < stored.length; i++) {
            Task task = taken.next().tasks().get(i);
            boolean isSent = effects.contains(new Effect.SendCommand(TaskId.at(i), task.sequence()));
            Rule.same(isSent, task.inFlight() != null, "what was in flight is sent again, and only that: it");
            var timer = task.timer();
            boolean isArmed =
                    timer == null || timer.frozen() || effects.contains(new Effect.ArmTimer(TaskId.at(i), timer));
            Rule.holds(isArmed, "a timer runs again", task);
        }
        var deadline = taken.next().deadline();
        boolean isArmed =
                deadline == null || deadline.frozen() || effects.contains(new Effect.ArmTimer(null, deadline));
        Rule.holds(isArmed, "the deadline runs again", deadline);
    }

    private void reach(Operation operation, int budget, int from, int move, boolean givesUp) {
        var key = keys.of(operation, budget);
        Integer known = numbers.get(key);
        int number = known == null ? numbers.size() : known;
        if (known == null) {
            numbers.put(key, number);
            graph.found(number, from, move, operation.state().isTerminal());
            open.add(new Visit(number, operation, budget));
        }
        if (from >= 0) {
            graph.leads(number, givesUp);
        }
    }

    /** Without what no decision depends on. */
    static Operation plain(Operation o) {
        var tasks = new Task[o.plan().size()];
        Arrays.setAll(tasks, i -> plain(o.tasks().get(i)));
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision(),
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                o.plan(),
                TaskTable.of(tasks),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error() == null ? null : Play.BROKEN,
                o.deadline(),
                List.of(),
                List.of(),
                o.parked(),
                o.frontier());
    }

    private static Task plain(Task t) {
        return t.edit(null).error(null);
    }

    /** The shortest way there, event by event, and the one that broke a rule. */
    private String path(int number, @org.jspecify.annotations.Nullable Event last) {
        var way = new ArrayList<Integer>();
        for (int at = number; graph.from(at) >= 0; at = graph.from(at)) {
            way.add(0, graph.move(at));
        }
        var text = new StringBuilder();
        Operation operation = beginning();
        int budget = world.verbs();
        for (int move : way) {
            Event event = moves.of(operation, budget != 0).get(move);
            budget -= budget > 0 && Moves.isAsked(event) ? 1 : 0;
            operation = plain(engine.decide(operation, event, NOW).next());
            text.append(told(event, operation)).append('\n');
        }
        return last == null
                ? text.toString()
                : text.append(told(last, engine.decide(operation, last, NOW).next()))
                        .append("  <===")
                        .toString();
    }

    private static String told(Event event, Operation after) {
        String arguments = event instanceof Event.VerbRequested(var request)
                ? " " + request.arguments()
                : event instanceof Event.Replied(var reply) && reply.failure() != null ? " " + reply.failure() : "";
        return Causes.of(event) + arguments + "\n    -> " + after.state() + " " + after.control() + " "
                + IntStream.range(0, after.plan().size())
                        .mapToObj(i -> after.tasks().get(i).state()
                                + (after.tasks().get(i).held() ? "(held)" : ""))
                        .collect(Collectors.joining(" "))
                + (after.settle() == null ? "" : " " + after.settle());
    }
}
