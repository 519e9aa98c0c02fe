package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulation is worth what it finds: bugs are planted between the loops and their world, and each has to be found
 * within a bounded number of seeds, of which none fails without it.
 */
class PlantedBugTest {
    private static final int MOST_SEEDS = 300;

    static Stream<Arguments> bugs() {
        return Stream.of(
                Arguments.of("a retry's command is never sent", BusBugs.lostDispatch()),
                Arguments.of("the outbox is dropped now and then", BusBugs.droppedOutbox()),
                Arguments.of("no sequence check of replies", BusBugs.noSequenceCheck()),
                Arguments.of("offsets are committed before anything is done", BusBugs.commitFirst()),
                Arguments.of("an acknowledged write is lost", StoreBugs.lostWrite()),
                Arguments.of("undone before its dependents", StoreBugs.undoInAnyOrder()),
                Arguments.of("no lease check", LedgerBugs.noLeaseCheck()),
                Arguments.of("an issued create is forgotten", LedgerBugs.forgottenCreate()),
                Arguments.of("adopted by name", HandlerBugs.adoptByName()),
                Arguments.of("a rollback that removes nothing", HandlerBugs.undoNothing()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldFindAPlantedBug(String name, Seams planted) {
        var options = SimulationOptions.DEFAULT.with(planted);
        SimulationResult found = null;
        for (long seed = 1; seed <= MOST_SEEDS && found == null; seed++) {
            var result = Simulation.run(seed, options);
            found = result.isSound() ? null : result;
        }

        assertThat(found).as("%s is found within %d seeds", name, MOST_SEEDS).isNotNull();
        if (found != null) {
            System.out.println("Planted: " + name + "; found with seed " + found.seed() + ": "
                    + found.violations().getFirst());
            assertThat(found.report()).contains("-Dsim.seed=" + found.seed()).contains("==> VIOLATION");
        }
    }
}
