package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that fails is made small, and what is left of it still breaks the same rule. */
class ShrinkingTest {
    private static final int MOST_SEEDS = 600;
    /** Of less, one that is needed is too much of it to leave out a third. */
    private static final int ENOUGH_TAKEN = 8;

    /** How much can be left out of a single run is a matter of luck. */
    private static final int RUNS = 3;

    static Stream<Arguments> bugs() {
        return Stream.of(
                Arguments.of("a retry's command is never sent", BusBugs.lostDispatch()),
                Arguments.of("an acknowledged write is lost", StoreBugs.lostWrite()),
                Arguments.of("undone before its dependents", StoreBugs.undoInAnyOrder()),
                Arguments.of("no lease check", LedgerBugs.noLeaseCheck()),
                Arguments.of("a timer of an old epoch", OwnershipBugs.oldTimer()),
                Arguments.of("freezes are ignored", MessageBugs.freezeIgnored()),
                Arguments.of("adopted by name", HandlerBugs.adoptByName()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldLeaveOutAThirdAtLeastOfWhatCame(String name, Seams planted) {
        List<SimulationResult> failed = failed(planted).limit(RUNS).toList();

        List<SimulationResult> small = failed.stream().map(Shrinking::shrink).toList();

        assertThat(taken(small)).isLessThanOrEqualTo(taken(failed) * 2 / 3);
        for (int i = 0; i < RUNS; i++) {
            verify(failed.get(i), small.get(i), planted);
        }
    }

    private static int taken(List<SimulationResult> runs) {
        return runs.stream().mapToInt(run -> run.taken().size()).sum();
    }

    private static void verify(SimulationResult failed, SimulationResult small, Seams planted) {
        assertThat(small.rule()).isEqualTo(failed.rule()).isNotEmpty();
        assertThat(small.taken()).hasSizeLessThan(failed.taken().size());
        assertThat(small.log()).anyMatch(line -> line.contains("==> VIOLATION"));
        assertThat(small.again())
                .isEqualTo("./lcm simulate --seed " + failed.seed() + " --long --without "
                        + small.options().without());
        var again = SimulationOptions.DEFAULT
                .with(planted)
                .without(Without.parse(small.options().without().toString()));
        SimulationResult repeated = Simulation.run(failed.seed(), again);
        assertThat(repeated.violations().getFirst())
                .isEqualTo(small.violations().getFirst());
        assertThat(repeated.taken()).isEqualTo(small.taken());
    }

    @Test
    void shouldShrinkTheSameWayEachTime() {
        SimulationResult failed = failed(StoreBugs.undoInAnyOrder()).findFirst().orElseThrow();

        assertThat(Shrinking.shrink(failed)).isEqualTo(Shrinking.shrink(failed));
    }

    @Test
    void shouldRefuseWhatDoesNotFail() {
        SimulationResult sound = Simulation.run(1, SimulationOptions.SHORT);

        assertThatThrownBy(() -> Shrinking.shrink(sound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed 1 broke nothing");
    }

    private static Stream<SimulationResult> failed(Seams planted) {
        return LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Simulation.run(seed, SimulationOptions.DEFAULT.with(planted)))
                .filter(result -> !result.isSound() && result.taken().size() >= ENOUGH_TAKEN);
    }
}
