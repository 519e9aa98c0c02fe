package org.etsi.osm.lcm.core.adapter;

import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;

/** Commands for tests: of one operation, by task and sequence. */
final class Commands {
    static final ReplyTo INBOX = new ReplyTo("lcm-inbox", 7, "ns-1");
    static final long TIMEOUT_MS = 600_000;

    private Commands() {}

    static Command execute(int task, long sequence) {
        return command(CommandAction.EXECUTE, "Thing", task, sequence);
    }

    static Command rollback(int task, long sequence) {
        return command(CommandAction.ROLLBACK, "Thing", task, sequence);
    }

    static Command verify(int task, long sequence) {
        return command(CommandAction.VERIFY, "Thing", task, sequence);
    }

    static Command abort(int task, long sequence) {
        return command(CommandAction.ABORT, "Thing", task, sequence);
    }

    static Command command(CommandAction action, String type, int task, long sequence) {
        return new Command(
                new OperationId("op-1"),
                "ns-1",
                TaskId.at(task),
                "ro",
                type,
                action,
                1,
                sequence,
                Value.Obj.EMPTY.with("vim", "vim-1"),
                null,
                TIMEOUT_MS,
                INBOX);
    }

    static Command with(Command command, Value.Obj parameters) {
        return new Command(
                command.operation(),
                command.nsInstanceId(),
                command.task(),
                command.adapter(),
                command.type(),
                command.action(),
                command.attempt(),
                command.sequence(),
                parameters,
                command.outputs(),
                command.timeoutMs(),
                command.replyTo());
    }

    static String key(int task) {
        return "op-1/" + TaskId.at(task).value();
    }
}
