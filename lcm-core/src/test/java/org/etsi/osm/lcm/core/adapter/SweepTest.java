package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;
import static org.etsi.osm.lcm.core.adapter.Commands.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.store.memory.MemoryOrphanStore;
import org.junit.jupiter.api.Test;

/** What the sweep removes, what it only reports, and what it leaves alone. */
class SweepTest {
    private final Scene scene = new Scene();
    private final Scene.Adapter adapter = scene.adapter("a").assigned();
    private final MemoryOrphanStore orphans = new MemoryOrphanStore();
    private final Listing listing = new Listing();
    private final Sweep sweep = new Sweep(listing, scene.ledger, orphans, "a", Scene.SETTINGS, () -> scene.nowMs);

    @Test
    void shouldRemoveALateArrivalOfAnUndoneTaskOnlyWhenItWasSeenTwice() {
        adapter.receives(execute(0, 1)).settle().receives(rollback(0, 2)).settle();
        String late = scene.world.add(key(0));

        assertThat(look()).isZero();
        passes(19_000);
        assertThat(look()).isZero();
        passes(1_000);
        assertThat(look()).isEqualTo(1);

        assertThat(scene.world.of(key(0))).isEmpty();
        assertThat(orphans.latest(10)).singleElement().satisfies(orphan -> {
            assertThat(orphan.id()).isEqualTo(late);
            assertThat(orphan.reason()).isEqualTo(Reason.LATE);
            assertThat(orphan.fate()).isEqualTo(Fate.REMOVED);
        });
        assertThat(scene.holder(0)).isNull();
    }

    @Test
    void shouldRemoveWhatIsBesideTheOneThatTheTaskStandsFor() {
        adapter.receives(execute(0, 1)).settle();
        scene.world.add(key(0));

        lookTwice();

        assertThat(scene.world.of(key(0))).containsExactly("thing-1");
        assertThat(orphans.latest(10))
                .singleElement()
                .extracting(Orphan::reason)
                .isEqualTo(Reason.SURPLUS);
    }

    @Test
    void shouldKeepWhatIsOfAnotherKindThanTheOneNamed() {
        adapter.receives(execute(0, 1)).settle();
        listing.more.add(new TaggedResources.Tagged("port-1", "port", "ns-1", key(0)));

        assertThat(lookTwice()).isZero();
        assertThat(orphans.latest(10)).isEmpty();
    }

    @Test
    void shouldLeaveOpenTasksAlone() {
        scene.world.bootsSlowly = true;
        adapter.receives(execute(0, 1)).settle();
        scene.world.add(key(0));

        assertThat(lookTwice()).isZero();
        assertThat(scene.world.of(key(0))).hasSize(2);
    }

    @Test
    void shouldLeaveTheRestOfAFailedExecutionToTheOperator() {
        scene.world.create = World.Create.REFUSED;
        adapter.receives(execute(0, 1)).settle();
        scene.world.add(key(0));

        assertThat(lookTwice()).isZero();
    }

    @Test
    void shouldOnlyReportWhatNobodyKnows() {
        scene.world.add("op-other/t0001");

        assertThat(lookTwice()).isZero();

        assertThat(scene.world.of("op-other/t0001")).hasSize(1);
        assertThat(orphans.latest(10)).singleElement().satisfies(orphan -> {
            assertThat(orphan.reason()).isEqualTo(Reason.UNKNOWN_TASK);
            assertThat(orphan.fate()).isEqualTo(Fate.REPORTED);
        });
    }

    @Test
    void shouldForgetASuspectThatWentAway() {
        adapter.receives(rollback(0, 1)).settle();
        String late = scene.world.add(key(0));
        look();
        scene.world.take(late);
        passes(20_000);
        look();
        scene.world.add(key(0));

        assertThat(look()).isZero();
    }

    @Test
    void shouldTryAgainWhenTheRemovalFails() {
        adapter.receives(rollback(0, 1)).settle();
        scene.world.add(key(0));
        listing.fails = true;
        assertThat(lookTwice()).isZero();
        assertThat(orphans.latest(10)).singleElement().extracting(Orphan::fate).isEqualTo(Fate.REMOVAL_FAILED);
        assertThat(scene.holder(0)).isNull();

        listing.fails = false;

        assertThat(look()).isEqualTo(1);
    }

    @Test
    void shouldMakeANewCommandWaitWhileItRemoves() {
        adapter.receives(rollback(0, 1)).settle();
        scene.world.add(key(0));
        listing.meanwhile = () -> {
            assertThat(scene.holder(0)).isEqualTo("a/sweep");
            adapter.receives(rollback(0, 2)).settle();
            assertThat(scene.finals()).hasSize(1);
        };

        assertThat(lookTwice()).isEqualTo(1);
        assertThat(scene.holder(0)).isNull();
        adapter.passes(5_000);

        assertThat(scene.finals()).hasSize(2);
    }

    @Test
    void shouldWatchTheLeaseThatADeadAdapterLeftBehind() {
        adapter.receives(rollback(0, 1)).settle();
        LedgerEntry entry = scene.entry(0);
        scene.ledger.write(List.of(LedgerStore.Write.of(entry, entry.heldBy("dead"))));
        scene.world.add(key(0));

        assertThat(lookTwice()).isZero();
        passes(31_000);
        assertThat(look()).isZero();
        passes(2_000);

        assertThat(look()).isEqualTo(1);
    }

    private int lookTwice() {
        int removed = look();
        passes(20_000);
        return removed + look();
    }

    private int look() {
        return sweep.turn("vim-1", new Moment(scene.nowMs, scene.nowMs));
    }

    private void passes(long ms) {
        scene.nowMs += ms;
    }

    private final class Listing implements TaggedResources {
        private final List<Tagged> more = new ArrayList<>();
        private boolean fails;
        private Runnable meanwhile = () -> {};

        @Override
        public List<Tagged> list(String vim) {
            var all = new ArrayList<>(more);
            for (Map.Entry<String, String> thing : scene.world.all().entrySet()) {
                all.add(new Tagged(thing.getKey(), "thing", "ns-1", thing.getValue()));
            }
            return all;
        }

        @Override
        public void remove(String vim, Tagged resource) {
            if (fails) {
                throw new EffectException(Failure.retryable("IN_USE", "still used"), false);
            }
            meanwhile.run();
            scene.world.take(resource.id());
        }
    }
}
