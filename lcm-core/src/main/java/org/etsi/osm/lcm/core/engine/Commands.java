package org.etsi.osm.lcm.core.engine;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;

/**
 * The command that a task has in flight, worked out from the snapshot alone: so a command can be sent again at any
 * time, by any owner, and is the same each time.
 */
public final class Commands {
    private Commands() {}

    /**
     * What would be sent if the task started now. References that lead nowhere yet are {@link Value.Nil}.
     *
     * @param action EXECUTE, ROLLBACK or VERIFY; a VERIFY takes no sequence of its own
     */
    public static Command wouldBe(Operation operation, TaskId id, CommandAction action, String inboxTopic) {
        var task = operation.task(id);
        boolean isLook = action == CommandAction.VERIFY;
        var next = new InFlight(action, task.sequence() + (isLook ? 0 : 1), task.attempt() + (isLook ? 0 : 1), null, 0);
        return command(operation, id, next, inboxTopic);
    }

    /** The command in flight, or its ABORT once one is wanted; nothing if none is in flight. */
    public static Optional<Command> inFlight(Operation operation, TaskId id, String inboxTopic) {
        var task = operation.task(id);
        var inFlight = task.inFlight();
        if (inFlight == null) {
            return Optional.empty();
        }
        return Optional.of(command(operation, id, inFlight, inboxTopic));
    }

    private static Command command(Operation operation, TaskId id, InFlight inFlight, String inboxTopic) {
        var task = operation.task(id);
        var spec = operation.plan().task(id);
        return new Command(
                operation.id(),
                operation.request().nsInstanceId(),
                id,
                spec.adapter(),
                spec.type(),
                inFlight.abort() == null ? inFlight.action() : CommandAction.ABORT,
                inFlight.attempt(),
                inFlight.sequence(),
                new Resolver(operation::task).resolve(operation.parameters(id)),
                task.outputs(),
                spec.timeout().toMillis(),
                new ReplyTo(
                        inboxTopic,
                        operation.ownership().partition(),
                        operation.request().nsInstanceId()));
    }
}
