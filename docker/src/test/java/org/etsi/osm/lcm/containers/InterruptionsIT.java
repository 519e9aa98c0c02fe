package org.etsi.osm.lcm.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.e2e.Journals;
import org.etsi.osm.lcm.e2e.Tap;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Services in the middle of their lives while containers die, stall, lose connections and are started again, as a seed
 * has it: whatever happens, each operation gets to its right end, by rollback or by retry; nothing is there twice or
 * left over, and the records say so. {@code -Dcontainers.seed} repeats a schedule, {@code -Dcontainers.interruptions}
 * says how many.
 */
@Containers
class InterruptionsIT {
    private static final int INTERRUPTIONS = Integer.getInteger("containers.interruptions", 50);
    private static final int TAIL = 40;
    /** What a process died before telling is told by whoever takes over, which is after the state is stored. */
    private static final Duration TOLD_LIMIT = Duration.ofMinutes(2);

    private final long seed = Long.getLong("containers.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final long started = System.nanoTime();

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void shouldBringEachOperationToItsRightEndWhateverIsInterrupted() {
        System.out.println("Interruptions: -Dcontainers.seed=" + seed);
        try (var cluster = new Cluster("interruptions")) {
            cluster.start(Role.ENGINE, Role.ENGINE, Role.RO, Role.RO, Role.N2VC, Role.N2VC);
            List<Lane> lanes = lanes(cluster);
            var storm = new Storm(cluster, () -> underWay(lanes), random);
            List<Thread> threads = new ArrayList<>();
            try {
                interrupt(lanes, storm, threads);
                verifyJournals(cluster, lanes);
                publish(lanes, storm, true);
            } catch (RuntimeException | AssertionError e) {
                publish(lanes, storm, false);
                throw new AssertionError(report(cluster, lanes, storm), e);
            } finally {
                threads.forEach(Thread::interrupt);
                lanes.forEach(Lane::close);
            }
        }
    }

    private List<Lane> lanes(Cluster cluster) {
        List<String> nsds = Packages.onboard(cluster.catalog());
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < nsds.size(); i++) {
            String nsd = nsds.get(i);
            lanes.add(new Lane(cluster, nsd, Packages.parameters(nsd), i, new Random(random.nextLong())));
        }
        return lanes;
    }

    private static void interrupt(List<Lane> lanes, Storm storm, List<Thread> threads) {
        List<CompletableFuture<Void>> lives = lanes.stream()
                .map(lane -> CompletableFuture.runAsync(lane, task -> {
                    threads.add(Thread.ofPlatform().daemon().start(task));
                }))
                .toList();
        while (storm.interruptions() < INTERRUPTIONS) {
            storm.wave();
            lives.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
        }
        lanes.forEach(Lane::finish);
        lives.forEach(CompletableFuture::join);
    }

    /** Everything that an operation did was told, whoever died before telling it. */
    private static void verifyJournals(Cluster cluster, List<Lane> lanes) {
        try (var tap = new Tap(cluster.site().bootstrap(), List.of("lcm-task-state", "lcm-operation-state"))) {
            for (Lane lane : lanes) {
                for (String id : lane.operations()) {
                    await("the journal of " + id)
                            .atMost(TOLD_LIMIT)
                            .ignoreExceptions()
                            .untilAsserted(() -> Journals.verifyComplete(tap, lane.stored(id)));
                }
            }
        }
    }

    private static List<String> underWay(List<Lane> lanes) {
        return lanes.stream().map(Lane::current).flatMap(Optional::stream).toList();
    }

    private void publish(List<Lane> lanes, Storm storm, boolean isSurvived) {
        int operations =
                lanes.stream().mapToInt(lane -> lane.operations().size()).sum();
        if (isSurvived) {
            assertThat(operations).isPositive();
        }
        Figures.publish(
                "containers",
                storm.figures()
                        .with("survived", isSurvived ? storm.interruptions() : Math.max(0, storm.interruptions() - 1))
                        .with("operations", operations)
                        .with("stopped", lanes.stream().mapToInt(Lane::stops).sum())
                        .with(
                                "rolledBack",
                                lanes.stream().mapToInt(Lane::rollbacks).sum())
                        .with("retries", lanes.stream().mapToInt(Lane::retries).sum())
                        .with("seed", String.valueOf(seed))
                        .with("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
    }

    private String report(Cluster cluster, List<Lane> lanes, Storm storm) {
        String tails = cluster.tails(TAIL);
        cluster.tellThreads();
        return "Expected all operations to survive, but see the cause; -Dcontainers.seed=" + seed + "\nschedule:\n"
                + String.join("\n", storm.schedule())
                + "\noperations:\n"
                + lanes.stream().map(Lane::trouble).collect(Collectors.joining("\n"))
                + "\nlogs (whole in target/containers, with what each thread did):\n" + tails;
    }
}
