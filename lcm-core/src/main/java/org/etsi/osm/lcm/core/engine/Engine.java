package org.etsi.osm.lcm.core.engine;

import java.util.List;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;

/**
 * The state machine: {@code decide(snapshot, event)} says what the operation becomes and what is to be done then
 * (design, section 3). Pure and total: every event is handled in every state, at worst by changing nothing and saying
 * why. What to do next is a function of intent and facts, so recovery is a {@link Event.TakenOver} and nothing else.
 * Thread-safe.
 *
 * <p>Throws {@link IllegalStateException} only when a rule of its own is broken; the shell then parks that operation.
 */
public final class Engine {
    private final EngineSettings settings;
    private final ParameterCheck check;
    private final Replies replies;
    private final VerbHandler verbs;
    private final Progression progression;

    /** An engine that takes edited parameters as they are. */
    public Engine(EngineSettings settings) {
        this(settings, ParameterCheck.NONE);
    }

    public Engine(EngineSettings settings, ParameterCheck check) {
        this.settings = settings;
        this.check = check;
        this.replies = new Replies(settings);
        this.progression = new Progression(settings);
        this.verbs = new VerbHandler(this, progression);
    }

    public EngineSettings settings() {
        return settings;
    }

    /**
     * A new operation, as a decision whose snapshot is to be inserted.
     *
     * @param asked whose queue position is 0 if the NS is free: then it is occupied at once
     */
    public Decision accept(Event.Requested asked, Moment now) {
        var request = asked.request();
        int queuePosition = asked.queuePosition();
        boolean isFirst = queuePosition == 0;
        Timer deadline = isFirst ? Timer.armed(Timer.Kind.DEADLINE, request.deadline(), now, 1) : null;
        var accepted = new Outgoing.OperationMoved(
                1, now.epochMs(), null, OperationState.PROCESSING, Control.RUN, queuePosition, 0, "requested", null);
        var operation = new Operation(
                request,
                asked.ownership(),
                1,
                OperationState.PROCESSING,
                now.epochMs(),
                Control.RUN,
                Steering.NONE.frozenBy(asked.freezes()),
                isFirst,
                queuePosition,
                null,
                Plan.EMPTY,
                TaskTable.fresh(0),
                null,
                false,
                null,
                null,
                deadline,
                List.of(),
                List.of(accepted, new Outgoing.RecordsDue(1), new Outgoing.Decided(1, 1, now, Causes.bare(asked))),
                null,
                Frontier.EMPTY);
        List<Effect> effects =
                deadline == null ? List.of() : List.of(new Effect.MakePlan(), new Effect.ArmTimer(null, deadline));
        return new Decision(operation, effects, List.of());
    }

    /** What an event makes of an operation. */
    public Decision decide(Operation operation, Event event, Moment now) {
        if (event instanceof Event.FreezesChanged(var inForce) && !isNews(operation, inForce)) {
            // It may be one that was just loaded: nothing of it is worked out before it is taken over.
            return new Decision(operation, List.of(), List.of("nothing of it is frozen or thawed by " + inForce));
        }
        if (operation.parked() != null && !isMeantForParked(event)) {
            return parked(operation, event);
        }
        var draft = new Draft(operation, settings, check, now, Causes.of(event, operation));
        if (operation.parked() != null && event instanceof Event.FreezesChanged(var freezes)) {
            // Nothing moves by it, but it is to be under them when it is given back.
            freeze(draft, operation.meantBy(freezes));
            draft.record(event);
            return draft.decision();
        }
        if (operation.parked() != null) {
            // It was read back parked, so nothing was worked out yet.
            draft.workOutFrontier();
        }
        switch (event) {
            case Event.Requested r -> draft.because("it exists already");
            case Event.TakenOver(var ownership) -> takeOver(draft, ownership);
            case Event.Admitted() -> admit(draft, operation.request());
            case Event.QueueMoved(int position) -> moveInQueue(draft, position);
            case Event.Superseded(var by) -> Superseding.close(draft, by);
            case Event.TerminateWaits(var terminate) -> Superseding.makeWay(draft, terminate);
            case Event.Refused(var why) -> refuse(draft, why);
            case Event.Planned(var plan, var planId) -> planned(draft, plan, planId);
            case Event.PlanRefused(var why) -> planRefused(draft, why);
            case Event.VerbRequested(var request) -> verbs.ask(draft, request);
            case Event.Verified seen -> verbs.verified(draft, seen);
            case Event.FreezesChanged(var freezes) -> freeze(draft, operation.meantBy(freezes));
            case Event.Replied(var reply) -> replies.take(draft, reply);
            case Event.TimerDue due -> replies.timerDue(draft, due);
            case Event.OutboxSent(long revision) -> outboxSent(draft, revision);
            case Event.RecordsVanished() -> vanish(draft);
        }
        if (operation.parked() != null && draft.parked() == null) {
            // Given back: its timers and commands start again, as with a new owner.
            takeOver(draft, operation.ownership());
        }
        progression.advance(draft);
        Rearm.clocks(draft);
        Progression.drain(draft);
        verbs.answer(draft);
        if (!(event instanceof Event.OutboxSent)) {
            draft.record(event);
        }
        return event instanceof Event.TakenOver ? draft.takeover() : draft.decision();
    }

    private static boolean isMeantForParked(Event event) {
        return event instanceof Event.FreezesChanged
                || (event instanceof Event.VerbRequested(var request)
                        && (request.verb() == Verb.KILL || request.verb() == Verb.UNPARK)
                        && request.task() == null);
    }

    private static boolean isNews(Operation operation, List<Selector> inForce) {
        return !operation.state().isTerminal()
                && !operation.meantBy(inForce).equals(operation.steering().frozenBy());
    }

    private static void freeze(Draft draft, List<Selector> freezes) {
        draft.steer(draft.steering().frozenBy(freezes));
        draft.announce();
    }

    private Decision parked(Operation operation, Event event) {
        if (event instanceof Event.TakenOver(var ownership)) {
            return new Decision(operation.ownedBy(ownership), List.of(), List.of("parked: " + operation.parked()));
        }
        VerbRequest request = switch (event) {
            case Event.VerbRequested(var asked) -> asked;
            case Event.Verified seen -> seen.request();
            default -> null;
        };
        List<Effect> effects =
                request != null ? List.of(new Effect.SendAnswer(verbs.ofParked(operation, request))) : List.of();
        return new Decision(
                operation, effects, List.of("dropped " + Causes.of(event) + ", since the operation is parked"));
    }

    private static void takeOver(Draft draft, Ownership ownership) {
        draft.own(ownership);
        draft.workOutFrontier();
        var clock = draft.now();
        for (int i = draft.frontier().inFlight().next(0);
                i >= 0;
                i = draft.frontier().inFlight().next(i + 1)) {
            Rearm.adopt(draft, i, clock);
        }
        for (int i = draft.frontier().backingOff().next(0);
                i >= 0;
                i = draft.frontier().backingOff().next(i + 1)) {
            Rearm.adopt(draft, i, clock);
        }
        var deadline = draft.deadline();
        if (deadline != null) {
            draft.deadline(deadline.adopted(clock, deadline.armedBy()));
        }
        if (draft.state() == OperationState.PROCESSING && draft.occupies() && !draft.isPlanned()) {
            draft.effect(new Effect.MakePlan());
        }
    }

    private static void admit(Draft draft, OperationRequest request) {
        if (draft.state() != OperationState.PROCESSING || draft.occupies()) {
            draft.because("admitted already, or over");
            return;
        }
        draft.occupy();
        Rearm.startDeadline(draft, request.deadline());
        draft.announce();
        draft.recordsDue();
        draft.effect(new Effect.MakePlan());
    }

    private static void moveInQueue(Draft draft, int position) {
        boolean isQueued = draft.state() == OperationState.PROCESSING && !draft.occupies();
        if (isQueued && draft.queuePosition() != position) {
            draft.queuePosition(position);
            draft.announce();
            draft.recordsDue();
        }
    }

    private static void refuse(Draft draft, Failure why) {
        if (draft.state() == OperationState.PROCESSING && !draft.occupies()) {
            draft.error(why);
            draft.moveTo(OperationState.FAILED);
        }
    }

    private void planned(Draft draft, Plan plan, String planId) {
        if (draft.state() != OperationState.PROCESSING || draft.isPlanned()) {
            draft.because("a plan that nobody waits for");
            return;
        }
        if (plan.size() > settings.maxTasks()) {
            planRefused(
                    draft,
                    Failure.permanent(
                            "TOO_MANY_TASKS",
                            "Expected a plan of at most " + settings.maxTasks() + " tasks, but it has " + plan.size()
                                    + "; nothing was started"));
            return;
        }
        draft.plan(plan, planId);
        draft.announce();
        // From here on something may be at the VIM: NBI deletes an NS whose record doesn't say so.
        draft.recordsDue();
    }

    private static void planRefused(Draft draft, Failure why) {
        boolean isAwaited = draft.state() == OperationState.PROCESSING && !draft.isPlanned();
        if (isAwaited && draft.settle() == null) {
            // Not at once: nothing of a paused operation moves until its resume.
            draft.error(why);
            draft.settle(Settle.after(OperationState.FAILED, false, null));
        }
    }

    /** Only the end of an operation is written once more: then it is closed, and no new owner loads it. */
    private static void outboxSent(Draft draft, long revision) {
        if (draft.state().isTerminal() && revision == draft.nextRevision() - 1) {
            draft.emptyOutbox();
            draft.touch();
        }
    }

    /** What is left is removed by going on, and nobody but us is there any more to ask for it. */
    private static void vanishUnderTerminate(Draft draft) {
        if (draft.state() == OperationState.FAILED_TEMP) {
            draft.because("its records have vanished: it is tried again until nothing is left");
            VerbHandler.retry(draft);
        } else {
            draft.because("its records have vanished, and it removes what is left anyway");
        }
    }

    private static void vanish(Draft draft) {
        if (draft.request().type().equals(NsQueue.TERMINATE)) {
            vanishUnderTerminate(draft);
            return;
        }
        boolean isOpen = draft.state() == OperationState.PROCESSING || draft.state() == OperationState.FAILED_TEMP;
        var settle = draft.settle();
        boolean isUnderWay = settle != null && settle.then() == OperationState.ROLLING_BACK;
        if (!isOpen || isUnderWay || draft.frontier().irreversible() > 0) {
            draft.because("its records have vanished, and it ends by itself");
            return;
        }
        draft.error(Failure.permanent(
                "RECORDS_VANISHED",
                "the records of the network service were removed; what the operation made is removed too"));
        Turn.releaseAll(draft);
        if (draft.state() == OperationState.FAILED_TEMP) {
            Turn.back(draft, true, null);
            return;
        }
        Turn.settle(draft, Settle.cancelled(OperationState.ROLLING_BACK, CancelMode.FORCEFUL, true));
        draft.announce();
        draft.recordsDue();
    }
}
