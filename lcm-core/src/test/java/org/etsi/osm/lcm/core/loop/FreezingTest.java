package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.loop.Shop.execute;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.CallFate;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;

/** Freezes, as the loop brings its operations under them: whatever is frozen doesn't start, whoever owns it. */
class FreezingTest {
    private static final Selector VIM_1 = new Selector(Selector.Kind.VIM, "vim1");
    private static final Selector VIM_2 = new Selector(Selector.Kind.VIM, "vim2");
    private static final Selector NS_1 = new Selector(Selector.Kind.NS, "ns1");

    @Test
    void shouldKeepWhatIsFrozenAndGoOnWithTheRest() {
        var shop = new Shop(onTwoVims()).assigned();
        shop.frozen(VIM_1).settle();

        shop.requested("op1").settle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0002", 1));
        shop.thawed(VIM_1).settle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0002", 1), execute("op1", "t0001", 1));
        shop.succeeds("op1", "t0001").succeeds("op1", "t0002").settle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldFreezeWhatIsUnderWay() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();

        shop.frozen(Selector.EVERYTHING).succeeds("op1", "t0001").settle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));

        shop.thawed(Selector.EVERYTHING).settle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1), execute("op1", "t0002", 1));
    }

    @Test
    void shouldFreezeOneNetworkServiceOnly() {
        var shop = new Shop(Plans.chain(1)).assigned().frozen(NS_1).settle();

        shop.requested("op1", "ns1").requested("op2", "ns2").settle();

        assertThat(shop.sent()).containsExactly(execute("op2", "t0001", 1));
        assertThat(shop.stored("op2").steering().frozenBy()).isEmpty();
    }

    @Test
    void shouldKeepWhatIsFrozenUnderANewOwner() {
        var first =
                new Shop(onTwoVims()).assigned().frozen(VIM_1).requested("op1").settle();

        var second = new Shop(onTwoVims(), first.store, first.freezes, "engine-b").assigned();

        assertThat(second.sent()).as("in flight, sent again").containsExactly(execute("op1", "t0002", 1));
        second.thawed(VIM_1).settle();
        assertThat(second.sent()).contains(execute("op1", "t0001", 1));
    }

    /** Goal: not even for a moment, though its owner was away when it was frozen. */
    @Test
    void shouldKeepWhatWasFrozenWhileNobodyOwnedIt() {
        var first = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        first.bus.changes(new Membership.Lost(Shop.PARTITION));
        first.turn().frozen(Selector.EVERYTHING);

        var second = new Shop(Plans.chain(2), first.store, first.freezes, "engine-b").assigned();
        second.succeeds("op1", "t0001").settle();

        assertThat(second.sent()).containsExactly(execute("op1", "t0001", 1));
        assertThat(second.stored("op1").steering().frozenBy()).containsExactly(Selector.EVERYTHING);
    }

    @Test
    void shouldGoOnWithWhatWasThawedWhileNobodyOwnedIt() {
        var first = new Shop(Plans.chain(1))
                .assigned()
                .frozen(VIM_2)
                .frozen(NS_1)
                .requested("op1")
                .settle();
        assertThat(first.sent()).isEmpty();
        first.bus.changes(new Membership.Lost(Shop.PARTITION));
        first.turn().thawed(NS_1);

        var second = new Shop(Plans.chain(1), first.store, first.freezes, "engine-b").assigned();

        assertThat(second.sent()).containsExactly(execute("op1", "t0001", 1));
        second.succeeds("op1", "t0001").settle();
        assertThat(second.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldAcknowledgeWhatIsStoredAndTold() {
        var shop = new Shop(onTwoVims()).assigned().requested("op1").settle();
        assertThat(shop.freezes.acknowledged()).isEqualTo(Map.of(Shop.PARTITION, 0L));

        shop.writeFates.add(WriteFate.failsBefore());
        shop.frozen(VIM_1).turn();
        assertThat(shop.freezes.acknowledged()).as("not stored yet").isEqualTo(Map.of(Shop.PARTITION, 0L));

        shop.bus.publishFailures = 1;
        shop.turn();
        assertThat(shop.freezes.acknowledged()).as("not told yet").isEqualTo(Map.of(Shop.PARTITION, 0L));

        shop.settle().turn();
        assertThat(shop.freezes.acknowledged()).isEqualTo(Map.of(Shop.PARTITION, 1L));
    }

    @Test
    void shouldAcknowledgeAnewWithEachOwner() {
        var first = new Shop(Plans.chain(1)).assigned().frozen(VIM_1).settle().turn();
        assertThat(first.freezes.acknowledged()).isEqualTo(Map.of(Shop.PARTITION, 1L));

        first.store.beginEpoch(Shop.PARTITION);
        assertThat(first.freezes.acknowledged())
                .as("the former owner's word says nothing")
                .isEmpty();
        first.freezes.acknowledge(Shop.PARTITION, 1, 9);
        assertThat(first.freezes.acknowledged()).isEmpty();

        new Shop(Plans.chain(1), first.store, first.freezes, "engine-b")
                .assigned()
                .turn();
        assertThat(first.freezes.acknowledged()).isEqualTo(Map.of(Shop.PARTITION, 1L));
    }

    /** Seed 11453: without an operation in the partition, no write tells its owner. */
    @Test
    void shouldTakeOverAgainWhatAZombieTookOverUnseen() {
        var shop = new Shop(Plans.chain(1)).assigned().settle().turn();
        shop.store.beginEpoch(Shop.PARTITION);

        shop.frozen(VIM_1).settle().turn();
        shop.turn();

        assertThat(shop.freezes.acknowledged()).isEqualTo(Map.of(Shop.PARTITION, 1L));
    }

    @Test
    void shouldTellOfAFreezeOnceHoweverOftenItIsSaid() {
        var shop = new Shop(onTwoVims()).assigned().requested("op1").settle();
        shop.frozen(VIM_1).settle();
        long revision = shop.stored("op1").revision();

        shop.receive(new org.etsi.osm.lcm.core.port.EngineBus.Inbound.FreezesChanged(1));
        shop.settle();

        assertThat(shop.stored("op1").revision()).isEqualTo(revision);
    }

    /**
     * Seed 695: a primary of the store that was deposed answers as things were before the freeze that it was told of.
     */
    @Test
    void shouldDecideNothingWhileTheStoreIsBehindWhatWasTold() {
        var shop = new Shop(Plans.chain(1)).assigned().settle().turn();

        shop.receive(new org.etsi.osm.lcm.core.port.EngineBus.Inbound.FreezesChanged(1));
        shop.requested("op1").turn().turn();
        assertThat(shop.store.all()).isEmpty();
        assertThat(shop.loop.isHeldUp()).isTrue();

        shop.frozen(VIM_1).frozen(Selector.EVERYTHING).turn().settle();
        assertThat(shop.stored("op1").steering().frozenBy()).containsExactly(Selector.EVERYTHING);
        assertThat(shop.sent()).isEmpty();
    }

    @Test
    void shouldGoOnWithAStoreThatWasSetBack() {
        var shop = new Shop(Plans.chain(1)).assigned().settle().turn();

        shop.receive(new org.etsi.osm.lcm.core.port.EngineBus.Inbound.FreezesChanged(7));
        shop.requested("op1").turn();
        shop.after(Duration.ofMinutes(2)).settle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
    }

    @Test
    void shouldBringAParkedOperationUnderTheFreezesBeforeItIsGivenBack() {
        var first = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        var operation = first.stored("op1");
        first.store.write(List.of(new org.etsi.osm.lcm.core.port.OperationStore.Write.Park(
                operation.id(), operation.ownership(), "by hand", operation.revision() + 1)));
        var second = new Shop(Plans.chain(2), first.store, first.freezes, "engine-b").assigned();

        second.frozen(Selector.EVERYTHING).settle().forget();
        second.asked("op1", Verb.UNPARK).settle();
        second.succeeds("op1", "t0001").settle();

        assertThat(second.stored("op1").parked()).isNull();
        assertThat(second.sent()).as("what was in flight").containsExactly(execute("op1", "t0001", 1));
        second.thawed(Selector.EVERYTHING).settle();
        assertThat(second.sent()).contains(execute("op1", "t0002", 1));
    }

    @Test
    void shouldLookAgainWhenTheStoreIsAway() {
        var shop = new Shop(Plans.chain(1));
        shop.callFates.addAll(List.of(CallFate.FAILS_BEFORE, CallFate.FAILS_AFTER));
        shop.freezes.change(now -> now.freeze(new org.etsi.osm.lcm.core.model.Freeze(VIM_2, "alice", "", 1, "before")));
        shop.assigned().turn().turn().requested("op1").settle();

        assertThat(shop.bus.told).anyMatch(Outgoing.OperationMoved.class::isInstance);
        assertThat(shop.freezes.acknowledged()).containsEntry(Shop.PARTITION, 1L);
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
    }

    private static Plan onTwoVims() {
        return new Plan(List.of(on("vim1", Plans.task(0)), on("vim2", Plans.task(1))));
    }

    private static TaskSpec on(String vim, TaskSpec task) {
        return new TaskSpec(
                new TaskId(task.id().value()),
                task.type(),
                task.label(),
                task.adapter(),
                task.parameters(),
                task.dependsOn(),
                task.timeout(),
                task.retry(),
                task.reversibility(),
                Map.of("vim", vim));
    }
}
