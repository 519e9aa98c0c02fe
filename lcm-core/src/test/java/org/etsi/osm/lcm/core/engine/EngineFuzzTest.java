package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Every event in every state, at random: {@link Invariants} hold after each. {@code -Dfuzz.seed=} runs one seed alone,
 * {@code -Dfuzz.runs=} so many.
 */
class EngineFuzzTest {
    private static final int EVENTS = 60;

    @Test
    void shouldHoldEveryInvariantWhateverHappens() {
        Long only = Long.getLong("fuzz.seed");
        long first = only == null ? 1 : only;
        long runs = only == null ? Long.getLong("fuzz.runs", 1_500) : 1;
        for (long seed = first; seed < first + runs; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        var fuzz = new Fuzz(seed);
        try {
            fuzz.run(EVENTS);
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed " + seed + ": " + broken + "\n"
                            + String.join("\n", fuzz.play().log()) + "  <===",
                    broken);
        }
        assertThat(fuzz.play().log()).hasSize(2 * EVENTS);
    }
}
