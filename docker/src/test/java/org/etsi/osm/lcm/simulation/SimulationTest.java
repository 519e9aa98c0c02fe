package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.Test;

/**
 * Runs seed after seed, very many short runs and many long ones, and expects no broken invariant. {@code -Dsim.seed=…}
 * runs one and prints its log (with {@code -Dsim.long} a long one, with {@code -Dsim.without=…} without these of its
 * interruptions and requests); {@code -Dsim.seeds=…} says how many short ones, {@code -Dsim.long-seeds=…} how many long
 * ones, {@code -Dsim.from=…} where they begin.
 */
class SimulationTest {
    private static final int SHORT = Integer.getInteger("sim.seeds", 20_000);
    private static final int LONG = Integer.getInteger("sim.long-seeds", 1_000);
    private static final long FROM = Long.getLong("sim.from", 1);

    @Test
    void shouldKeepEveryInvariantWhateverFails() {
        Long only = Long.getLong("sim.seed");
        if (only != null) {
            var options = System.getProperty("sim.long") == null ? SimulationOptions.SHORT : SimulationOptions.DEFAULT;
            var without = Without.parse(System.getProperty("sim.without", ""));
            var result = Simulation.run(only, options.without(without).withLog());
            System.out.println(String.join(System.lineSeparator(), result.log()));
            assertThat(result.violations()).isEmpty();
            return;
        }

        long beganNs = System.nanoTime();
        var shortOnes = Campaign.run(FROM, SHORT, SimulationOptions.SHORT, ended -> {});
        var longOnes = Campaign.run(FROM, LONG, SimulationOptions.DEFAULT, ended -> {});
        long millis = (System.nanoTime() - beganNs) / 1_000_000;

        var counts = shortOnes.counts().plus(longOnes.counts());
        var failures = new ArrayList<>(shortOnes.failures());
        failures.addAll(longOnes.failures());
        System.out.println("Simulation: " + shortOnes.summary());
        System.out.println("Simulation, long: " + longOnes.summary() + ", both in " + millis + " ms");
        Figures.publish(
                "simulation",
                Value.Obj.EMPTY
                        .with("seeds", SHORT + LONG)
                        .with("longSeeds", LONG)
                        .with("events", counts.events())
                        .with("interruptions", counts.interruptions())
                        .with("transitions", counts.transitions())
                        .with("survived", counts.survived())
                        .with("violations", failures.size())
                        .with("millis", millis));
        assertThat(failures)
                .withFailMessage(
                        () -> failures.stream().map(SimulationResult::again).toList() + " "
                                + failures.getFirst().report())
                .isEmpty();
        assertThat(counts.survived()).isEqualTo(counts.transitions()).isPositive();
    }

    @Test
    void shouldRunTheSameSeedTheSameWay() {
        var once = Simulation.run(11, SimulationOptions.DEFAULT.withLog());
        var again = Simulation.run(11, SimulationOptions.DEFAULT.withLog());

        assertThat(again).isEqualTo(once);
        assertThat(once.log()).isNotEmpty();
    }
}
