package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.junit.jupiter.api.Test;

/** Many operations, one verb: a result for each, never faster than asked, repeatable, and stopped between two. */
class BulkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Bulk BULK = new Bulk("monday", Verb.RETRY, VerbArguments.NONE, 10);

    private final List<VerbRequest> asked = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();

    private static List<OperationId> operations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new OperationId("op-" + i))
                .toList();
    }

    private Optional<ReadAnswer> answered(VerbRequest request) {
        asked.add(request);
        return switch (request.operation().value()) {
            case "op-1" -> Optional.of(answer(request, false, "only FAILED_TEMP can be retried, it is PROCESSING"));
            case "op-2" -> Optional.empty();
            default -> Optional.of(answer(request, true, ""));
        };
    }

    private static ReadAnswer answer(VerbRequest request, boolean accepted, String reason) {
        return new ReadAnswer(
                request.requestId(),
                Optional.of(request.operation().value()),
                Optional.of(request.verb()),
                accepted,
                reason,
                Optional.of(OperationState.PROCESSING),
                Optional.of(Control.RUN),
                7,
                0,
                EnumSet.of(Verb.PAUSE, Verb.CANCEL),
                Value.Obj.EMPTY);
    }

    private final Bulk.Pace pace = new Bulk.Pace() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void pause(long nanos) {
            now.addAndGet(nanos);
        }
    };

    @Test
    void shouldGiveAResultForEach() {
        var results = BULK.run(operations(4), this::answered, () -> false, pace);

        assertThat(results).extracting(Bulk.Result::isAccepted).containsExactly(true, false, false, true);
        assertThat(results.get(1).line(Verb.RETRY))
                .isEqualTo("op-1 retry rejected: only FAILED_TEMP can be retried, it is PROCESSING; it is PROCESSING,"
                        + " control RUN, revision 7, in flight 0; legal now: pause, cancel");
        assertThat(results.get(2).line(Verb.RETRY)).contains("unknown: repeat the bulk");
    }

    @Test
    void shouldAskTheSameUnderTheSameIdWhenItIsRepeated() {
        BULK.run(operations(3), this::answered, () -> false, pace);
        var first = asked.stream().map(VerbRequest::requestId).toList();
        asked.clear();
        BULK.run(operations(3), this::answered, () -> false, pace);

        assertThat(asked).extracting(VerbRequest::requestId).isEqualTo(first).doesNotHaveDuplicates();
        String other = new Bulk("monday", Verb.FAIL, VerbArguments.NONE, 10)
                .request(new OperationId("op-0"))
                .requestId();
        assertThat(first).doesNotContain(other);
    }

    @Test
    void shouldHaveARequestIdForTheLongestNames() {
        var bulk = new Bulk("b".repeat(Bulk.ID_LIMIT), Verb.ROLLBACK, VerbArguments.NONE, 1);

        String one = bulk.request(new OperationId("o".repeat(127) + "1")).requestId();
        String two = bulk.request(new OperationId("o".repeat(127) + "2")).requestId();

        assertThat(one).hasSizeLessThanOrEqualTo(128).isNotEqualTo(two);
    }

    @Test
    void shouldNotAskFasterThanItIsAllowedTo() {
        BULK.run(operations(21), this::answered, () -> false, pace);

        assertThat(now.get()).isGreaterThanOrEqualTo(2 * SECOND);
    }

    @Test
    void shouldStopBetweenTwo() {
        var results = BULK.run(operations(9), this::answered, () -> asked.size() == 3, pace);

        assertThat(results).hasSize(3);
        assertThat(asked).hasSize(3);
    }
}
