package org.etsi.osm.lcm.containers;

import java.util.List;
import org.etsi.osm.lcm.demo.Samples;
import org.junit.jupiter.api.Test;

/**
 * Clocks that are minutes off: nothing that one process wrote is judged by the clock of another. Whoever is behind the
 * simulated VIM keeps its time, so that adapters with a later clock come after those with an earlier one.
 */
@Containers
class ClocksIT {
    private static final String SEVEN_MINUTES_FAST = "+7m";
    private static final String SEVEN_MINUTES_SLOW = "-7m";

    @Test
    void shouldCompleteWhoeverTakesOverWithWhateverClock() {
        try (var cluster = new Cluster("clocks")) {
            Box fastEngine = cluster.start(off(Role.ENGINE, SEVEN_MINUTES_FAST));
            Box slowRo = cluster.start(off(Role.RO, SEVEN_MINUTES_SLOW));
            Box slowN2vc = cluster.start(off(Role.N2VC, SEVEN_MINUTES_SLOW));
            List.of(fastEngine, slowRo, slowN2vc).forEach(Box::awaitReady);
            Samples.onboard(cluster.catalog());
            try (var life = new Life(cluster, "clocks")) {
                String id = life.begin("instantiate");
                life.awaitMiddle(id, 0.25);
                slowRo.pause();
                fastEngine.kill();
                cluster.start(Role.ENGINE, Role.RO);
                long recoveryMs = new Recovery(cluster.store(), List.of(id)).await();
                life.awaitMiddle(id, 0.5);
                // By its own clock its leases are good for another seven minutes.
                slowRo.unpause();
                slowRo.stop();
                fastEngine.start();
                fastEngine.awaitReady();
                SpecialFigures.add("clocks 7 min fast and slow, taken over from", recoveryMs, life.completed(id));
                life.terminate();
            }
        }
    }

    private static Launch off(Role role, String by) {
        return Launch.of(role)
                .image(Images.lcmWithFaketime())
                .with("LD_PRELOAD", "/usr/lib/libfaketime.so.1")
                .with("FAKETIME", by)
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }
}
