package org.etsi.osm.lcm.kafka.wire;

import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;

/** Commands on {@code ro-tasks} and {@code n2vc-tasks}. */
public final class CommandCodec {
    private CommandCodec() {}

    public static byte[] encode(Command command) {
        return Json.write(Envelope.of(MessageType.COMMAND)
                .put("operation", command.operation().value())
                .put("nsInstanceId", command.nsInstanceId())
                .put("task", command.task().value())
                .put("adapter", command.adapter())
                .put("taskType", command.type())
                .put("action", command.action())
                .put("attempt", command.attempt())
                .put("sequence", command.sequence())
                .put("parameters", command.parameters())
                .maybe("outputs", command.outputs())
                .put("timeoutMs", command.timeoutMs())
                .put(
                        "replyTo",
                        new Envelope()
                                .put("topic", command.replyTo().topic())
                                .put("partition", command.replyTo().partition())
                                .put("key", command.replyTo().key())
                                .build())
                .build());
    }

    public static Command decode(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.COMMAND);
        Fields replyTo = fields.fields("replyTo");
        Value.Obj outputs = fields.optionalObject("outputs").orElse(null);
        long timeoutMs = fields.number("timeoutMs");
        if (timeoutMs <= 0) {
            throw new WireException("Expected a positive number at /timeoutMs, but found " + timeoutMs);
        }
        return new Command(
                fields.made("operation", OperationId::new),
                fields.text("nsInstanceId"),
                fields.made("task", TaskId::new),
                fields.text("adapter"),
                fields.text("taskType"),
                fields.word("action", CommandAction.class),
                fields.count("attempt"),
                fields.number("sequence"),
                fields.object("parameters"),
                outputs,
                timeoutMs,
                new ReplyTo(replyTo.text("topic"), replyTo.count("partition"), replyTo.text("key")));
    }
}
