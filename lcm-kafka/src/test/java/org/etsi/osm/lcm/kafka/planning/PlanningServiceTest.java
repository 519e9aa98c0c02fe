package org.etsi.osm.lcm.kafka.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private static final Records NOTHING = new Records(null, List.of(), null, Map.of(), Map.of(), Map.of(), List.of());

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
}
