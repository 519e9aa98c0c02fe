package org.etsi.osm.lcm.kafka.wire;

import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;

/** Requests on {@code lcm-control} that belong to no single operation, and their answers. */
public final class WideCodec {
    private static final Set<String> VERBS = Set.of("freeze", "thaw", "freezes", "plan");

    private static final int ID_LIMIT = 128;

    private WideCodec() {}

    /** The request of a message; nothing if its verb is one of operations. */
    public static Optional<WideRequest> decode(byte[] bytes) {
        Value.Obj message = Json.readObject(bytes);
        String verb = message.text("verb").orElse("");
        if (!VERBS.contains(verb)) {
            return Optional.empty();
        }
        // Whoever sends them by hand may leave the type out, or take them for verbs like any other.
        boolean isVerb =
                message.text("type").filter(MessageType.VERB.word()::equals).isPresent();
        var type = verb.equals("plan") ? MessageType.PLAN : MessageType.FREEZE;
        return Optional.of(decode(verb, Envelope.open(message, isVerb ? MessageType.VERB : type)));
    }

    private static WideRequest decode(String verb, Fields fields) {
        String requestId = limited("requestId", fields.text("requestId"));
        String actor = limited("actor", fields.optionalText("actor").orElse("unknown"));
        return switch (verb) {
            case "freeze" ->
                new WideRequest.Freeze(
                        requestId,
                        actor,
                        selector(fields),
                        fields.optionalText("reason").orElse(""));
            case "thaw" -> new WideRequest.Thaw(requestId, actor, selector(fields));
            case "freezes" -> new WideRequest.ListFreezes(requestId, actor);
            default -> {
                Optional<String> operation = fields.optionalText("operation");
                Value.Obj request = fields.object("request");
                if (operation.isPresent() == !request.fields().isEmpty()) {
                    throw new WireException("Expected either an operation or a request to plan, but found "
                            + (operation.isPresent() ? "both" : "neither"));
                }
                yield new WideRequest.DryRun(requestId, actor, operation, request);
            }
        };
    }

    private static String limited(String name, String text) {
        if (text.isBlank() || text.length() > ID_LIMIT) {
            throw new WireException("Expected " + name + " to have 1 to " + ID_LIMIT + " characters, but found '"
                    + Fields.shortened(text) + "'");
        }
        return text;
    }

    private static Selector selector(Fields fields) {
        try {
            Selector selector = EventValues.asSelector(fields.fields("selector").tree());
            if (!selector.kind().isOfFreezes()) {
                throw new WireException("Expected a selector by ns, vim, type or everything, but found " + selector);
            }
            return selector;
        } catch (IllegalArgumentException e) {
            throw new WireException(Fields.shortened(String.valueOf(e.getMessage())), e);
        }
    }

    public static byte[] encode(WideRequest request) {
        var type = request instanceof WideRequest.DryRun ? MessageType.PLAN : MessageType.FREEZE;
        Envelope envelope = Envelope.of(type)
                .put("requestId", request.requestId())
                .put("verb", request.verb())
                .put("actor", request.actor());
        switch (request) {
            case WideRequest.Freeze(var id, var actor, var selector, var reason) ->
                envelope.put("selector", EventValues.selector(selector)).put("reason", reason);
            case WideRequest.Thaw(var id, var actor, var selector) ->
                envelope.put("selector", EventValues.selector(selector));
            case WideRequest.ListFreezes list -> {}
            case WideRequest.DryRun(var id, var actor, var operation, var what) -> {
                operation.ifPresent(named -> envelope.put("operation", named));
                if (operation.isEmpty()) {
                    envelope.put("request", what);
                }
            }
        }
        return Json.write(envelope.build());
    }

    /**
     * The answer to a request that intake answers.
     *
     * @param operation that it is about, if any
     */
    public static byte[] encodeAnswer(
            String requestId,
            String verb,
            Optional<String> operation,
            boolean accepted,
            String reason,
            Value.Obj detail) {
        Envelope envelope = Envelope.of(MessageType.ANSWER).put("requestId", requestId);
        operation.ifPresent(id -> envelope.put("operation", id));
        return Json.write(envelope.put("verb", verb)
                .put("accepted", new Value.Bool(accepted))
                .put("reason", reason)
                .put("revision", 0)
                .put("inFlight", 0)
                .put("legal", Value.Arr.EMPTY)
                .put("detail", detail)
                .build());
    }
}
