package org.etsi.osm.lcm.core.engine;

import java.util.List;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;

/** Carries out an operator's verbs on an operation as a whole, and answers each with the state that it produced. */
final class VerbHandler {
    private final Progression progression;
    private final TaskVerbHandler tasks;
    private final Previews previews;

    VerbHandler(Engine engine, Progression progression) {
        this.progression = progression;
        this.tasks = new TaskVerbHandler(progression);
        this.previews = new Previews(engine);
    }

    void ask(Draft draft, VerbRequest request) {
        Operation before = draft.snapshot();
        var known = before.answers().stream()
                .filter(answer -> answer.requestId().equals(request.requestId()))
                .findFirst();
        if (known.isPresent()) {
            draft.effect(new Effect.SendAnswer(known.get()));
            return;
        }
        var objection = Verbs.objection(before, request, draft.check());
        if (objection.isPresent()) {
            reject(draft, before, request, objection.get());
        } else if (request.verb() == Verb.PREVIEW) {
            draft.effect(new Effect.SendAnswer(Answers.of(before, request, true, "", previews.of(before, request))));
        } else if (request.verb() == Verb.VERIFY) {
            draft.effect(new Effect.Verify(request, Drift.tasksOf(before, request.task())));
        } else if (request.verb() == Verb.DONE) {
            draft.effect(new Effect.Verify(request, List.of(Answers.task(request))));
        } else {
            draft.accept(request);
            carryOut(draft, request);
        }
    }

    /** Of a parked operation only what is said to be legal is told, and nothing of it is touched. */
    Answer ofParked(Operation parked, VerbRequest request) {
        String reason = Verbs.objection(parked, request, ParameterCheck.NONE)
                .orElse("the operation is parked: " + parked.parked());
        if (request.verb() == Verb.PREVIEW) {
            try {
                Operation worked = Previews.workedOut(parked);
                if (Verbs.objection(worked, request, ParameterCheck.NONE).isEmpty()) {
                    return Answers.of(worked, request, true, "", previews.of(worked, request));
                }
            } catch (RuntimeException broken) {
                // It is parked for that: what can't be worked out is no news, and must not keep the answer away.
                reason = "the operation is parked, and what follows from its tasks can't be worked out: "
                        + broken.getMessage();
            }
        }
        return Answers.of(parked, request, false, reason, Value.Obj.EMPTY);
    }

    private static void reject(Draft draft, Operation before, VerbRequest request, String reason) {
        draft.effect(new Effect.SendAnswer(Answers.of(before, request, false, reason, Value.Obj.EMPTY)));
        draft.because("rejected " + request.verb());
    }

    /** What was seen decides whether a task counts as done by hand. */
    void verified(Draft draft, Event.Verified seen) {
        Operation before = draft.snapshot();
        var request = seen.request();
        boolean isAnswered =
                before.answers().stream().anyMatch(answer -> answer.requestId().equals(request.requestId()));
        if (isAnswered) {
            draft.because("answered already");
            return;
        }
        var objection = Objections.first(
                Verbs.objection(before, request, draft.check()),
                Objections.unless(
                        before.task(seen.task()).sequence() == seen.sequence(),
                        "it was at work again while it was looked at"),
                tasks.unseen(seen));
        if (objection.isPresent()) {
            reject(draft, before, request, objection.get());
            return;
        }
        draft.accept(request);
        tasks.done(draft, seen);
    }

    private void carryOut(Draft draft, VerbRequest request) {
        var task = request.task();
        if (task != null) {
            tasks.carryOut(draft, task.index(), request);
            return;
        }
        var arguments = request.arguments();
        switch (request.verb()) {
            case PAUSE -> {
                draft.control(Control.PAUSED);
                draft.announce();
                draft.recordsDue();
            }
            case RESUME -> {
                draft.control(Control.RUN);
                draft.steer(draft.steering().stepping(null).stoppedAt(null).drained(null));
                draft.announce();
                draft.recordsDue();
            }
            case STEP -> {
                // The one that a breakpoint stands at is the one that is meant.
                var at = draft.steering().stoppedAt();
                var ready = draft.frontier().ready();
                progression.step(draft, at != null && ready.contains(at.index()) ? at.index() : ready.next(0));
            }
            case BREAKPOINT -> {
                draft.steer(draft.steering().with(Answers.selector(request)));
                draft.touch();
            }
            case CLEAR -> {
                var selector = arguments.selector();
                draft.steer(
                        selector == null
                                ? draft.steering().breakpoints(List.of())
                                : draft.steering().without(selector));
                draft.touch();
            }
            case CANCEL -> cancel(draft, request);
            case RETRY -> retry(draft);
            case ROLLBACK -> rollback(draft, request);
            case CONTINUE -> {
                Turn.onward(draft, true);
                draft.touch();
            }
            case FAIL -> draft.moveTo(OperationState.FAILED);
            case KILL -> kill(draft, request);
            case UNPARK -> draft.unpark();
            case HOLD, RELEASE, STOP, RERUN, SKIP, DONE, VERIFY, PREVIEW ->
                throw new IllegalStateException("Expected a verb of operations that acts, but found " + request.verb());
        }
    }

    private static void cancel(Draft draft, VerbRequest request) {
        var asked = request.arguments().cancelMode();
        var mode = asked == null ? CancelMode.GRACEFUL : asked;
        draft.error(Failure.permanent("CANCELLED", "cancelled " + mode + " by " + request.actor()));
        settle(draft, Settle.cancelled(OperationState.FAILED_TEMP, mode, false));
    }

    static void rollback(Draft draft, VerbRequest request) {
        var undo = request.undoScope();
        if (draft.state() == OperationState.FAILED_TEMP) {
            Turn.back(draft, false, undo);
            return;
        }
        draft.error(Failure.permanent(
                "ROLLED_BACK", "rolled back by " + request.actor() + (undo == null ? "" : ", " + undo)));
        settle(draft, new Settle(OperationState.ROLLING_BACK, CancelMode.FORCEFUL, false, null, undo));
    }

    private static void settle(Draft draft, Settle settle) {
        Turn.settle(draft, settle);
        draft.announce();
        draft.recordsDue();
    }

    /** Goes forward again, from where it stands. */
    static void retry(Draft draft) {
        if (!draft.occupies()) {
            // It never had its turn, and waits for it again; its place follows from its start time.
            draft.queuePosition(1);
        }
        Turn.forward(draft);
        if (draft.occupies()) {
            Rearm.startDeadline(draft, draft.request().deadline());
            if (!draft.isPlanned()) {
                draft.effect(new Effect.MakePlan());
            }
        }
        draft.touch();
    }

    /** Nothing is waited for: what is in flight may still run, and its result is nobody's any more. */
    private static void kill(Draft draft, VerbRequest request) {
        String parked = draft.parked();
        draft.unpark();
        Turn.giveUpInFlight(draft);
        draft.error(Failure.permanent(
                "KILLED",
                "killed by " + request.actor() + (parked == null ? "" : "; it was parked: " + parked)
                        + "; what it left is listed, and removed by a terminate of the network service"));
        draft.moveTo(OperationState.FAILED);
    }

    /** The answer to an accepted verb is given last, when it is known what came of it. */
    void answer(Draft draft) {
        var request = draft.accepted();
        if (request == null) {
            return;
        }
        draft.touch();
        Operation after = draft.snapshot();
        draft.answer(Answers.of(after, request, true, "", Answers.detail(after, request)));
    }
}
