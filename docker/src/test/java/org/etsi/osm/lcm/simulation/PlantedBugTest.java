package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulation is worth what it finds: bugs are planted between the loops and their world, and each has to be found
 * within a bounded number of seeds, of which none fails without it.
 */
class PlantedBugTest {
    private static final int MOST_SEEDS = 600;

    private static final List<Value> FOUND = new ArrayList<>();

    static Stream<Arguments> bugs() {
        return Stream.of(
                Arguments.of("no fencing of writes", OwnershipBugs.noFencing()),
                Arguments.of("effects before the store", OwnershipBugs.effectBeforeStore()),
                Arguments.of("an unconfirmed write is believed", OwnershipBugs.believedWrite()),
                Arguments.of("a timer of an old epoch", OwnershipBugs.oldTimer()),
                Arguments.of("nothing is sent again", OwnershipBugs.droppedResend()),
                Arguments.of("a retry's command is never sent", BusBugs.lostDispatch()),
                Arguments.of("the outbox is dropped now and then", BusBugs.droppedOutbox()),
                Arguments.of("no sequence check of replies", BusBugs.noSequenceCheck()),
                Arguments.of("offsets are committed before anything is done", BusBugs.commitFirst()),
                Arguments.of("a repeated request is done twice", MessageBugs.requestDoneTwice()),
                Arguments.of("a repeated verb is done twice", MessageBugs.verbDoneTwice()),
                Arguments.of("freezes are ignored", MessageBugs.freezeIgnored()),
                Arguments.of("no sequence check of commands", CommandBugs.noSequenceCheckByAdapters()),
                Arguments.of("an acknowledged write is lost", StoreBugs.lostWrite()),
                Arguments.of("undone before its dependents", StoreBugs.undoInAnyOrder()),
                Arguments.of("no lease check", LedgerBugs.noLeaseCheck()),
                Arguments.of("an issued create is forgotten", LedgerBugs.forgottenCreate()),
                Arguments.of("a reply before it is recorded", LedgerBugs.replyBeforeLedger()),
                Arguments.of("adopted by name", HandlerBugs.adoptByName()),
                Arguments.of("a rollback that removes nothing", HandlerBugs.undoNothing()),
                Arguments.of("a postcondition isn't checked", HandlerBugs.postconditionNotChecked()));
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
            FOUND.add(Value.Obj.EMPTY
                    .with("name", name)
                    .with("seeds", found.seed())
                    .with("rule", found.rule()));
            assertThat(found.report()).contains("-Dsim.seed=" + found.seed()).contains("==> VIOLATION");
        }
    }

    @AfterAll
    static void publish() {
        Figures.publish(
                "planted-bugs",
                Value.Obj.EMPTY
                        .with("planted", bugs().count())
                        .with("caught", FOUND.size())
                        .with("bugs", Value.list(FOUND)));
    }
}
