package org.etsi.osm.lcm.kafka.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.etsi.osm.lcm.tasks.planner.Records;
import org.junit.jupiter.api.Test;

class PlanningServiceTest {
    private static final Ownership MINE = new Ownership(0, 1, "me");
    private static final OperationRequest REQUEST = new OperationRequest(
            new OperationId("op-1"),
            "ns-1",
            "instantiate",
            1,
            Value.Obj.EMPTY,
            FailurePolicy.HOLD,
            Duration.ofHours(1));
    private static final Records NOTHING =
            new Records(null, List.of(), null, Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    private static Event plan(RecordsSource records, Planner planner) throws InterruptedException {
        var done = new CountDownLatch(1);
        try (var service = new PlanningService(records, planner, new MemoryOperationStore(), 1, done::countDown)) {
            service.submit(REQUEST, MINE);
            service.submit(REQUEST, MINE);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            var results = service.take();
            assertThat(results).hasSize(1);
            assertThat(results.getFirst().ownership()).isEqualTo(MINE);
            return results.getFirst().event();
        }
    }

    @Test
    void shouldTryAgainWhileTheStoreIsAway() throws InterruptedException {
        var tries = new AtomicInteger();

        Event event = plan(
                request -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new StoreUnavailableException("away");
                    }
                    return NOTHING;
                },
                (request, records) -> Plan.EMPTY);

        assertThat(event).isInstanceOf(Event.Planned.class);
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldNotLoseAnOrderToAnErrorOfTheMachine() throws InterruptedException {
        var tries = new AtomicInteger();

        Event event = plan(request -> NOTHING, (request, records) -> {
            if (tries.incrementAndGet() < 2) {
                throw new OutOfMemoryError("just now");
            }
            return Plan.EMPTY;
        });

        assertThat(event).isInstanceOf(Event.Planned.class);
    }

    /** Goal: a new owner in the same process gets a plan of its own, while the one for the former owner is made. */
    @Test
    void shouldPlanForEachOwner() throws InterruptedException {
        var done = new CountDownLatch(2);
        var next = new Ownership(0, 2, "me");
        try (var service = new PlanningService(
                request -> NOTHING, (request, records) -> Plan.EMPTY, new MemoryOperationStore(), 1, done::countDown)) {
            service.submit(REQUEST, MINE);
            service.submit(REQUEST, next);

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(service.take()).extracting(r -> r.ownership()).containsExactlyInAnyOrder(MINE, next);
        }
    }

    @Test
    void shouldRefuseWhatAPlannerStumblesOver() throws InterruptedException {
        Event event = plan(request -> NOTHING, (request, records) -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(((Event.PlanRefused) event).why().code()).isEqualTo("INTERNAL");
        assertThat(((Event.PlanRefused) event).why().message()).contains("ns-1", "a bug");
    }

    private static final OperationRequest PLACED = new OperationRequest(
            new OperationId("op-1"),
            "ns-1",
            "instantiate",
            1,
            Value.Obj.EMPTY.with("placement-engine", "PLA"),
            FailurePolicy.HOLD,
            Duration.ofHours(1));

    /** A placement engine that answers when it has been looked for so often. */
    private static final class FakePlacements implements Placements {
        private final int answersAfter;
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger questions = new AtomicInteger();
        private final Map<String, String> placed = new ConcurrentHashMap<>();
        private boolean isBusAway;

        FakePlacements(int answersAfter) {
            this.answersAfter = answersAfter;
        }

        @Override
        public boolean isAnswered(OperationId operation) {
            return looks.getAndIncrement() >= answersAfter;
        }

        @Override
        public void ask(OperationId operation) {
            if (isBusAway) {
                isBusAway = false;
                throw new BusUnavailableException("away");
            }
            questions.incrementAndGet();
        }

        @Override
        public void place(String nsInstanceId, Map<String, String> accounts) {
            accounts.forEach((index, account) -> placed.put(nsInstanceId + "/" + index, account));
        }
    }

    private static Event plan(FakePlacements placements, Duration limit) throws InterruptedException {
        var records = new Records(
                null,
                List.of(),
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of("vnf1", "vim-2"),
                null);
        var done = new CountDownLatch(1);
        try (var service = new PlanningService(
                request -> records,
                placements,
                limit,
                (request, found) -> Plan.EMPTY,
                new MemoryOperationStore(),
                1,
                done::countDown)) {
            service.submit(PLACED, MINE);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            return service.take().getFirst().event();
        }
    }

    @Test
    void shouldAskThePlacementEngineOnceAndPlanWhenItsAnswerIsStored() throws InterruptedException {
        var placements = new FakePlacements(2);

        Event event = plan(placements, Duration.ofSeconds(50));

        assertThat(event).isInstanceOf(Event.Planned.class);
        assertThat(placements.questions).hasValue(1);
        assertThat(placements.placed).containsOnly(Map.entry("ns-1/vnf1", "vim-2"));
    }

    /** Goal: another owner, or a restarted process, finds the answer and disturbs nobody. */
    @Test
    void shouldNotAskForWhatIsAnsweredAlready() throws InterruptedException {
        var placements = new FakePlacements(0);

        assertThat(plan(placements, Duration.ofSeconds(50))).isInstanceOf(Event.Planned.class);
        assertThat(placements.questions).hasValue(0);
    }

    @Test
    void shouldAskAgainOnlyIfTheQuestionWasNotAcknowledged() throws InterruptedException {
        var placements = new FakePlacements(3);
        placements.isBusAway = true;

        assertThat(plan(placements, Duration.ofSeconds(50))).isInstanceOf(Event.Planned.class);
        assertThat(placements.questions).hasValue(1);
    }

    @Test
    void shouldRefuseWhatThePlacementEngineNeverAnswers() throws InterruptedException {
        var placements = new FakePlacements(Integer.MAX_VALUE);

        Event event = plan(placements, Duration.ofMillis(500));

        assertThat(((Event.PlanRefused) event).why().code()).isEqualTo("PLACEMENT_TIMEOUT");
        assertThat(((Event.PlanRefused) event).why().message()).contains("ns-1", "op-1", "no answer came");
        assertThat(placements.questions).hasValue(1);
        assertThat(placements.placed).isEmpty();
    }
}
