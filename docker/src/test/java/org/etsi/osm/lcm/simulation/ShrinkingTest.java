package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that fails is made small, and what is left of it still breaks the same rule. */
class ShrinkingTest {
    private static final int MOST_SEEDS = 600;
    /** Of less, one that is needed is too much of it to leave out half. */
    private static final int ENOUGH_TAKEN = 8;

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
    void shouldLeaveOutHalfAtLeastOfWhatCame(String name, Seams planted) {
        SimulationResult failed = failed(planted);

        SimulationResult small = Shrinking.shrink(failed);

        assertThat(small.rule()).isEqualTo(failed.rule()).isNotEmpty();
        assertThat(small.taken().size()).isLessThanOrEqualTo(failed.taken().size() / 2);
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
        SimulationResult failed = failed(StoreBugs.undoInAnyOrder());

        assertThat(Shrinking.shrink(failed)).isEqualTo(Shrinking.shrink(failed));
    }

    @Test
    void shouldRefuseWhatDoesNotFail() {
        SimulationResult sound = Simulation.run(1, SimulationOptions.SHORT);

        assertThatThrownBy(() -> Shrinking.shrink(sound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed 1 broke nothing");
    }

    private static SimulationResult failed(Seams planted) {
        return LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Simulation.run(seed, SimulationOptions.DEFAULT.with(planted)))
                .filter(result -> !result.isSound() && result.taken().size() >= ENOUGH_TAKEN)
                .findFirst()
                .orElseThrow();
    }
}
