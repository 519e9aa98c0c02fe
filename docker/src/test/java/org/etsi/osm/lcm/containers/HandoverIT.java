package org.etsi.osm.lcm.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etsi.osm.lcm.demo.Samples;
import org.junit.jupiter.api.Test;

/** An orderly stop hands over at once what the process had in work, and an upgrade is nothing but such stops. */
@Containers
class HandoverIT {
    /**
     * What Java ends with that is asked to by SIGTERM, and ended by itself: {@link Box#stop} kills what takes too long.
     */
    private static final int ON_SIGTERM = 128 + 15;
    /** Longer than any wait of these tests: what isn't handed over is found by nobody. */
    private static final String NEVER = "300";

    private static final int SERVICES = 4;

    @Test
    void shouldHandOverOnSigterm() {
        try (var cluster = new Cluster("sigterm")) {
            List<Box> boxes = Stream.of(Role.ENGINE, Role.RO, Role.N2VC)
                    .flatMap(role -> Stream.of(untilNever(role), untilNever(role)))
                    .map(cluster::start)
                    .toList();
            boxes.forEach(Box::awaitReady);
            Samples.onboard(cluster.catalog());
            for (Role role : List.of(Role.ENGINE, Role.RO, Role.N2VC)) {
                try (var life = new Life(cluster, role.command())) {
                    String id = life.begin("instantiate");
                    // What is configured comes after what is made at the VIM.
                    life.awaitMiddle(id, role == Role.N2VC ? 0.6 : 0.25);
                    assertThat(life.isOver(id))
                            .as(id + " is over before anybody is stopped")
                            .isFalse();
                    long recoveryMs = stop(cluster, cluster.all(role).getFirst(), id);
                    SpecialFigures.add("SIGTERM to " + role.command() + " during work", recoveryMs, life.completed(id));
                    startAgain(cluster.all(role).getFirst());
                    id = life.begin("terminate");
                    life.awaitMiddle(id, 0.25);
                    stop(cluster, cluster.all(role).getLast(), id);
                    life.terminated(id);
                    startAgain(cluster.all(role).getLast());
                }
            }
        }
    }

    private static long stop(Cluster cluster, Box box, String operation) {
        assertThat(box.stop()).as("exit code of " + box).isEqualTo(ON_SIGTERM);
        return new Recovery(cluster.store(), List.of(operation)).await();
    }

    private static void startAgain(Box box) {
        box.start();
        box.awaitReady();
    }

    /** A session and a lease outlast the test unless they are given back. */
    private static Launch untilNever(Role role) {
        return Launch.of(role)
                .with("LCM_KAFKA_FURTHER_SESSION_TIMEOUT_MS", NEVER + "000")
                .with("LCM_ADAPTER_LEASE", NEVER + "s");
    }

    @Test
    void shouldUpgradeBothEnginesUnderLoad() {
        // Built before anything runs: nothing is to be over by then.
        var next = Images.lcm("next");
        try (var cluster = new Cluster("upgrade")) {
            cluster.start(Role.ENGINE, Role.ENGINE, Role.RO, Role.RO, Role.N2VC, Role.N2VC);
            Samples.onboard(cluster.catalog());
            List<Life> lives = IntStream.range(0, SERVICES)
                    .mapToObj(i -> new Life(cluster, "upgrade-" + i))
                    .toList();
            try {
                List<String> ids =
                        lives.stream().map(life -> life.begin("instantiate")).toList();
                lives.getFirst().awaitMiddle(ids.getFirst(), 0.2);
                assertThat(ids.stream().filter(id -> !lives.get(ids.indexOf(id)).isOver(id)))
                        .as("operations under way when the first engine is stopped")
                        .isNotEmpty();
                long slowestMs = 0;
                for (Box old : cluster.all(Role.ENGINE)) {
                    old.stop();
                    cluster.start(Launch.of(Role.ENGINE).image(next)).awaitReady();
                    slowestMs = Math.max(slowestMs, new Recovery(cluster.store(), ids).await());
                }
                List<String> ends = IntStream.range(0, SERVICES)
                        .mapToObj(i -> lives.get(i).completed(ids.get(i)))
                        .distinct()
                        .toList();
                lives.forEach(Life::terminate);
                SpecialFigures.add(
                        "both engines upgraded, " + SERVICES + " operations under way", slowestMs, ends.getFirst());
            } finally {
                lives.forEach(Life::close);
            }
        }
    }
}
