package org.etsi.osm.lcm.core.engine;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;

/**
 * The command that a task has in flight, worked out from the snapshot alone: so a command can be sent again at any
 * time, by any owner, and is the same each time.
 */
public final class Commands {
    private Commands() {}

    /** The command in flight, or its ABORT once one is wanted; nothing if none is in flight. */
    public static Optional<Command> inFlight(Operation operation, TaskId id, String inboxTopic) {
        var task = operation.task(id);
        var inFlight = task.inFlight();
        if (inFlight == null) {
            return Optional.empty();
        }
        var spec = operation.plan().task(id);
        boolean isForward = inFlight.action() == CommandAction.EXECUTE;
        return Optional.of(new Command(
                operation.id(),
                operation.request().nsInstanceId(),
                id,
                spec.adapter(),
                spec.type(),
                inFlight.abort() == null ? inFlight.action() : CommandAction.ABORT,
                inFlight.attempt(),
                inFlight.sequence(),
                new Resolver(operation::task, !isForward).resolve(spec.parameters()),
                task.outputs(),
                spec.timeout().toMillis(),
                new ReplyTo(
                        inboxTopic,
                        operation.ownership().partition(),
                        operation.request().nsInstanceId())));
    }
}
