package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Verb;
import org.jspecify.annotations.Nullable;

/**
 * Decides an operation's journal again, one decision after the other, and compares each with what was recorded (design,
 * section 8, invariant 10). It touches nothing: no Kafka, no database, no clock. After the first difference it goes no
 * further, since what follows would differ for that reason alone. Lives for one journal; not thread-safe.
 *
 * <p>What depends on the owner alone isn't compared: the owner itself and the milliseconds of timers.
 */
public final class Replay {
    private static final String PARKED = "parked, as a revision without a decision tells";

    private final Engine engine;
    private final Recording recording;
    private int next;
    private @Nullable Operation operation;
    private boolean hasDiffered;

    /** @param engine with the settings that the journal's decisions were made with */
    public Replay(Engine engine, Recording recording) {
        this.engine = engine;
        this.recording = recording;
    }

    /**
     * All that a replay needs of an operation.
     *
     * @param request with its parameters, which the journal leaves out
     * @param plans by id: the journal only names them
     * @param decisions in the order of their revisions, each once
     * @param moves the transitions of tasks and of the operation, in the order of their revisions, each once
     */
    public record Recording(
            OperationRequest request, Map<String, Plan> plans, List<Outgoing.Decided> decisions, List<Outgoing> moves) {
        public Recording {
            plans = Map.copyOf(plans);
            decisions = List.copyOf(decisions);
            moves = List.copyOf(moves);
        }
    }

    /**
     * One decision, made again.
     *
     * @param event with what the journal had left out
     * @param moves what came out, in words
     * @param after the snapshot that came out; as before where there is a difference that kept it from being decided
     * @param difference what was recorded and what came out instead; none if they are equal
     */
    public record Step(
            Outgoing.Decided decided,
            Event event,
            List<String> moves,
            @Nullable Operation after,
            @Nullable String difference) {
        public Step {
            moves = List.copyOf(moves);
        }
    }

    /** Whether there is one more step. */
    public boolean hasNext() {
        return !hasDiffered && next < recording.decisions().size();
    }

    /** The snapshot as it is now; none before the first step. */
    public @Nullable Operation operation() {
        return operation;
    }

    /** Decides once more. */
    public Step next() {
        Outgoing.Decided decided = recording.decisions().get(next++);
        Step step;
        try {
            step = step(decided);
        } catch (RuntimeException bug) {
            step = differing(decided, "Expected the engine to decide this, but it refused: " + bug.getMessage());
        }
        hasDiffered = step.difference() != null;
        return step;
    }

    private Step step(Outgoing.Decided decided) {
        long expected = operation == null ? 1 : operation.revision() + 1;
        if (operation != null && isParkedBefore(decided, expected)) {
            operation = operation.parked(PARKED);
            expected = operation.revision() + 1;
        }
        if (decided.firstRevision() != expected) {
            return differing(
                    decided,
                    "Expected a decision that begins with revision " + expected + ", but the next one recorded begins"
                            + " with " + decided.firstRevision() + ": "
                            + (decided.firstRevision() > expected
                                    ? "revisions " + expected + " to " + (decided.firstRevision() - 1)
                                            + " are missing from the journal"
                                    : "two decisions claim the same revisions"));
        }
        if (decided.event() instanceof Event.Planned(var none, var planId)
                && !recording.plans().containsKey(planId)) {
            return differing(decided, "Expected plan " + planId + " beside the journal, but there is none");
        }
        Event event = completed(decided);
        Operation before = operation;
        Decision decision;
        if (before == null) {
            if (!(event instanceof Event.Requested asked)) {
                return differing(decided, "Expected a journal that begins with the request, but it begins with this");
            }
            decision = engine.accept(asked, decided.at());
        } else {
            decision = engine.decide(before.outboxSent(), event, decided.at());
        }
        operation = decision.next();
        return compared(decided, event, decision.next());
    }

    /** The shell parks by a write of its own, which is no decision: the exits from there tell that it did. */
    private static boolean isParkedBefore(Outgoing.Decided decided, long expected) {
        return decided.firstRevision() == expected + 1
                && decided.event() instanceof Event.VerbRequested(var request)
                && (request.verb() == Verb.UNPARK || request.verb() == Verb.KILL);
    }

    private Step differing(Outgoing.Decided decided, String difference) {
        return new Step(decided, decided.event(), List.of(), operation, difference);
    }

    private Step compared(Outgoing.Decided decided, Event event, Operation after) {
        List<String> recorded = words(recording.moves(), decided);
        List<String> cameOut = words(after.outbox(), decided);
        @Nullable String difference = null;
        if (!recorded.equals(cameOut)) {
            difference =
                    "Expected what was recorded: " + listed(recorded) + "; but what came out is: " + listed(cameOut);
        } else if (after.revision() != decided.revision()) {
            difference = "Expected it to lead to revision " + decided.revision() + ", as recorded, but it led to "
                    + after.revision();
        }
        return new Step(decided, event, cameOut, after, difference);
    }

    private static String listed(List<String> moves) {
        return moves.isEmpty() ? "nothing" : String.join("; ", moves);
    }

    private List<String> words(List<Outgoing> items, Outgoing.Decided decided) {
        var words = new ArrayList<String>();
        for (Outgoing item : items) {
            if (item.revision() >= decided.firstRevision() && item.revision() <= decided.revision()) {
                switch (item) {
                    case Outgoing.TaskMoved moved -> words.add(words(moved));
                    case Outgoing.OperationMoved moved -> words.add(words(moved));
                    case Outgoing.Decided d -> {}
                    case Outgoing.Answered a -> {}
                    case Outgoing.RecordsDue r -> {}
                    case Outgoing.EndAnnounced e -> {}
                }
            }
        }
        return words;
    }

    private static String words(Outgoing.TaskMoved moved) {
        var error = moved.error();
        return "r" + moved.revision() + " " + moved.task() + " " + moved.from() + " -> " + moved.to() + " (attempt "
                + moved.attempt() + ", #" + moved.sequence() + (error == null ? "" : ", " + error.code()) + ")";
    }

    private static String words(Outgoing.OperationMoved moved) {
        var error = moved.error();
        return "r" + moved.revision() + " operation " + (moved.from() == null ? "new" : moved.from()) + " -> "
                + moved.to() + " (control " + moved.control() + ", in flight " + moved.inFlight() + ", queue position "
                + moved.queuePosition() + (error == null ? "" : ", " + error.code()) + ")";
    }

    /** The event with what stands elsewhere: the request's parameters, the plan, the outputs of a success. */
    private Event completed(Outgoing.Decided decided) {
        return switch (decided.event()) {
            case Event.Requested asked ->
                new Event.Requested(recording.request(), asked.ownership(), asked.queuePosition(), asked.freezes());
            case Event.Planned planned ->
                new Event.Planned(recording.plans().getOrDefault(planned.planId(), Plan.EMPTY), planned.planId());
            case Event.Replied(var reply)
            when reply.status() == ReplyStatus.SUCCEEDED ->
                recording.moves().stream()
                        .filter(item ->
                                item.revision() >= decided.firstRevision() && item.revision() <= decided.revision())
                        .flatMap(item -> item instanceof Outgoing.TaskMoved moved
                                        && moved.task().equals(reply.task())
                                        && moved.to() == TaskState.DONE
                                        && moved.outputs() != null
                                ? java.util.stream.Stream.of(moved.outputs())
                                : java.util.stream.Stream.empty())
                        .findFirst()
                        .map(outputs -> new Event.Replied(reply.withOutputs(outputs)))
                        .orElse(new Event.Replied(reply));
            default -> decided.event();
        };
    }
}
