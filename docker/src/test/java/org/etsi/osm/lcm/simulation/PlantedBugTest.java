package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulation is worth what it finds: bugs are planted between the loops and their world, and each has to be found
 * within a bounded number of seeds, of which none fails without it.
 */
class PlantedBugTest {
    /** Seeds without a bug, in a world that is made harder for one. */
    private static final int HARMLESS = 40;

    private static final List<Value> FOUND = new ArrayList<>();

    /**
     * A bug.
     *
     * @param bug made anew for each run
     * @param breaks part of what the rule says that it has to break; runs in which it breaks another one don't count
     * @param mostSeeds of which none finds it once in a thousand times at most, by how many of 40 or 400 seeds do
     */
    record Planted(String name, Supplier<Seams> bug, String breaks, int mostSeeds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Planted> bugs() {
        return List.of(
                new Planted(
                        "no check of epoch and revision", OwnershipBugs::noCheckOfWrites, "Expected revisions of", 150),
                new Planted(
                        "effects before the store",
                        OwnershipBugs::effectBeforeStore,
                        "the intent to be stored before",
                        20),
                new Planted(
                        "an unconfirmed write is believed",
                        OwnershipBugs::believedWrite,
                        "the intent to be stored before",
                        120),
                new Planted("a timer of an old epoch", OwnershipBugs::oldTimer, "an attempt to have its time", 20),
                new Planted("nothing is sent again", OwnershipBugs::droppedResend, "an answer where nothing fails", 60),
                new Planted(
                        "a retry's command is never sent", BusBugs::lostDispatch, "an answer where nothing fails", 60),
                new Planted("the outbox is dropped now and then", BusBugs::droppedOutbox, "to stay in the outbox", 20),
                new Planted(
                        "no sequence check of replies",
                        BusBugs::noSequenceCheck,
                        "the ledger to hold the success",
                        400),
                new Planted(
                        "offsets are committed before anything is done",
                        BusBugs::commitFirst,
                        "verb to be answered",
                        120),
                new Planted(
                        "a repeated request is done twice",
                        MessageBugs::requestDoneTwice,
                        "an operation for each request",
                        60),
                new Planted("a repeated verb is done twice", MessageBugs::verbDoneTwice, "a verb to be done once", 120),
                new Planted("freezes are ignored", MessageBugs::freezeIgnored, "frozen for all", 80),
                new Planted(
                        "no sequence check of commands",
                        CommandBugs::noSequenceCheckByAdapters,
                        "an answer where nothing fails",
                        120),
                new Planted("an acknowledged write is lost", StoreBugs::lostWrite, "to be stored what", 40),
                new Planted("undone before its dependents", StoreBugs::undoInAnyOrder, "to be undone after", 120),
                new Planted("no lease check", LedgerBugs::noLeaseCheck, "the lease of", 200),
                new Planted("an issued create is forgotten", LedgerBugs::forgottenCreate, "createIssued of", 300),
                new Planted(
                        "a reply before it is recorded",
                        LedgerBugs::replyBeforeLedger,
                        "the ledger to hold the success",
                        20),
                new Planted("adopted by name", HandlerBugs::adoptByName, "resource of CreateNetwork", 40),
                new Planted(
                        "a rollback that removes nothing",
                        HandlerBugs::undoNothing,
                        "at the VIM when it is UNDONE",
                        120),
                new Planted(
                        "a postcondition isn't checked",
                        HandlerBugs::postconditionNotChecked,
                        "at the VIM when it is UNDONE",
                        250));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldFindAPlantedBug(Planted planted) {
        long seed = 1;
        while (seed <= planted.mostSeeds() && !finds(planted, seed)) {
            seed++;
        }

        assertThat(seed)
                .as("a seed by which '%s' breaks '%s'", planted.name(), planted.breaks())
                .isLessThanOrEqualTo(planted.mostSeeds());
        var found = Simulation.run(
                seed, SimulationOptions.DEFAULT.with(planted.bug().get()));
        System.out.println("Planted: " + planted.name() + "; found with seed " + seed + " of " + planted.mostSeeds()
                + ": " + found.violations().getFirst());
        FOUND.add(
                Value.Obj.EMPTY.with("name", planted.name()).with("seeds", seed).with("rule", found.rule()));
        assertThat(found.report()).contains("-Dsim.seed=" + seed).contains("==> VIOLATION");
    }

    private static boolean finds(Planted planted, long seed) {
        var options = SimulationOptions.DEFAULT.with(planted.bug().get());
        var result = Simulation.once(seed, options, RandomScenario::new);
        return !result.isSound() && result.violations().getFirst().contains(planted.breaks());
    }

    @Test
    void shouldBreakNothingByRepeatingCommandsAlone() {
        for (long seed = 1; seed <= HARMLESS; seed++) {
            var options = SimulationOptions.DEFAULT.with(CommandBugs.repeatedCommands());

            assertThat(Simulation.run(seed, options).violations())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @AfterAll
    static void publish() {
        Figures.publish(
                "planted-bugs",
                Value.Obj.EMPTY
                        .with("planted", bugs().size())
                        .with("caught", FOUND.size())
                        .with("bugs", Value.list(FOUND)));
    }
}
