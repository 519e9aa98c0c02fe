package org.etsi.osm.lcm.kafka.intake;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.WireException;

/** Makes a request of a {@code nslcmops} document, whose shape is NBI's (contracts §1.2 and §2.2). */
final class Requests {
    private static final Duration LONGEST = Duration.ofDays(30);

    /** NBI stores them as JSON in a text, when there are any. */
    private static final String VNF_PARAMETERS = "additionalParamsForVnf";

    private final IntakeSettings settings;

    Requests(IntakeSettings settings) {
        this.settings = settings;
    }

    /** @throws WireException if the document can't be understood; the message is for its user */
    OperationRequest of(Value.Obj document) {
        String id = required(document, "_id");
        String type = required(document, "lcmOperationType");
        Value.Obj parameters = document.field("operationParams").orElse(Value.Obj.EMPTY) instanceof Value.Obj found
                ? found
                : Value.Obj.EMPTY;
        return new OperationRequest(
                new OperationId(id),
                required(document, "nsInstanceId"),
                type,
                startTime(document),
                withParsedVnfParameters(parameters),
                policy(type, parameters),
                deadline(type, parameters));
    }

    static double startTime(Value.Obj document) {
        return number(document.field("startTime")).orElse(0.0);
    }

    private static String required(Value.Obj document, String field) {
        return document.text(field)
                .filter(text -> !text.isBlank() && text.length() <= 128)
                .orElseThrow(() -> new WireException("Expected " + field
                        + " of the operation to be a text of 1 to 128 characters, but found "
                        + document.field(field).map(v -> "another value").orElse("none")));
    }

    private static Value.Obj withParsedVnfParameters(Value.Obj parameters) {
        if (!(parameters.fields().get(VNF_PARAMETERS) instanceof Value.Text(var text))) {
            return parameters;
        }
        try {
            return parameters.with(VNF_PARAMETERS, Json.read(text));
        } catch (WireException e) {
            throw new WireException("Expected operationParams." + VNF_PARAMETERS + " to be JSON: " + e.getMessage(), e);
        }
    }

    private FailurePolicy policy(String type, Value.Obj parameters) {
        Optional<String> asked = parameters.text("onFailure");
        for (FailurePolicy policy : FailurePolicy.values()) {
            if (asked.isPresent() && policy.name().equals(asked.get().toUpperCase(Locale.ROOT))) {
                return policy;
            }
        }
        return settings.onFailure().getOrDefault(type, FailurePolicy.HOLD);
    }

    private Duration deadline(String type, Value.Obj parameters) {
        String suffix = Map.of("instantiate", "deploy").getOrDefault(type, type);
        return number(parameters.field("timeout_ns_" + suffix))
                .filter(seconds -> seconds > 0)
                .map(seconds -> Duration.ofMillis((long) (Math.min(seconds, (double) LONGEST.toSeconds()) * 1_000)))
                .orElseGet(() -> settings.deadlines().getOrDefault(type, settings.otherDeadline()));
    }

    private static Optional<Double> number(Optional<Value> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get()) {
            case Value.Int(var number) -> Optional.of((double) number);
            case Value.Dec(var number) -> Optional.of(number);
            case Value.Text(var text) -> parsed(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> parsed(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
