package org.etsi.osm.lcm.kafka.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.intake.DryRuns;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.etsi.osm.lcm.tasks.planner.Records;
import org.junit.jupiter.api.Test;

class DryPlanningTest {
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

    private static DryRuns.Result made(RecordsSource records, Planner planner) throws InterruptedException {
        var done = new CountDownLatch(1);
        try (var planning = new DryPlanning(records, planner, done::countDown)) {
            assertThat(planning.submit("r1", REQUEST)).isTrue();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            return planning.take().getFirst();
        }
    }

    @Test
    void shouldGiveWhatThePlannerMakes() throws InterruptedException {
        var result = made(request -> NOTHING, (request, records) -> Plan.EMPTY);

        assertThat(result).isEqualTo(new DryRuns.Result("r1", REQUEST, java.util.Optional.of(Plan.EMPTY), ""));
    }

    @Test
    void shouldTellWhyThereIsNoPlan() throws InterruptedException {
        var refused = made(request -> NOTHING, (request, records) -> {
            throw new PlanRefusedException(Failure.permanent("INVALID_REQUEST", "Expected a VIM, but there is none"));
        });
        var away = made(
                request -> {
                    throw new StoreUnavailableException("away");
                },
                (request, records) -> Plan.EMPTY);
        var bug = made(request -> NOTHING, (request, records) -> {
            throw new StackOverflowError("deep");
        });

        assertThat(refused.plan()).isEmpty();
        assertThat(refused.reason()).contains("INVALID_REQUEST", "Expected a VIM");
        assertThat(away.reason()).contains("ask again");
        assertThat(bug.reason()).contains("INTERNAL", "deep");
    }

    @Test
    void shouldBoundHowManyWait() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        RecordsSource held = request -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return NOTHING;
        };
        var done = new CountDownLatch(1 + DryPlanning.MOST_WAITING);
        try (var planning = new DryPlanning(held, (request, records) -> Plan.EMPTY, done::countDown)) {
            planning.submit("first", REQUEST);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            var taken = new ArrayList<Boolean>();
            for (int i = 0; i <= DryPlanning.MOST_WAITING; i++) {
                taken.add(planning.submit("r" + i, REQUEST));
            }
            assertThat(taken.getLast()).isFalse();
            assertThat(taken.subList(0, DryPlanning.MOST_WAITING)).containsOnly(true);

            release.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(planning.take()).hasSize(1 + DryPlanning.MOST_WAITING);
        }
    }
}
