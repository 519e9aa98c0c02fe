package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every row of both transition tables is taken by the real decide: none is there for nothing. */
class TransitionCoverageTest {
    private static final int SEEDS = 600;
    private static final int EVENTS = 80;

    @Test
    void shouldTakeEveryRowOfBothTables() {
        var taken = new TreeSet<String>();
        for (long seed = 10_000; seed < 10_000 + SEEDS; seed++) {
            var fuzz = new Fuzz(seed);
            fuzz.run(EVENTS);
            taken.addAll(fuzz.play().transitions().taken());
        }

        assertThat(taken).as("rows taken").containsExactlyElementsOf(Transitions.rows());
    }
}
