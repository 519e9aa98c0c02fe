package org.etsi.osm.lcm.kafka.intake;

import java.time.Duration;
import java.util.Map;
import org.etsi.osm.lcm.core.model.FailurePolicy;

/**
 * How requests are made of what OSM sends, and the bounds of intake.
 *
 * @param onFailure by operation type; HOLD where nothing is said
 * @param deadlines by operation type, for requests that name none
 * @param otherDeadline for types without one
 * @param scanEvery how often lost messages are looked for
 * @param lostAfter how long a message may take before its operation is taken from the database
 * @param retention how long the engine knows an operation after its end: an older one might be over already
 * @param page how many documents are read at once
 */
public record IntakeSettings(
        Map<String, FailurePolicy> onFailure,
        Map<String, Duration> deadlines,
        Duration otherDeadline,
        Duration scanEvery,
        Duration lostAfter,
        Duration retention,
        int page) {
    public static final IntakeSettings DEFAULT = new IntakeSettings(
            Map.of("action", FailurePolicy.FAIL),
            Map.of("instantiate", Duration.ofHours(2), "terminate", Duration.ofMinutes(30)),
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofDays(30),
            500);

    public IntakeSettings {
        onFailure = Map.copyOf(onFailure);
        deadlines = Map.copyOf(deadlines);
    }
}
