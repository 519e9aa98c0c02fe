package org.etsi.osm.lcm.core.engine;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.VerbRequest;

/** Carries out an operator's verbs, and answers each with the state that it produced. */
final class VerbHandler {

    void ask(Draft draft, VerbRequest request) {
        Operation before = draft.snapshot();
        var known = before.answers().stream()
                .filter(answer -> answer.requestId().equals(request.requestId()))
                .findFirst();
        if (known.isPresent()) {
            draft.effect(new Effect.SendAnswer(known.get()));
            return;
        }
        if (objection(before, request).isPresent()) {
            draft.effect(new Effect.SendAnswer(rejection(before, request)));
            draft.because("rejected " + request.verb());
            return;
        }
        draft.accept(request);
        carryOut(draft, request);
    }

    private static Optional<String> objection(Operation operation, VerbRequest request) {
        Long expected = request.expectedRevision();
        if (expected != null && expected != operation.revision()) {
            return Optional.of("revision " + expected + " was expected, but it is " + operation.revision() + " by now");
        }
        return Verbs.objection(operation, request.verb(), request.cancelMode());
    }

    static Answer rejection(Operation operation, VerbRequest request) {
        return new Answer(
                request.requestId(),
                operation.id(),
                request.verb(),
                false,
                objection(operation, request).orElse("it isn't legal now"),
                operation.state(),
                operation.control(),
                operation.revision(),
                operation.inFlight(),
                Verbs.legal(operation));
    }

    private static void carryOut(Draft draft, VerbRequest request) {
        switch (request.verb()) {
            case PAUSE -> {
                draft.control(Control.PAUSED);
                Rearm.freeze(draft);
                draft.announce();
                draft.recordsDue();
            }
            case RESUME -> {
                draft.control(Control.RUN);
                Rearm.thaw(draft);
                draft.announce();
                draft.recordsDue();
            }
            case CANCEL -> cancel(draft, request);
            case RETRY -> retry(draft);
            case ROLLBACK -> rollback(draft, request);
            case FAIL -> draft.moveTo(OperationState.FAILED);
        }
    }

    private static void cancel(Draft draft, VerbRequest request) {
        var mode = request.cancelMode() == null ? CancelMode.GRACEFUL : request.cancelMode();
        draft.error(Failure.permanent("CANCELLED", "cancelled " + mode + " by " + request.actor()));
        settle(draft, new Settle(OperationState.FAILED_TEMP, mode, false, null));
    }

    private static void rollback(Draft draft, VerbRequest request) {
        if (draft.state() == OperationState.FAILED_TEMP) {
            Turn.back(draft, false);
            return;
        }
        draft.error(Failure.permanent("ROLLED_BACK", "rolled back by " + request.actor()));
        settle(draft, new Settle(OperationState.ROLLING_BACK, CancelMode.FORCEFUL, false, null));
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

    /** The answer to an accepted verb is given last, when it is known what came of it. */
    void answer(Draft draft, Event event) {
        var request = draft.accepted();
        if (request == null || !(event instanceof Event.VerbRequested)) {
            return;
        }
        draft.touch();
        Operation after = draft.snapshot();
        draft.answer(new Answer(
                request.requestId(),
                after.id(),
                request.verb(),
                true,
                "",
                after.state(),
                after.control(),
                after.revision(),
                after.inFlight(),
                Verbs.legal(after)));
    }
}
