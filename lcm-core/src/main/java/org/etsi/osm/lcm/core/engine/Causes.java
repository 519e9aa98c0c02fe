package org.etsi.osm.lcm.core.engine;

import java.util.Locale;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;

/** How an event is named in the history and in the log. */
final class Causes {
    private Causes() {}

    /** What an operation that makes way for a terminate does says so at each step. */
    static String of(Event event, Operation operation) {
        var by = operation.supersededBy();
        if (event instanceof Event.TerminateWaits && operation.control() == Control.PAUSED) {
            return of(event) + ", which overrides the pause";
        }
        return by == null || operation.state().isTerminal() ? of(event) : of(event) + " (superseded by " + by + ")";
    }

    static String of(Event event) {
        return switch (event) {
            case Event.TakenOver(var ownership) -> "taken over by " + ownership.owner();
            case Event.Admitted() -> "admitted";
            case Event.QueueMoved(int position) -> "queue position " + position;
            case Event.Superseded(var by) -> "superseded by " + by;
            case Event.TerminateWaits(var terminate) -> "superseded by terminate " + terminate;
            case Event.Refused(var why) -> "refused: " + why.code();
            case Event.Planned(var plan, var planId) -> "planned " + plan.size() + " tasks";
            case Event.PlanRefused(var why) -> "plan refused: " + why.code();
            case Event.VerbRequested(var request) ->
                request.verb().name().toLowerCase(Locale.ROOT) + " by " + request.actor() + " (" + request.requestId()
                        + ")";
            case Event.Replied(var reply) -> reply.status() + " of " + reply.task() + " #" + reply.sequence();
            case Event.TimerDue(var task, var kind, long armedBy) -> kind + (task == null ? "" : " of " + task);
            case Event.OutboxSent(long revision) -> "told everything";
            case Event.RecordsVanished() -> "records vanished";
        };
    }
}
