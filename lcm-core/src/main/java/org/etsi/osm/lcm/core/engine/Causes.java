package org.etsi.osm.lcm.core.engine;

import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;

/** How an event is named in the history and in the log. */
final class Causes {
    private Causes() {}

    /** What an operation that makes way for a terminate does says so at each step. */
    static String of(Event event, Operation operation) {
        var by = operation.supersededBy();
        if (event instanceof Event.TerminateWaits && operation.control() != Control.RUN) {
            return of(event) + ", which overrides the pause";
        }
        return by == null || operation.state().isTerminal() ? of(event) : of(event) + " (superseded by " + by + ")";
    }

    /**
     * An event as the journal keeps it: without what stands in the transitions that it led to, or in the plan's store.
     */
    static Event brief(Event event, List<Outgoing> told) {
        if (event instanceof Event.Planned(var plan, var planId)) {
            return new Event.Planned(Plan.EMPTY, planId);
        }
        boolean isTold = event instanceof Event.Replied(var reply)
                && reply.status() == ReplyStatus.SUCCEEDED
                && told.stream()
                        .anyMatch(item -> item instanceof Outgoing.TaskMoved moved
                                && moved.task().equals(reply.task())
                                && moved.to() == TaskState.DONE);
        return isTold && event instanceof Event.Replied(var success)
                ? new Event.Replied(success.withOutputs(Value.Obj.EMPTY))
                : event;
    }

    /** A request as the journal keeps it: its parameters stand in the operation itself. */
    static Event bare(Event.Requested asked) {
        return new Event.Requested(
                asked.request().withoutParameters(), asked.ownership(), asked.queuePosition(), asked.freezes());
    }

    static String of(Event event) {
        return switch (event) {
            case Event.Requested r -> "requested";
            case Event.Verified seen ->
                "done by " + seen.request().actor() + " (" + seen.request().requestId() + "), verified "
                        + seen.verdict();
            case Event.FreezesChanged(var freezes) -> "freezes in force: " + freezes;
            case Event.TakenOver(var ownership) -> "taken over by " + ownership.owner();
            case Event.Admitted() -> "admitted";
            case Event.QueueMoved(int position) -> "queue position " + position;
            case Event.Superseded(var by) -> "superseded by " + by;
            case Event.TerminateWaits(var terminate) -> "superseded by terminate " + terminate;
            case Event.Refused(var why) -> "refused: " + why.code();
            case Event.Planned(var plan, var planId) -> "planned " + plan.size() + " tasks";
            case Event.PlanRefused(var why) -> "plan refused: " + why.code();
            case Event.VerbRequested(var request) ->
                request.verb().name().toLowerCase(Locale.ROOT)
                        + (request.task() == null ? "" : " " + request.task()) + " by " + request.actor() + " ("
                        + request.requestId()
                        + ")";
            case Event.Replied(var reply) -> reply.status() + " of " + reply.task() + " #" + reply.sequence();
            case Event.TimerDue(var task, var kind, long armedBy) -> kind + (task == null ? "" : " of " + task);
            case Event.OutboxSent(long revision) -> "told everything";
            case Event.RecordsVanished() -> "records vanished";
        };
    }
}
