package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a decision is working on: the only place where states change, so that every change is checked
 * against its table, numbered and put into the outbox. Lives for one decision; not thread-safe.
 */
final class Draft extends Sketch {
    private final EngineSettings settings;
    private final Moment now;
    private final String cause;
    private final List<Effect> effects = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final ParameterCheck check;
    private Heading heading;

    private boolean changed;
    private @Nullable VerbRequest accepted;

    Draft(Operation before, EngineSettings settings, ParameterCheck check, Moment now, String cause) {
        super(before, new Journal(before, now, cause));
        this.settings = settings;
        this.check = check;
        this.now = now;
        this.cause = cause;
        this.heading = heading();
    }

    Moment now() {
        return now;
    }

    ParameterCheck check() {
        return check;
    }

    /** The parameters of a task, with an operator's edit in their place. */
    Value.Obj parameters(int index) {
        return task(index).over(plan().tasks().get(index).parameters());
    }

    OperationRequest request() {
        return before.request();
    }

    Duration abortLimit() {
        return settings.abortLimit();
    }

    String key() {
        return before.id().value();
    }

    /** The verb that this decision accepted, if any. */
    @Nullable
    VerbRequest accepted() {
        return accepted;
    }

    void accept(VerbRequest request) {
        accepted = request;
    }

    /** The number of the next change. */
    long nextRevision() {
        return revision + 1;
    }

    /** Counts a change that is no transition. */
    void touch() {
        revision++;
        changed = true;
    }

    void because(String reason) {
        reasons.add(reason);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    /** Changes what is known of a task; its state is changed by {@link #move} only. */
    void set(int index, Task task) {
        if (task.state() != task(index).state()) {
            throw new IllegalStateException("Expected task " + TaskId.at(index) + " to change its state by a move, but "
                    + task(index).state() + " became " + task.state());
        }
        board.exchange(index, task, heading);
        changed = true;
    }

    /** Changes the state of a task, and with it what else is known of it. */
    void move(int index, TaskState to, Task facts, @Nullable Failure failure) {
        TaskState from = task(index).state();
        if (!from.canBecome(to)) {
            throw new IllegalStateException("Expected task " + TaskId.at(index) + " of operation " + before.id()
                    + " in a state that may become " + to + ", but it is " + from + " (" + cause + ")");
        }
        touch();
        Task next = facts.in(to);
        board.exchange(index, next, heading);
        journal.moved(revision, TaskId.at(index), from, next, failure);
    }

    /** Works the frontier out anew: after loading, after planning, and where the operation turns round. */
    void workOutFrontier() {
        board.workOut(heading);
    }

    /** Changes the operation's state and tells everybody. */
    void moveTo(OperationState to) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException("Expected operation " + before.id() + " in a state that may become " + to
                    + ", but it is " + state + " (" + cause + ")");
        }
        OperationState from = state;
        boolean turnsRound = (from == OperationState.ROLLING_BACK) != (to == OperationState.ROLLING_BACK);
        state = to;
        stateEnteredEpochMs = now.epochMs();
        settle = null;
        control = Control.RUN;
        deadline = to == OperationState.PROCESSING ? deadline : null;
        occupies = occupies && !to.isTerminal();
        steering = steering.undo(to == OperationState.ROLLING_BACK ? steering.undo() : null)
                .tolerant(to == OperationState.PROCESSING && steering.tolerant())
                .stepping(null)
                .stoppedAt(null)
                .drained(null)
                .breakpoints(to.isTerminal() ? List.of() : steering.breakpoints());
        queuePosition = to.isMoving() ? queuePosition : 0;
        // What waits for an operator makes way for nobody, until it is closed for somebody.
        supersededBy = to == OperationState.FAILED_TEMP ? null : supersededBy;
        heading = heading();
        if (turnsRound) {
            workOutFrontier();
        }
        announce(from);
        recordsDue();
        if (to == OperationState.FAILED_TEMP || to.isTerminal()) {
            journal.add(new Outgoing.EndAnnounced(revision, to));
        }
    }

    /** Tells a change of the operation that is no change of its state: control, queue position, plan. */
    void announce() {
        announce(state);
    }

    private void announce(OperationState from) {
        touch();
        journal.add(new Outgoing.OperationMoved(
                revision,
                now.epochMs(),
                from,
                state,
                control,
                queuePosition,
                frontier().inFlight().count(),
                cause,
                error));
    }

    void recordsDue() {
        journal.add(new Outgoing.RecordsDue(revision));
    }

    void own(Ownership owner) {
        ownership = owner;
    }

    void control(Control next) {
        control = next;
    }

    /** What operators want beside the control; what freezes may keep is worked out anew where it changes. */
    void steer(Steering next) {
        boolean isAnew = !next.frozenBy().equals(steering.frozenBy())
                || (isBackward() && !java.util.Objects.equals(next.undo(), steering.undo()));
        steering = next;
        changed = true;
        heading = heading();
        if (isAnew) {
            workOutFrontier();
        }
    }

    void unpark() {
        parked = null;
        changed = true;
    }

    private Heading heading() {
        return new Heading(isBackward(), steering.undo(), request().nsInstanceId(), steering.frozenBy());
    }

    void occupy() {
        occupies = true;
        queuePosition = 0;
    }

    void queuePosition(int position) {
        queuePosition = position;
    }

    void plan(Plan made, String id) {
        planId = id;
        board.plan(made, heading);
    }

    void settle(@Nullable Settle next) {
        settle = next;
        changed = true;
    }

    void automaticRollback(boolean automatic) {
        automaticRollback = automatic;
    }

    void supersededBy(OperationId by) {
        supersededBy = by;
        changed = true;
    }

    void error(@Nullable Failure failure) {
        error = failure;
        changed = true;
    }

    void deadline(@Nullable Timer timer) {
        deadline = timer;
        if (timer != null && !timer.frozen()) {
            effects.add(new Effect.ArmTimer(null, timer));
        }
    }

    /** A task's timer, and the effect that makes it run. */
    Timer arm(int index, Timer timer) {
        if (!timer.frozen()) {
            effects.add(new Effect.ArmTimer(TaskId.at(index), timer));
        }
        return timer;
    }

    void answer(Answer answer) {
        journal.answer(answer);
    }

    void emptyOutbox() {
        journal.empty();
    }

    Decision decision() {
        if (!changed) {
            return new Decision(before, effects, reasons);
        }
        revision = Math.max(revision, before.revision() + 1);
        return new Decision(snapshot(), effects, reasons);
    }

    /** Adds the event to what is told, if it has changed anything. */
    void record(Event event) {
        boolean isNews = changed && !(event instanceof Event.TakenOver);
        revision = isNews ? Math.max(revision, before.revision() + 1) : revision;
        if (revision > before.revision()) {
            journal.decided(revision, before.revision() + 1, event);
        }
    }

    /** The decision of a takeover, whose snapshot differs by its owner even where nothing has moved. */
    Decision takeover() {
        return new Decision(snapshot(), effects, reasons);
    }
}
