package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs seed after seed and expects no broken invariant. {@code -Dsim.seed=…} runs one and prints its log,
 * {@code -Dsim.seeds=…} says how many, {@code -Dsim.from=…} where they begin.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 2_000);
    private static final long FROM = Long.getLong("sim.from", 1);

    @Test
    void shouldKeepEveryInvariantWhateverFails() {
        Long only = Long.getLong("sim.seed");
        if (only != null) {
            var result = Simulation.run(only, SimulationOptions.DEFAULT.withLog());
            System.out.println(String.join(System.lineSeparator(), result.log()));
            assertThat(result.violations()).isEmpty();
            return;
        }

        List<SimulationResult> results = LongStream.range(FROM, FROM + SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, SimulationOptions.DEFAULT))
                .toList();

        var broken = new ArrayList<>(results);
        broken.removeIf(SimulationResult::isSound);
        System.out.println("Simulation: " + results.size() + " seeds, "
                + results.stream().mapToLong(SimulationResult::events).sum() + " events, "
                + results.stream().mapToLong(SimulationResult::interruptions).sum() + " interruptions, "
                + broken.size() + " with violations");
        assertThat(broken)
                .withFailMessage(
                        () -> broken.stream().map(SimulationResult::seed).toList() + " "
                                + broken.getFirst().report())
                .isEmpty();
    }

    /** A cancelled rollback ends in FAILED_TEMP just then, and its terminate's turn is still to come. */
    @Test
    void shouldNotTakeAPauseForRest() {
        assertThat(Simulation.run(2498, SimulationOptions.DEFAULT).violations()).isEmpty();
    }

    @Test
    void shouldRunTheSameSeedTheSameWay() {
        var once = Simulation.run(11, SimulationOptions.DEFAULT.withLog());
        var again = Simulation.run(11, SimulationOptions.DEFAULT.withLog());

        assertThat(again).isEqualTo(once);
        assertThat(once.log()).isNotEmpty();
    }
}
