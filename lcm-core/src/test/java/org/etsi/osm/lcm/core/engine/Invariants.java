package org.etsi.osm.lcm.core.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;

/** What holds of every decision, whatever the event and the state (design, section 8). */
final class Invariants {
    private final Engine engine;
    private final Transitions transitions;

    Invariants(Engine engine, Transitions transitions) {
        this.engine = engine;
        this.transitions = transitions;
    }

    /** Checks one decision, and what may be asked of what it led to; {@code before} has nothing left to tell. */
    void check(Operation before, Event event, Decision decision, Moment now) {
        checkDecision(before, event, decision);
        checkLegal(decision.next());
        Rule.same(engine.decide(before, event, now), decision, "the decision, made again,");
    }

    /** What holds of every snapshot, and what may be asked of it. */
    void checkState(Operation operation) {
        StateRules.check(operation);
        checkLegal(operation);
    }

    /** The rules that cost no other decision. */
    @SuppressWarnings("ReferenceEquality") // the same object is what the loop sees as no change
    void checkDecision(Operation before, Event event, Decision decision) {
        Operation after = decision.next();
        if (before.state().isTerminal()) {
            Rule.holds(after.state() == before.state(), "a terminal state is never left", after.state());
        }
        if (!(event instanceof Event.TakenOver)) {
            Rule.holds(
                    (after == before) == (after.revision() == before.revision()),
                    "a snapshot is the same object if, and only if, its revision is the same");
        }
        Rule.holds(after.revision() >= before.revision(), "revisions only grow");
        checkTransitions(before, after);
        checkEffects(before, decision);
        checkStarts(before, event, after);
        StateRules.check(after);
    }

    /** The outbox tells every transition, once, in order, each with a revision of its own; and none is illegal. */
    private void checkTransitions(Operation before, Operation after) {
        Plan plan = after.plan();
        var states = new TaskState[plan.size()];
        var dirty = new BitSet();
        for (int i = 0; i < states.length; i++) {
            Task task = was(before, i);
            states[i] = task.state();
            dirty.set(i, task.touched());
        }
        OperationState state = before.state();
        long revision = before.revision();
        for (Outgoing item : after.outbox()) {
            switch (item) {
                case Outgoing.TaskMoved moved -> {
                    int i = moved.task().index();
                    Rule.same(moved.from(), states[i], "what a move is told from");
                    Rule.holds(moved.from().canBecome(moved.to()), "a move of the table", moved);
                    Rule.holds(moved.revision() > revision, "a revision of its own", moved);
                    checkOrder(after, moved, states, dirty);
                    revision = moved.revision();
                    states[i] = moved.to();
                    dirty.set(i, isDirty(moved, dirty.get(i)));
                    transitions.took(moved.from(), moved.to());
                }
                case Outgoing.OperationMoved moved -> {
                    Rule.same(moved.from(), state, "what a move is told from");
                    Rule.holds(moved.revision() > revision, "a revision of its own", moved);
                    revision = moved.revision();
                    if (state != moved.to()) {
                        Rule.holds(state.canBecome(moved.to()), "a move of the table", moved);
                        transitions.took(state, moved.to());
                    }
                    state = moved.to();
                }
                case Outgoing.Decided decided -> {
                    Rule.holds(decided.revision() == after.revision(), "a decision told whole", decided);
                    Rule.holds(decided.firstRevision() == before.revision() + 1, "a journal without gaps", decided);
                }
                case Outgoing.Answered answered ->
                    Rule.holds(answered.revision() <= after.revision(), "an answer of now", answered);
                case Outgoing.RecordsDue due ->
                    Rule.holds(due.revision() <= after.revision(), "records that are due now", due);
                case Outgoing.EndAnnounced end -> Rule.same(end.state(), state, "the end that is told");
            }
        }
        Rule.holds(after.revision() >= revision, "no transition beyond the snapshot's revision");
        Rule.same(after.state(), state, "the state, as it was told,");
        for (int i = 0; i < states.length; i++) {
            Task is = after.tasks().get(i);
            Rule.same(is.state(), states[i], "the state of a task, as it was told,");
            boolean isKnown = is.touched() == dirty.get(i) || isNamedLeftover(after, i);
            Rule.holds(isKnown, "side effects are neither forgotten nor invented", is);
        }
    }

    private static Task was(Operation before, int index) {
        return before.plan().size() == 0 ? Task.NEW : before.tasks().get(index);
    }

    private static boolean isDirty(Outgoing.TaskMoved moved, boolean before) {
        return switch (moved.to()) {
            case RUNNING, DONE, UNDOING -> true;
            case UNDONE -> false;
            case WAITING, FAILED, STOPPED, UNDO_FAILED, SKIPPED -> before;
        };
    }

    /** An UNDONE task that a rollback was asked of by name: something of it was found. */
    private static boolean isNamedLeftover(Operation after, int index) {
        UndoScope undo = after.steering().undo();
        return undo != null
                && after.tasks().get(index).state() == TaskState.UNDONE
                && undo.kind() == UndoScope.Kind.FROM
                && undo.task().index() == index;
    }

    private static void checkOrder(Operation after, Outgoing.TaskMoved moved, TaskState[] states, BitSet dirty) {
        int index = moved.task().index();
        Plan plan = after.plan();
        if (moved.to() == TaskState.RUNNING) {
            for (int on : plan.dependsOn(index)) {
                Rule.holds(states[on].isSatisfied(), "what it depends on is done when it starts", moved);
            }
        }
        if (moved.to() == TaskState.UNDOING) {
            var dependents = plan.withDependents(moved.task());
            for (int d = dependents.next(0); d >= 0; d = dependents.next(d + 1)) {
                boolean isGone =
                        d == index || !dirty.get(d) || after.tasks().get(d).abandoned();
                Rule.holds(isGone, "what depends on it is undone before it is", moved);
            }
        }
    }

    /** Whatever has to be sent or woken up for is an effect, and nothing else is. */
    private static void checkEffects(Operation before, Decision decision) {
        Operation after = decision.next();
        List<Effect> effects = decision.effects();
        for (Effect effect : effects) {
            if (effect instanceof Effect.SendCommand(var task, long sequence)) {
                var inFlight = after.task(task).inFlight();
                Rule.holds(inFlight != null && inFlight.sequence() == sequence, "the intent is stored", effect);
            }
        }
        for (int i = 0; i < after.plan().size(); i++) {
            Task was = was(before, i);
            Task is = after.tasks().get(i);
            TaskId id = TaskId.at(i);
            var inFlight = is.inFlight();
            if (inFlight != null && isToBeSent(was.inFlight(), inFlight)) {
                var send = new Effect.SendCommand(id, inFlight.sequence());
                Rule.holds(effects.contains(send), "what is to be sent is", send);
            }
            Rule.holds(is.sequence() >= was.sequence(), "sequences only grow", is);
            Rule.holds(is.sequence() <= was.sequence() + 1 || was.inFlight() != null, "one command at a time", is);
            checkArmed(was.timer(), is.timer(), id, effects);
        }
        checkArmed(before.deadline(), after.deadline(), null, effects);
    }

    private static boolean isToBeSent(@Nullable InFlight was, InFlight is) {
        return was == null || was.sequence() != is.sequence() || (was.abort() == null && is.abort() != null);
    }

    private static void checkArmed(
            @Nullable Timer was, @Nullable Timer is, @Nullable TaskId task, List<Effect> effects) {
        if (is == null || is.frozen() || is.equals(was)) {
            return;
        }
        Timer last = null;
        for (Effect effect : effects) {
            if (effect instanceof Effect.ArmTimer(var whose, var timer) && Objects.equals(whose, task)) {
                last = timer;
            }
        }
        Rule.same(last, is, "the alarm of a timer that runs");
    }

    /** What an operator keeps from starting doesn't start. */
    private static void checkStarts(Operation before, Event event, Operation after) {
        TaskId stepped =
                event instanceof Event.VerbRequested(var asked) && asked.verb() == Verb.STEP ? asked.task() : null;
        // A resume, or a rollback, ends the pause; the next breakpoint may begin another at once.
        boolean isLeft = after.outbox().stream()
                .anyMatch(item -> item instanceof Outgoing.OperationMoved moved && moved.control() != Control.PAUSED);
        boolean staysPaused = before.control() == Control.PAUSED && after.control() == Control.PAUSED && !isLeft;
        for (int i = 0; i < after.plan().size(); i++) {
            Task is = after.tasks().get(i);
            if (is.inFlight() == null
                    || is.sequence() == was(before, i).sequence()
                    || was(before, i).inFlight() != null) {
                continue;
            }
            Rule.holds(!staysPaused, "nothing starts while paused", is);
            Rule.holds(!is.held() || TaskId.at(i).equals(stepped), "what is held starts by a step only", is);
            boolean isFrozen = Heading.of(after).isFrozen(after.plan().tasks().get(i));
            Rule.holds(!isFrozen, "what is frozen doesn't start", is);
            Rule.holds(!after.state().isTerminal(), "nothing starts of what is over", is);
        }
    }

    /** legal() is what is accepted; and every state that isn't terminal has a way out. */
    private void checkLegal(Operation operation) {
        checkLegal(operation, null);
        if (operation.plan().size() > 0) {
            // One task each time, another one each time.
            checkLegal(operation, TaskId.at((int)
                    (operation.revision() % operation.plan().size())));
        }
        boolean endsByItself = operation.settle() != null && operation.inFlight() > 0;
        boolean isOver = operation.state().isTerminal();
        boolean leadsOn = Verbs.legal(operation).stream().anyMatch(verb -> !verb.isRead());
        Rule.holds(isOver || endsByItself || leadsOn, "a verb that leads on", operation.state());
    }

    private void checkLegal(Operation operation, @Nullable TaskId task) {
        var legal = Verbs.legal(operation, task);
        var now = new Moment(1_000_000_000, 0);
        for (Verb verb : Verb.values()) {
            boolean isMeant = task == null ? verb.isOfOperations() : verb.isOfTasks();
            var request = VerbRequest.of("probe", operation.id(), verb, "probe")
                    .on(task)
                    .with(Verbs.best(operation, task, verb));
            var decision = engine.decide(operation, new Event.VerbRequested(request), now);
            boolean isRejected = decision.effects().stream()
                    .anyMatch(effect -> effect instanceof Effect.SendAnswer(var answer) && !answer.accepted());
            Rule.holds(
                    isRejected != legal.contains(verb), "what is said to be legal is accepted, nothing else", request);
            Rule.holds(isMeant || isRejected, "a verb is taken by its target only", request);
        }
    }
}
