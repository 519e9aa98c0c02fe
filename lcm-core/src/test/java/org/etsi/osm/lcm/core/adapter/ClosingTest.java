package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.abort;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.memory.MemoryOrphanStore;
import org.junit.jupiter.api.Test;

/** The end of an NS: nothing is left, nothing is made any more, and what still comes is the sweep's. */
class ClosingTest {
    private final Scene scene = new Scene();
    private final Scene.Adapter adapter = scene.adapter(
                    "a", Scene.SETTINGS, Map.of("Thing", scene.world.handler(), "Rest", new RemovesTheRest()))
            .assigned();

    @Test
    void shouldEndTheNsAtOnceWhenNothingIsOnItsWay() {
        adapter.receives(execute(0, 1)).settle();

        adapter.receives(terminate()).settle();

        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.all()).isEmpty();
        assertThat(scene.entry(0).closed()).isTrue();
    }

    @Test
    void shouldWaitForWhatAnEarlierOperationMayStillBeMaking() {
        scene.world.create = World.Create.LATE;
        adapter.receives(execute(0, 1)).settle().receives(abort(0, 1)).settle();

        adapter.receives(terminate()).settle().passes(10_000);
        assertThat(scene.finals()).hasSize(1);
        scene.world.arrive();
        adapter.passes(15_000);

        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.world.all()).isEmpty();
    }

    @Test
    void shouldRemoveAndReportWhatArrivesAfterTheEnd() {
        adapter.receives(execute(0, 1)).settle().receives(terminate()).settle();
        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        var orphans = new MemoryOrphanStore();
        var sweep = new Sweep(new Listing(), scene.ledger, orphans, "a", Scene.SETTINGS, () -> scene.nowMs);

        scene.world.add(key(0));
        assertThat(sweep.turn("vim-1", new Moment(scene.nowMs, scene.nowMs))).isZero();
        scene.nowMs += 20_000;

        assertThat(sweep.turn("vim-1", new Moment(scene.nowMs, scene.nowMs))).isEqualTo(1);
        assertThat(scene.world.all()).isEmpty();
        assertThat(orphans.latest(1)).singleElement().extracting(Orphan::reason).isEqualTo(OrphanStore.Reason.LATE);
    }

    @Test
    void shouldMakeNothingAfterTheEnd() {
        adapter.worksByItself = false;
        adapter.receives(execute(0, 1)).settle();
        adapter.receives(terminate()).settle();
        for (int looks = 0; looks < 2; looks++) {
            // The step of the earlier operation stays out.
            adapter.jobs.add(adapter.jobs.remove());
            adapter.work();
            adapter.settle();
        }
        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);

        adapter.worksByItself = true;
        adapter.settle();

        assertThat(scene.world.creates).isZero();
        assertThat(Objects.requireNonNull(last().failure()).code()).isEqualTo("CLOSED");
    }

    /** Another adapter has finished the terminate meanwhile, and the NS is instantiated anew. */
    @Test
    void shouldCloseNothingOfALaterOperationAfterAStall() {
        adapter.worksByItself = false;
        adapter.receives(terminate()).settle();
        var open = scene.ledger.get(List.of("op-2/t0001")).get("op-2/t0001");
        Scene.Adapter other = scene.adapter(
                        "b", Scene.SETTINGS, Map.of("Thing", scene.world.handler(), "Rest", new RemovesTheRest()))
                .assigned();
        other.passes(60_000);
        other.receives(execute(0, 1)).settle();
        assertThat(scene.entry(0).isOpen()).isFalse();

        var closing = new Closing(
                scene.ledger, Map.of("Thing", scene.world.handler(), "Rest", new RemovesTheRest()), Scene.SETTINGS);
        assertThat(closing.close(Objects.requireNonNull(open))).isEmpty();

        assertThat(scene.entry(0).closed()).isFalse();
    }

    /** What was made elsewhere isn't looked for there, so nothing says that it is gone. */
    @Test
    void shouldLeaveTheTasksOfOtherAccountsOpen() {
        Command there = execute(0, 1);
        adapter.receives(new Command(
                        there.operation(),
                        there.nsInstanceId(),
                        there.task(),
                        there.adapter(),
                        there.type(),
                        there.action(),
                        1,
                        1,
                        Value.Obj.EMPTY.with("vim", "vim-2"),
                        null,
                        there.timeoutMs(),
                        there.replyTo()))
                .settle();

        adapter.receives(terminate()).settle();

        assertThat(last().status()).isEqualTo(ReplyStatus.SUCCEEDED);
        assertThat(scene.entry(0).closed()).isFalse();
    }

    private Reply last() {
        return scene.finals().getLast();
    }

    private static Command terminate() {
        return new Command(
                new OperationId("op-2"),
                "ns-1",
                TaskId.at(0),
                "ro",
                "Rest",
                CommandAction.EXECUTE,
                1,
                1,
                Value.Obj.EMPTY.with("vim", "vim-1"),
                null,
                Commands.TIMEOUT_MS,
                Commands.INBOX);
    }

    private final class RemovesTheRest implements TaskHandler {
        @Override
        public Observation observe(Work work) {
            List<String> left = List.copyOf(scene.world.all().keySet());
            return left.isEmpty() ? new Observation.Met(Value.Obj.EMPTY) : new Observation.Surplus(left);
        }

        @Override
        public Value.Obj act(Work work) {
            throw new IllegalStateException("Expected a removal, but it was to act");
        }

        @Override
        public boolean endsNs() {
            return true;
        }

        @Override
        public List<String> leftovers(Work work) {
            return List.of();
        }

        @Override
        public void remove(Work work, String id) {
            scene.world.take(id);
        }
    }

    private final class Listing implements TaggedResources {
        @Override
        public List<Tagged> list(String vim) {
            var all = new ArrayList<Tagged>();
            scene.world.all().forEach((id, task) -> all.add(new Tagged(id, "thing", "ns-1", task)));
            return all;
        }

        @Override
        public void remove(String vim, Tagged resource) {
            scene.world.take(resource.id());
        }
    }
}
