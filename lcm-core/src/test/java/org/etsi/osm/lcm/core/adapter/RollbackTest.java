package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.abort;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;
import static org.etsi.osm.lcm.core.adapter.Commands.rollback;

import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.junit.jupiter.api.Test;

/** ROLLBACK through the whole loop, one adapter. */
class RollbackTest {
    private final Scene scene = new Scene();
    private final Scene.Adapter adapter = scene.adapter("a").assigned();

    @Test
    void shouldRemoveWhatIsThereAndSeeThatItIsGone() {
        adapter.receives(execute(0, 1)).settle().receives(rollback(0, 2)).settle();

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).isEmpty();
        LedgerEntry entry = scene.entry(0);
        assertThat(entry.undone()).isTrue();
        assertThat(entry.outputs()).isNull();
        assertThat(entry.memo()).isEqualTo(Value.Obj.EMPTY);
        assertThat(entry.holder()).isNull();
    }

    @Test
    void shouldUndoWhatWasNeverDone() {
        adapter.receives(rollback(0, 1)).settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.entry(0).undone()).isTrue();
        assertThat(scene.entry(0).revision()).isEqualTo(2);
    }

    @Test
    void shouldDoItAgainAfterItWasUndone() {
        adapter.receives(execute(0, 1)).settle().receives(rollback(0, 2)).settle();

        adapter.receives(execute(0, 3)).settle();

        assertThat(scene.world.of(key(0))).containsExactly("thing-2");
        assertThat(scene.entry(0).undone()).isFalse();
    }

    @Test
    void shouldWaitUntilWhatItRemovedIsGone() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removalsLinger.add("thing-1");

        adapter.receives(rollback(0, 2)).settle().passes(10_000);
        assertThat(scene.finals()).hasSize(1);
        assertThat(scene.world.removals).isEqualTo(1);
        scene.world.take("thing-1");
        adapter.passes(5_000);

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldAskAgainForWhatStaysTooLong() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removalsLinger.add("thing-1");

        adapter.receives(rollback(0, 2)).settle().passes(60_000);

        assertThat(scene.world.removals).isBetween(2, 4);
    }

    @Test
    void shouldFailAsTheRemovalDoes() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removeFails = true;

        adapter.receives(rollback(0, 2)).settle();

        assertThat(scene.finals().getLast().failure()).extracting(Failure::code).isEqualTo("IN_USE");
        assertThat(scene.entry(0).undone()).isFalse();
    }

    @Test
    void shouldAskAgainWhenTheRemovalIsRefusedForAWhile() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removalsRefused = 4;

        adapter.receives(rollback(0, 2)).settle().passes(20_000);

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
    }

    @Test
    void shouldNotBelieveInAbsenceBeforeTheCreateHasHadItsTime() {
        scene.world.create = World.Create.LATE;
        adapter.receives(execute(0, 1)).settle().receives(abort(0, 1)).settle();
        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);

        adapter.receives(rollback(0, 2)).settle().passes(10_000);
        assertThat(scene.finals()).hasSize(1);
        scene.world.arrive();
        adapter.passes(15_000);

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).isEmpty();
        assertThat(scene.entry(0).createIssued()).isFalse();
    }

    @Test
    void shouldRemoveWhatAStoppedExecutionWasMakingOnlyAfterItsCallHasEnded() {
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        untilActing();

        adapter.receives(rollback(0, 2)).settle();
        assertThat(adapter.jobs).hasSize(1);
        assertThat(scene.finals()).isEmpty();
        adapter.worksByItself = true;
        adapter.settle();

        assertThat(scene.onlyFinal().sequence()).isEqualTo(2);
        assertThat(scene.world.creates).isEqualTo(1);
        assertThat(scene.world.of(key(0))).isEmpty();
        assertThat(scene.holder(0)).isNull();
    }

    @Test
    void shouldGiveTheLeaseBackWhenANewerCommandIsOnlyRecorded() {
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        untilActing();

        adapter.receives(abort(0, 2)).settle();
        assertThat(scene.finals()).isEmpty();
        assertThat(scene.holder(0)).isEqualTo("a");
        adapter.worksByItself = true;
        adapter.settle();

        assertThat(scene.onlyFinal().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.holder(0)).isNull();
        assertThat(scene.entry(0).memo().text("id")).hasValue("thing-1");
        assertThat(scene.entry(0).createIssued()).isFalse();
    }

    @Test
    void shouldRemoveWhatItAskedToGoBeforeItMakesItAnew() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.removalsLinger.add("thing-1");
        adapter.receives(rollback(0, 2)).settle().receives(abort(0, 2)).settle();
        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.entry(0).leaving()).containsExactly("thing-1");

        scene.world.removalsLinger.clear();
        adapter.receives(execute(0, 3)).settle().passes(5_000);

        assertThat(scene.finals().getLast().outputs().text("id")).hasValue("thing-2");
        assertThat(scene.world.of(key(0))).containsExactly("thing-2");
        assertThat(scene.entry(0).leaving()).isEmpty();
    }

    @Test
    void shouldNotBelieveALookFromBeforeTheSettleTime() {
        scene.world.create = World.Create.LATE;
        adapter.receives(execute(0, 1)).settle().receives(abort(0, 1)).settle();
        adapter.worksByItself = false;
        adapter.receives(rollback(0, 2)).settle();
        adapter.work();
        scene.world.arrive();
        scene.nowMs += 25_000;

        adapter.settle();
        assertThat(scene.finals()).hasSize(1);
        adapter.worksByItself = true;
        adapter.settle().passes(5_000);

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.of(key(0))).isEmpty();
    }

    @Test
    void shouldNotCallUndoneWhatWasFoundAgain() {
        adapter.receives(rollback(0, 1)).settle();
        scene.world.booting.add(scene.world.add(key(0)));

        adapter.receives(execute(0, 2)).settle().receives(abort(0, 2)).settle();

        assertThat(scene.finals().getLast().status()).isEqualTo(ReplyStatus.STOPPED);
        assertThat(scene.entry(0).undone()).isFalse();
    }

    private void untilActing() {
        for (int count = 0; count < 2; count++) {
            adapter.work();
            adapter.settle();
        }
        assertThat(adapter.jobs)
                .singleElement()
                .satisfies(job -> assertThat(job.label()).endsWith("act"));
    }
}
