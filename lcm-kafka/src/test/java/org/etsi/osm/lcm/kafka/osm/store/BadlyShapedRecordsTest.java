package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.intake.DocumentRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bug: an update that MongoDB refuses for the shape of a document was taken for an outage and tried again for ever, and
 * whatever came after it waited.
 */
class BadlyShapedRecordsTest {
    private final OsmServer osm = new OsmServer();
    private final OsmOperationRecords operations =
            new OsmOperationRecords(osm.database(), "lcm-java", Clock.systemUTC());

    @AfterEach
    void close() {
        osm.close();
    }

    /** The server in memory makes a document of null, MongoDB's own doesn't. */
    static Stream<String> shapes() {
        Stream<String> everywhere = Stream.of("'a text'", "7");
        return System.getProperty("mongo.uri") == null ? everywhere : Stream.concat(everywhere, Stream.of("null"));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(DocumentRefusedException.class).hasMessageContaining("bad");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldTellAnOperationOfAnotherShapeFromAnOutage(String admin) {
        osm.insert(
                "nslcmops", "{_id: 'bad', operationState: 'PROCESSING', startTime: 1.0, _admin: %s}".formatted(admin));
        osm.insert(
                "nslcmops",
                "{_id: 'bad-end', operationState: 'FAILED', isCancelPending: true, _admin: %s}".formatted(admin));

        assertRefused(() -> operations.claim("bad"));
        assertRefused(() -> operations.refuse("bad", "why"));
        assertRefused(() -> operations.place("bad", Value.Obj.EMPTY));
        assertRefused(() -> operations.dropCancelOfEnded("bad-end"));
        assertThat(operations.claim("op-1")).isEqualTo(OsmOperationRecords.Claim.OURS);
    }

    /** Goal: the engine's loop goes on as well. */
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGoOnWhenAnUnreadableOperationCanNotBeEnded(String admin) {
        var counters = new Counters();
        var records = new OsmRecords(osm.database(), "here", counters, Clock.systemUTC());
        osm.insert("nslcmops", "{_id: 'bad', operationState: 'PROCESSING', _admin: %s}".formatted(admin));

        assertThatCode(() -> records.end(new OperationId("bad"), Map.of("operationState", Value.of("FAILED"))))
                .doesNotThrowAnyException();

        assertThat(counters.get("records.refused")).isEqualTo(1);
    }
}
