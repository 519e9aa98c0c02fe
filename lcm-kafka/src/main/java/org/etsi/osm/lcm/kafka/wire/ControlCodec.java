package org.etsi.osm.lcm.kafka.wire;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;

/** Verbs on {@code lcm-control} and their answers on {@code lcm-control-replies}. */
public final class ControlCodec {
    /** Room for every verb that there is, and for what was found instead. */
    private static final int REASON_LIMIT = 500;

    private ControlCodec() {}

    public static byte[] encode(VerbRequest request) {
        return Json.write(verb(request));
    }

    public static VerbRequest decodeVerb(byte[] bytes) {
        return verb(Envelope.open(Json.readObject(bytes), MessageType.VERB));
    }

    /** The request id of a message that may be wrong otherwise, so that somebody can be told. */
    public static Optional<String> requestIdOf(byte[] bytes) {
        try {
            return Json.readObject(bytes).text("requestId").filter(id -> !id.isBlank() && id.length() <= 128);
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    /**
     * The answer to a request that never got as far as the engine: nothing but its id is certain.
     *
     * @param operation as the request has it, if it has it at all
     */
    public static byte[] encodeRejection(String requestId, Optional<String> operation, String reason) {
        Envelope envelope = Envelope.of(MessageType.ANSWER).put("requestId", requestId);
        operation.ifPresent(id -> envelope.put("operation", id));
        return Json.write(envelope.put("accepted", new Value.Bool(false))
                .put("reason", reason)
                .put("revision", 0)
                .put("inFlight", 0)
                .put("legal", Value.Arr.EMPTY)
                .build());
    }

    public static byte[] encode(Answer answer) {
        return Json.write(Envelope.of(MessageType.ANSWER)
                .put("requestId", answer.requestId())
                .put("operation", answer.operation().value())
                .maybe(
                        "task",
                        answer.task() == null ? null : Value.of(answer.task().value()))
                .lower("verb", answer.verb())
                .put("accepted", new Value.Bool(answer.accepted()))
                .put("reason", answer.reason())
                .maybe("state", answer.state())
                .maybe("control", answer.control())
                .put("revision", answer.revision())
                .put("inFlight", answer.inFlight())
                .texts(
                        "legal",
                        answer.legal().stream()
                                .sorted()
                                .map(v -> v.name().toLowerCase(Locale.ROOT))
                                .toList())
                .put("detail", answer.detail())
                .build());
    }

    /** An answer as a client reads it; a rejection before the engine may lack operation and verb. */
    public static ReadAnswer decodeAnswer(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.ANSWER);
        Set<Verb> legal = EnumSet.noneOf(Verb.class);
        for (String word : fields.texts("legal")) {
            for (Verb verb : Verb.values()) {
                if (verb.name().equalsIgnoreCase(word)) {
                    legal.add(verb);
                }
            }
        }
        return new ReadAnswer(
                fields.text("requestId"),
                fields.optionalText("operation"),
                verb(fields.optionalText("verb")),
                fields.truth("accepted"),
                fields.optionalText("reason").orElse(""),
                fields.optionalWord("state", OperationState.class),
                fields.optionalWord("control", Control.class),
                fields.optionalNumber("revision").orElse(0L),
                fields.count("inFlight"),
                legal,
                fields.optionalObject("detail").orElse(Value.Obj.EMPTY));
    }

    /** Nothing for a verb that belongs to no operation, or that is newer than this client. */
    private static Optional<Verb> verb(Optional<String> word) {
        return Stream.of(Verb.values())
                .filter(verb -> word.filter(verb.name()::equalsIgnoreCase).isPresent())
                .findFirst();
    }

    static Value.Obj verb(VerbRequest request) {
        return Envelope.of(MessageType.VERB).putAll(EventValues.verb(request)).build();
    }

    static VerbRequest verb(Fields fields) {
        try {
            return EventValues.asVerb(withReferences(fields.tree()));
        } catch (IllegalArgumentException e) {
            throw new WireException(Fields.shortened(String.valueOf(e.getMessage()), REASON_LIMIT), e);
        }
    }

    /** Edited parameters may refer to outputs of other tasks, as the plan's own do. */
    private static Value.Obj withReferences(Value.Obj tree) {
        return tree.field("parameters")
                .map(parameters -> tree.with("parameters", Json.withReferences(parameters)))
                .orElse(tree);
    }

    /** An answer on {@code lcm-control-replies}. */
    public record ReadAnswer(
            String requestId,
            Optional<String> operation,
            Optional<Verb> verb,
            boolean accepted,
            String reason,
            Optional<OperationState> state,
            Optional<Control> control,
            long revision,
            int inFlight,
            Set<Verb> legal,
            Value.Obj detail) {
        public ReadAnswer {
            legal = Set.copyOf(legal);
        }
    }
}
