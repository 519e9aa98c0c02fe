package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Checks one decision; {@code before} has nothing left to tell. */
    @SuppressWarnings("ReferenceEquality") // the same object is what the loop sees as no change
    void check(Operation before, Event event, Decision decision, Moment now) {
        Operation after = decision.next();
        if (before.state().isTerminal()) {
            assertThat(after.state()).as("a terminal state is never left").isEqualTo(before.state());
        }
        if (!(event instanceof Event.TakenOver)) {
            boolean same = after == before;
            assertThat(same)
                    .as("a snapshot is the same object if, and only if, its revision is the same")
                    .isEqualTo(after.revision() == before.revision());
        }
        assertThat(after.revision()).isGreaterThanOrEqualTo(before.revision());
        checkTransitions(before, after);
        checkEffects(before, decision);
        checkState(after);
        if (before.control() == Control.PAUSED && after.control() == Control.PAUSED) {
            for (int i = 0; i < Math.min(before.plan().size(), after.plan().size()); i++) {
                assertThat(after.tasks().get(i).state().equals(TaskState.RUNNING)
                                && !before.tasks().get(i).state().equals(TaskState.RUNNING))
                        .as("nothing starts while paused")
                        .isFalse();
            }
        }
        assertThat(engine.decide(before, event, now))
                .as("the same decision each time")
                .isEqualTo(decision);
    }

    /** What holds of every snapshot. */
    void checkState(Operation operation) {
        checkTasks(operation);
        checkStillness(operation);
        checkFrontier(operation);
        checkLegal(operation);
        if (operation.state() == OperationState.ROLLING_BACK) {
            assertThat(operation.occupies()).as("occupies the NS").isTrue();
        }
        if (operation.state() == OperationState.PROCESSING && operation.parked() == null) {
            assertThat(operation.queuePosition() > 0).as("queued or occupying").isEqualTo(!operation.occupies());
        }
        checkMakingWay(operation);
        if (operation.state() == OperationState.ROLLED_BACK) {
            for (int i = 0; i < operation.plan().size(); i++) {
                assertThat(operation.tasks().get(i).needsUndo())
                        .as("%s has side effects", TaskId.at(i))
                        .isFalse();
            }
        }
        assertThat(operation.answers()).hasSizeLessThanOrEqualTo(Operation.ANSWERS_KEPT);
    }

    /** Who makes way for a terminate does nothing else: it ends, goes back by itself, or is closed. */
    private static void checkMakingWay(Operation operation) {
        if (operation.supersededBy() == null || operation.parked() != null) {
            return;
        }
        switch (operation.state()) {
            case PROCESSING ->
                assertThat(operation.settle()).as("it is being ended").isNotNull();
            case ROLLING_BACK ->
                assertThat(operation.automaticRollback()).as("by itself").isTrue();
            case FAILED -> assertThat(operation.error()).as("it says why").isNotNull();
            case FAILED_TEMP, COMPLETED, PARTIALLY_COMPLETED, ROLLED_BACK ->
                throw new AssertionError("Expected no one who makes way in " + operation.state());
        }
        assertThat(operation.control()).as("not paused").isEqualTo(Control.RUN);
    }

    /** The outbox tells every transition, once, in order, each with a revision of its own; and none is illegal. */
    private void checkTransitions(Operation before, Operation after) {
        Plan plan = after.plan();
        var states = new TaskState[plan.size()];
        var touched = new BitSet();
        for (int i = 0; i < states.length; i++) {
            Task task = before.plan().size() == 0 ? Task.NEW : before.tasks().get(i);
            states[i] = task.state();
            touched.set(i, task.touched());
        }
        OperationState state = before.state();
        long revision = before.revision();
        for (Outgoing item : after.outbox()) {
            switch (item) {
                case Outgoing.TaskMoved moved -> {
                    int i = moved.task().index();
                    assertThat(moved.from()).as("told from").isEqualTo(states[i]);
                    assertThat(moved.from().canBecome(moved.to()))
                            .as("%s", moved)
                            .isTrue();
                    assertThat(moved.revision()).as("a revision of its own").isGreaterThan(revision);
                    checkOrder(plan, moved, states, touched);
                    revision = moved.revision();
                    states[i] = moved.to();
                    touched.set(
                            i, moved.to() == TaskState.RUNNING || (touched.get(i) && moved.to() != TaskState.UNDONE));
                    transitions.took(Transitions.of(moved.from(), moved.to()));
                }
                case Outgoing.OperationMoved moved -> {
                    assertThat(moved.from()).as("told from").isEqualTo(state);
                    assertThat(moved.revision()).as("a revision of its own").isGreaterThan(revision);
                    revision = moved.revision();
                    if (state != moved.to()) {
                        assertThat(state.canBecome(moved.to())).as("%s", moved).isTrue();
                        transitions.took(Transitions.of(state, moved.to()));
                    }
                    state = moved.to();
                }
                case Outgoing.Decided decided -> {
                    assertThat(decided.revision()).isLessThanOrEqualTo(after.revision());
                    assertThat(decided.firstRevision()).isEqualTo(before.revision() + 1);
                }
                case Outgoing.Answered answered ->
                    assertThat(answered.revision()).isLessThanOrEqualTo(after.revision());
                case Outgoing.RecordsDue due -> assertThat(due.revision()).isLessThanOrEqualTo(after.revision());
                case Outgoing.EndAnnounced end -> assertThat(end.state()).isEqualTo(state);
            }
        }
        assertThat(after.revision()).isGreaterThanOrEqualTo(revision);
        assertThat(state).as("every change of state is told").isEqualTo(after.state());
        for (int i = 0; i < states.length; i++) {
            assertThat(states[i])
                    .as("every change of %s is told", TaskId.at(i))
                    .isEqualTo(after.tasks().get(i).state());
            assertThat(touched.get(i))
                    .as("touched %s", TaskId.at(i))
                    .isEqualTo(after.tasks().get(i).touched());
        }
    }

    private static void checkOrder(Plan plan, Outgoing.TaskMoved moved, TaskState[] states, BitSet touched) {
        int index = moved.task().index();
        if (moved.to() == TaskState.RUNNING) {
            for (int on : plan.dependsOn(index)) {
                assertThat(states[on].isSatisfied())
                        .as("%s starts, but %s is %s", moved.task(), TaskId.at(on), states[on])
                        .isTrue();
            }
        }
        if (moved.to() == TaskState.UNDOING) {
            var dependents = new BitSet();
            collectDependents(plan, index, dependents);
            dependents.stream()
                    .forEach(d -> assertThat(touched.get(d))
                            .as("%s is undone, but %s isn't yet", moved.task(), TaskId.at(d))
                            .isFalse());
        }
    }

    private static void collectDependents(Plan plan, int index, BitSet into) {
        for (int dependent : plan.dependents(index)) {
            if (!into.get(dependent)) {
                into.set(dependent);
                collectDependents(plan, dependent, into);
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
                assertThat(inFlight).as("the intent of %s is stored", effect).isNotNull();
                assertThat(Objects.requireNonNull(inFlight).sequence()).isEqualTo(sequence);
            }
        }
        for (int i = 0; i < after.plan().size(); i++) {
            Task was = before.plan().size() == 0 ? Task.NEW : before.tasks().get(i);
            Task is = after.tasks().get(i);
            TaskId id = TaskId.at(i);
            var inFlight = is.inFlight();
            if (inFlight != null && isToBeSent(was.inFlight(), inFlight)) {
                assertThat(effects).contains(new Effect.SendCommand(id, inFlight.sequence()));
                assertThat(is.sequence()).isGreaterThanOrEqualTo(was.sequence());
            }
            checkArmed(was.timer(), is.timer(), id, effects);
        }
        checkArmed(before.deadline(), after.deadline(), null, effects);
    }

    private static boolean isToBeSent(@Nullable InFlight was, InFlight is) {
        return was == null || was.sequence() != is.sequence() || (was.abort() == null && is.abort() != null);
    }

    private static void checkArmed(
            @Nullable Timer was, @Nullable Timer is, @Nullable TaskId task, List<Effect> effects) {
        if (is != null && !is.frozen() && !is.equals(was)) {
            Effect last = effects.stream()
                    .filter(effect -> effect instanceof Effect.ArmTimer armed && Objects.equals(armed.task(), task))
                    .reduce((first, second) -> second)
                    .orElse(null);
            assertThat(last).as("the alarm of %s", task).isEqualTo(new Effect.ArmTimer(task, is));
        }
    }

    private static void checkTasks(Operation operation) {
        boolean isPaused = operation.control() != Control.RUN;
        for (int i = 0; i < operation.plan().size(); i++) {
            Task task = operation.tasks().get(i);
            String name = TaskId.at(i) + " " + task;
            var inFlight = task.inFlight();
            boolean isUnderWay = task.state() == TaskState.RUNNING || task.state() == TaskState.UNDOING;
            assertThat(inFlight != null).as("a command in flight: %s", name).isEqualTo(isUnderWay);
            Timer timer = task.timer();
            if (inFlight != null) {
                assertThat(timer).as("a limit of %s", name).isNotNull();
                assertThat(Objects.requireNonNull(timer).kind())
                        .isEqualTo(inFlight.abort() == null ? Timer.Kind.TIMEOUT : Timer.Kind.ABORT_LIMIT);
                assertThat(timer.frozen()).as("a limit in flight runs on").isFalse();
                assertThat(task.touched()).isTrue();
                assertThat(task.sequence()).isEqualTo(inFlight.sequence());
            } else if (timer != null) {
                assertThat(timer.kind()).as(name).isEqualTo(Timer.Kind.BACKOFF);
                assertThat(timer.frozen())
                        .as("frozen while paused only: %s", name)
                        .isEqualTo(isPaused);
            }
        }
        Timer deadline = operation.deadline();
        if (deadline != null) {
            var frontier = operation.frontier();
            boolean isKept = operation.occupies()
                    && !frontier.gated().isEmpty()
                    && frontier.ready().isEmpty()
                    && frontier.inFlight().isEmpty()
                    && frontier.backingOff().isEmpty();
            assertThat(deadline.frozen())
                    .as("deadline frozen while paused, held or frozen only")
                    .isEqualTo(isPaused || isKept);
        }
    }

    /** What doesn't move has nothing that would move it; what moves has. */
    private static void checkStillness(Operation operation) {
        if (!operation.state().isMoving()) {
            assertThat(operation.inFlight()).as("in flight").isZero();
            assertThat(operation.deadline()).as("deadline").isNull();
            assertThat(operation.settle()).as("settle").isNull();
            assertThat(operation.control()).isEqualTo(Control.RUN);
            for (int i = 0; i < operation.plan().size(); i++) {
                assertThat(operation.tasks().get(i).timer())
                        .as("timer of %s", TaskId.at(i))
                        .isNull();
            }
            if (operation.state().isTerminal()) {
                assertThat(operation.occupies()).as("occupies").isFalse();
            }
            return;
        }
        boolean isOnItsOwn = operation.control() == Control.RUN && operation.occupies() && operation.parked() == null;
        if (isOnItsOwn && operation.settle() != null) {
            assertThat(operation.inFlight()).as("something to wait for").isPositive();
        } else if (isOnItsOwn && operation.isPlanned()) {
            var frontier = operation.frontier();
            assertThat(frontier.inFlight().count()
                            + frontier.backingOff().count()
                            + frontier.gated().count())
                    .as("something to wait for in %s", operation)
                    .isPositive();
        }
    }

    private static void checkFrontier(Operation operation) {
        var anew = Frontiers.of(operation.plan(), operation.tasks(), Heading.of(operation));
        assertThat(operation.frontier()).as("the frontier").isEqualTo(anew.frontier());
        assertThat(operation.tasks()).as("blockedBy").isEqualTo(anew.tasks());
    }

    /** legal() is what is accepted; and every state that isn't terminal has a way out. */
    private void checkLegal(Operation operation) {
        checkLegal(operation, null);
        for (int i = 0; i < Math.min(operation.plan().size(), 5); i++) {
            checkLegal(operation, TaskId.at(i));
        }
        boolean endsByItself = operation.settle() != null && operation.inFlight() > 0;
        boolean isOver = operation.state().isTerminal();
        boolean leadsOn = Verbs.legal(operation).stream().anyMatch(verb -> !verb.isRead());
        assertThat(isOver || endsByItself || leadsOn)
                .as("a verb that leads on from %s", operation.state())
                .isTrue();
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
            assertThat(!isRejected)
                    .as("%s of %s is accepted if it is said to be legal", verb, task)
                    .isEqualTo(legal.contains(verb));
            assertThat(isMeant || isRejected).as("%s of %s", verb, task).isTrue();
        }
    }
}
