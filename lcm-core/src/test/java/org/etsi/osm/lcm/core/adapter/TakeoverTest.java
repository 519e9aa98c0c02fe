package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.abort;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;
import static org.etsi.osm.lcm.core.adapter.Commands.rollback;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.store.memory.MemoryLedgerStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two adapters and one task: one dies, stalls, or loses its partition at every possible place. */
class TakeoverTest {
    private final Scene scene = new Scene();
    private final Scene.Adapter former = scene.adapter("a").assigned();
    private final Scene.Adapter next = scene.adapter("b").assigned();

    @Test
    void shouldTakeOverAtOnceWhatWasGivenBack() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();
        former.revoked().settle();
        assertThat(scene.holder(0)).isEqualTo("a");
        former.worksByItself = true;
        former.settle();
        assertThat(scene.holder(0)).isNull();
        assertThat(scene.entry(0).memo().text("id")).hasValue("thing-1");

        next.settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.creates).isEqualTo(1);
    }

    /** Found by a SIGTERM to a real adapter: it ended with a step out, and its task waited for the lease to run out. */
    @Test
    void shouldBeLettingGoUntilAStepThatIsOutHasGivenItsLeaseBack() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();
        former.revoked().settle();
        assertThat(former.loop.isLettingGo()).isTrue();

        former.worksByItself = true;
        former.settle();

        assertThat(former.loop.isLettingGo()).isFalse();
        assertThat(scene.holder(0)).isNull();
    }

    @Test
    void shouldNoticeSoonThatTheLeaseWasGivenBack() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();
        former.revoked().settle();
        next.settle().passes(3_000);
        assertThat(scene.finals()).isEmpty();

        scene.world.create = World.Create.REFUSED;
        former.worksByItself = true;
        former.settle();
        assertThat(scene.holder(0)).isNull();
        assertThat(scene.entry(0).createIssued()).isFalse();
        scene.world.create = World.Create.DONE;
        next.passes(25_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).hasSize(1);
    }

    @Test
    void shouldWatchASilentHolderForTheWholeLeaseBeforeItActs() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();

        next.settle().passes(30_000);
        assertThat(scene.world.creates).isZero();
        assertThat(scene.holder(0)).isEqualTo("a");
        // The watch, and then the time in which the former's create may still arrive.
        next.passes(45_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldNotLetAZombieMakeItsCall() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();
        next.settle().passes(80_000);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);

        former.worksByItself = true;
        former.settle();

        assertThat(scene.world.creates).isEqualTo(1);
        assertThat(scene.finals()).allMatch(reply -> reply.status() == ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldRemoveTheDuplicateOfAZombieWhoseCallLandsLate() {
        scene.world.bootsSlowly = true;
        former.receives(execute(0, 1)).settle();
        next.settle();

        scene.world.add(key(0));
        scene.world.booting.clear();
        next.passes(10_000);

        assertThat(scene.finals().getLast().outputs().text("id")).hasValue("thing-1");
        assertThat(scene.world.of(key(0))).containsExactly("thing-1");
    }

    @Test
    void shouldNotWriteAFormerOwnersResultOverTheNewOnes() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        former.work();
        next.settle();
        LedgerEntry result = scene.entry(0);
        assertThat(result.isOpen()).isFalse();

        former.worksByItself = true;
        former.settle();

        assertThat(scene.entry(0)).isEqualTo(result);
        assertThat(scene.world.creates).isEqualTo(1);
        assertThat(scene.finals()).allMatch(reply -> reply.equals(result.result()));
    }

    @Test
    void shouldWriteNothingAfterItLostThePartition() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();
        LedgerEntry before = scene.entry(0);

        former.lost();
        former.worksByItself = true;
        former.settle();

        assertThat(scene.entry(0)).isEqualTo(before);
        assertThat(former.loop.openCount()).isZero();
        next.settle().passes(40_000);
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).hasSize(1);
    }

    @Test
    void shouldWaitForItsOwnStepWhenAPartitionComesBack() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();

        former.lost().assigned().settle();
        assertThat(former.jobs).hasSize(1);
        former.worksByItself = true;
        former.settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.creates).isEqualTo(1);
    }

    @Test
    void shouldRollBackOnlyWhenNoLowerLeaseLives() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();

        next.receives(rollback(0, 2)).settle().passes(20_000);
        assertThat(scene.finals()).isEmpty();
        // The former wakes up in time, and its call is made.
        scene.nowMs -= 20_000;
        former.work();
        scene.nowMs += 20_000;
        next.passes(60_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).isEmpty();
        assertThat(scene.entry(0).undone()).isTrue();
    }

    @Test
    void shouldGoOnAfterTheStoreWasAwayAtAnyWrite() {
        for (int nth = 1; nth <= 3; nth++) {
            for (boolean isDone : new boolean[] {false, true}) {
                var fresh = new Scene();
                var adapter = fresh.adapter("a").assigned();
                fresh.failWrite(nth, isDone);
                adapter.receives(execute(0, 1));

                int failures = untilResting(adapter);

                assertThat(failures).isEqualTo(1);
                assertThat(fresh.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
                assertThat(fresh.world.creates).isEqualTo(1);
                assertThat(fresh.entry(0).holder()).isNull();
            }
        }
    }

    private static int untilResting(Scene.Adapter adapter) {
        int failures = 0;
        for (int count = 0; count < 5; count++) {
            try {
                adapter.settle();
            } catch (org.etsi.osm.lcm.core.port.StoreUnavailableException e) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    void shouldSendFinalsAgainWhenTheBusWasAway() {
        scene.world.add(key(0));
        former.receives(execute(0, 1));
        former.turn();
        former.turn();
        former.work();
        former.busIsAway = true;
        Scene.failing(former);
        assertThat(scene.finals()).isEmpty();
        assertThat(scene.entry(0).isOpen()).isFalse();

        former.busIsAway = false;
        former.settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldNotBelieveInWhatSomebodyElseMayBeRemoving() {
        scene.world.add(key(0));
        former.receives(execute(0, 1));
        former.turn();
        LedgerEntry entry = scene.entry(0);
        scene.ledger.write(List.of(LedgerStore.Write.of(entry, entry.heldBy("dead"))));

        next.settle().passes(25_000);
        assertThat(scene.finals()).isEmpty();
        scene.world.take("thing-1");
        next.passes(40_000);

        assertThat(scene.finals())
                .isNotEmpty()
                .allSatisfy(reply -> assertThat(reply.outputs().text("id")).hasValue("thing-2"));
        assertThat(scene.world.of(key(0))).containsExactly("thing-2");
    }

    @Test
    void shouldLookAgainWhenWhatItSawWasRemovedMeanwhile() {
        scene.world.add(key(0));
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        former.work();
        LedgerEntry held = scene.entry(0).heldBy("a/sweep").withLeaving(List.of("thing-1"));
        scene.ledger.write(List.of(LedgerStore.Write.of(scene.entry(0), held)));
        scene.world.take("thing-1");
        LedgerEntry released = scene.entry(0).releasedBy("a/sweep");
        scene.ledger.write(List.of(LedgerStore.Write.of(scene.entry(0), released)));
        former.worksByItself = true;

        former.settle();

        assertThat(scene.onlyFinal().outputs().text("id")).hasValue("thing-2");
        assertThat(scene.entry(0).leaving()).isEmpty();
    }

    @Test
    void shouldNotSayStoppedWhileAStepMayRunElsewhere() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();

        next.receives(abort(0, 1)).settle().passes(30_000);
        assertThat(scene.finals()).isEmpty();
        next.passes(5_000);

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.entry(0).createIssued()).isTrue();
    }

    @Test
    void shouldNotSayStoppedToAnAbortOfTheUnknownWhileAnEarlierStepMayRun() {
        former.worksByItself = false;
        former.receives(execute(0, 1)).settle();
        untilActing();

        next.receives(abort(0, 2)).settle().passes(30_000);
        assertThat(scene.finals()).isEmpty();
        next.passes(5_000).receives(execute(0, 2)).settle();

        assertThat(scene.finals()).hasSize(2).allMatch(reply -> reply.status() == ReplyStatus.STOPPED);
    }

    /** How the place of a crash is counted. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The adapter dies at its nth touch of the store: before a call, between two writes of one bulk, or after a call,
     * for every n there is. What wasn't committed is delivered again to the next one; steps that were out are made all
     * the same. In the end there is exactly one thing, and after the rollback none.
     */
    @ParameterizedTest
    @EnumSource(
            value = World.Create.class,
            names = {"DONE", "ANSWER_LOST", "LATE"})
    void shouldEndInOneThingWhereverItCrashes(World.Create create) {
        int places = 0;
        for (boolean hasCrashed = true; hasCrashed; places++) {
            hasCrashed = crashAt(places + 1, create);
        }
        assertThat(places).isGreaterThan(12);
    }

    private static boolean crashAt(int place, World.Create create) {
        var scene = new Scene();
        scene.world.create = create;
        var sent = List.of(execute(0, 1), execute(1, 1));
        boolean hasCrashed = runUntilCrash(scene, place, sent);
        scene.world.create = World.Create.DONE;

        var heir = scene.adapter("heir").assigned();
        sent.forEach(heir::receives);
        heir.settle().passes(5_000);
        scene.world.arrive();
        heir.passes(90_000);

        assertThat(scene.entry(0).result())
                .as("place %d", place)
                .extracting(Reply::status)
                .isEqualTo(ReplyStatus.SUCCEEDED);
        for (int task = 0; task < 2; task++) {
            assertThat(scene.world.of(key(task))).as("place %d", place).hasSize(1);
            assertThat(scene.entry(task).createIssued()).isFalse();
        }
        assertThat(scene.finals()).isNotEmpty();
        heir.receives(rollback(0, 2)).receives(rollback(1, 2)).settle().passes(60_000);
        assertThat(scene.world.of(key(0))).as("place %d", place).isEmpty();
        assertThat(scene.world.of(key(1))).as("place %d", place).isEmpty();
        assertThat(scene.entry(0).undone()).isTrue();
        return hasCrashed;
    }

    private static boolean runUntilCrash(Scene scene, int place, List<Command> sent) {
        var adapter = scene.adapter("dies").assigned();
        sent.forEach(adapter::receives);
        scene.ledger.failAs(new MemoryLedgerStore.Fault() {
            private int touches;

            private void touch() {
                touches++;
                if (touches == place) {
                    throw new Crash();
                }
            }

            @Override
            public void before(String call) {
                touch();
            }

            @Override
            public void written(LedgerEntry entry) {
                touch();
            }

            @Override
            public void after(String call) {
                touch();
            }
        });
        boolean hasCrashed = false;
        try {
            adapter.settle().passes(4_000);
        } catch (Crash e) {
            hasCrashed = true;
            // Calls that were on their way arrive.
            new ArrayList<>(adapter.jobs).forEach(job -> job.run(scene.nowMs));
        }
        scene.ledger.failAs(new MemoryLedgerStore.Fault() {});
        return hasCrashed;
    }

    private void untilActing() {
        for (int count = 0; count < 2; count++) {
            former.work();
            former.settle();
        }
        assertThat(former.jobs)
                .singleElement()
                .satisfies(job -> assertThat(job.label()).endsWith("act"));
    }
}
