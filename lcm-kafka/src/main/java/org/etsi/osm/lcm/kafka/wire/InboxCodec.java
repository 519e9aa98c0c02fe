package org.etsi.osm.lcm.kafka.wire;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;

/** What is on {@code lcm-inbox}: requests, verbs, replies, word of records that have vanished, and of freezes. */
public final class InboxCodec {
    private InboxCodec() {}

    public static byte[] encode(Inbound message) {
        return Json.write(
                switch (message) {
                    case Inbound.Requested(var request) -> request(request);
                    case Inbound.Asked(var request) -> ControlCodec.verb(request);
                    case Inbound.Replied(var reply) -> reply(reply);
                    case Inbound.Vanished(var operation) ->
                        Envelope.of(MessageType.VANISHED)
                                .put("operation", operation.value())
                                .build();
                    case Inbound.FreezesChanged(long version) ->
                        Envelope.of(MessageType.FREEZES_CHANGED)
                                .put("version", version)
                                .build();
                    case Inbound.Unreadable u ->
                        throw new IllegalArgumentException("Expected a message to send, but found an unreadable one");
                });
    }

    public static MessageType typeOf(Inbound message) {
        return switch (message) {
            case Inbound.Requested r -> MessageType.REQUEST;
            case Inbound.Asked a -> MessageType.VERB;
            case Inbound.Replied r -> MessageType.REPLY;
            case Inbound.Vanished v -> MessageType.VANISHED;
            case Inbound.FreezesChanged f -> MessageType.FREEZES_CHANGED;
            case Inbound.Unreadable u -> MessageType.REJECTED;
        };
    }

    public static Inbound decode(byte[] bytes) {
        Value.Obj message = Json.readObject(bytes);
        String type = new Fields("", message).text("type");
        for (MessageType known : MessageType.values()) {
            if (known.word().equals(type)) {
                return decode(known, message);
            }
        }
        throw unexpected(type);
    }

    private static Inbound decode(MessageType type, Value.Obj message) {
        return switch (type) {
            case REQUEST -> new Inbound.Requested(request(Envelope.open(message, type)));
            case VERB -> new Inbound.Asked(ControlCodec.verb(Envelope.open(message, type)));
            case REPLY -> new Inbound.Replied(reply(Envelope.open(message, type)));
            case VANISHED -> new Inbound.Vanished(Envelope.open(message, type).made("operation", OperationId::new));
            case FREEZES_CHANGED ->
                new Inbound.FreezesChanged(Envelope.open(message, type).number("version"));
            case COMMAND, FREEZE, PLAN, ANSWER, TASK_STATE, OPERATION_STATE, DECISION, REJECTED, OSM ->
                throw unexpected(type.word());
        };
    }

    private static WireException unexpected(String type) {
        return new WireException(
                "Expected a request, verb, reply, vanished or freezes-changed message, but found type '"
                        + Fields.shortened(type) + "'");
    }

    private static Value.Obj request(OperationRequest request) {
        return Envelope.of(MessageType.REQUEST)
                .put("operation", request.id().value())
                .put("nsInstanceId", request.nsInstanceId())
                .put("operationType", request.type())
                .put("startTime", new Value.Dec(request.startTime()))
                .put("parameters", request.parameters())
                .put("onFailure", request.onFailure())
                .put("deadlineMs", request.deadline().toMillis())
                .build();
    }

    private static OperationRequest request(Fields fields) {
        long deadlineMs = fields.number("deadlineMs");
        if (deadlineMs <= 0) {
            throw new WireException("Expected a positive number at /deadlineMs, but found " + deadlineMs);
        }
        return new OperationRequest(
                fields.made("operation", OperationId::new),
                fields.text("nsInstanceId"),
                fields.text("operationType"),
                fields.fraction("startTime"),
                fields.object("parameters"),
                fields.word("onFailure", FailurePolicy.class),
                Duration.ofMillis(deadlineMs));
    }

    private static Value.Obj reply(Reply reply) {
        Envelope envelope = Envelope.of(MessageType.REPLY)
                .put("operation", reply.operation().value())
                .put("task", reply.task().value())
                .put("action", reply.action())
                .put("attempt", reply.attempt())
                .put("sequence", reply.sequence())
                .put("status", reply.status());
        if (reply.status() == ReplyStatus.STALE) {
            envelope.put("highestSequence", reply.highestSequence());
        }
        return envelope.put("outputs", reply.outputs())
                .put("observed", reply.observed())
                .maybe("error", reply.failure())
                .maybe("verdict", reply.verdict())
                .build();
    }

    private static Reply reply(Fields fields) {
        return new Reply(
                fields.made("operation", OperationId::new),
                fields.made("task", TaskId::new),
                fields.word("action", CommandAction.class),
                fields.count("attempt"),
                fields.number("sequence"),
                fields.word("status", ReplyStatus.class),
                fields.optionalNumber("highestSequence").orElse(0L),
                fields.object("outputs"),
                fields.optionalText("observed").orElse(""),
                Envelope.failure(fields, "error"),
                fields.optionalWord("verdict", VerifyVerdict.class).orElse(null));
    }
}
