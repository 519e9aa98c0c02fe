package org.etsi.osm.lcm.core.loop;

import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.jspecify.annotations.Nullable;

/** Answers to verbs where no snapshot says what to answer. */
final class BareAnswers {
    /** What can be asked of an operation that can't even be read. */
    static final Set<Verb> OF_BROKEN = Set.of(Verb.KILL, Verb.UNPARK);

    private static final Value.Obj UNKNOWN_LEFTOVERS = Value.Obj.EMPTY.with(
            "leftovers",
            Value.Obj.EMPTY.with(
                    "unknown",
                    "its state can't be told, so what it left isn't known: what carries the tag of the network service"
                            + " is removed by a terminate and the sweep"));

    private BareAnswers() {}

    static Answer rejection(VerbRequest request, String reason) {
        return rejection(request, reason, Set.of());
    }

    static Answer rejection(VerbRequest request, String reason, Set<Verb> legal) {
        return answer(request, false, reason, null, legal, Value.Obj.EMPTY);
    }

    /** It is closed, and nobody knows what it has left. */
    static Answer killed(VerbRequest request) {
        return answer(request, true, "", OperationState.FAILED, Set.of(), UNKNOWN_LEFTOVERS);
    }

    private static Answer answer(
            VerbRequest request,
            boolean accepted,
            String reason,
            @Nullable OperationState state,
            Set<Verb> legal,
            Value.Obj detail) {
        return new Answer(
                request.requestId(),
                request.operation(),
                request.task(),
                request.verb(),
                accepted,
                reason,
                state,
                null,
                0,
                0,
                legal,
                detail);
    }

    static Delivery delivery(Answer answer) {
        return new Delivery(null, List.of(new Outgoing.Answered(answer.revision(), answer)));
    }
}
