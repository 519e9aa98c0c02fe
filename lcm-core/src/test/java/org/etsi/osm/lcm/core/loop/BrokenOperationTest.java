package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.loop.Shop.execute;

import java.util.List;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.Arrival;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;

/** Exits of operations whose own state is broken: kill and unpark, whether they can be read or not. */
class BrokenOperationTest {
    private static final OperationId OP_1 = new OperationId("op1");

    @Test
    void shouldKillWhatIsParked() {
        var shop = parked().requested("op2").settle().forget();

        shop.asked("k1", "op1", Verb.KILL).settle().isIdle();

        var killed = shop.stored("op1");
        assertThat(killed.state()).isEqualTo(OperationState.FAILED);
        assertThat(killed.isOpen()).isFalse();
        assertThat(answer(shop).accepted()).isTrue();
        assertThat(answer(shop).detail().field("leftovers")).isPresent();
        assertThat(shop.listened).isEmpty();
    }

    @Test
    void shouldGiveAParkedOneBackAndGoOn() {
        var shop = parked().forget();

        shop.asked("u1", "op1", Verb.UNPARK).settle();

        assertThat(answer(shop).accepted()).isTrue();
        assertThat(shop.stored("op1").parked()).isNull();
        assertThat(shop.sent()).as("in flight, sent again").containsExactly(execute("op1", "t0001", 1));
        shop.succeeds("op1", "t0001").settle().succeeds("op1", "t0002").settle().isIdle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.listened).isEmpty();
    }

    @Test
    void shouldGiveAParkedOneBackUnderItsNextOwner() {
        var first = parked();
        var second = new Shop(Plans.chain(2), first.store, "engine-b").assigned();
        assertThat(second.sent()).isEmpty();

        second.asked("op1", Verb.UNPARK).settle().succeeds("op1", "t0001").settle();

        assertThat(second.sent()).containsExactly(execute("op1", "t0001", 1), execute("op1", "t0002", 1));
    }

    @Test
    void shouldKillWhatCannotBeRead() {
        var shop = unreadable();

        shop.asked("p1", "op1", Verb.PAUSE).settle();
        assertThat(answer(shop).legal()).containsExactlyInAnyOrder(Verb.KILL, Verb.UNPARK);
        shop.forget().asked("k1", "op1", Verb.KILL).settle().isIdle();

        assertThat(answer(shop).accepted()).isTrue();
        assertThat(answer(shop).state()).isEqualTo(OperationState.FAILED);
        assertThat(answer(shop).detail().field("leftovers").flatMap(l -> l.field("unknown")))
                .isPresent();
        assertThat(shop.bus.killed).containsKey(OP_1);
        assertThat(shop.store.stamps(List.of(OP_1)).get(OP_1))
                .satisfies(stamp -> assertThat(stamp.open()).isFalse());
        var next = new Shop(Plans.chain(1), shop.store, "engine-c").assigned();
        assertThat(next.listened).noneMatch(line -> line.startsWith("parked"));
    }

    @Test
    void shouldAnswerARepeatedKillOfWhatCannotBeReadAlike() {
        var shop = unreadable();
        shop.asked("k1", "op1", Verb.KILL).asked("k1", "op1", Verb.KILL).settle();
        shop.asked("k1", "op1", Verb.KILL).settle().isIdle();

        assertThat(shop.answers())
                .hasSize(3)
                .allSatisfy(
                        answer -> assertThat(answer).isEqualTo(shop.answers().get(0)));
        assertThat(answer(shop).accepted()).isTrue();
    }

    @Test
    void shouldAnswerAKillOnlyWhenItIsStored() {
        var shop = unreadable();
        shop.writeFates.add(WriteFate.failsBefore());
        shop.writeFates.add(WriteFate.failsAfter());

        shop.asked("k1", "op1", Verb.KILL).turn();
        assertThat(shop.answers()).isEmpty();
        assertThat(shop.bus.killed).isEmpty();

        shop.settle().isIdle();
        assertThat(shop.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.accepted()).isTrue());
    }

    @Test
    void shouldRejectAKillThatTheStoreRefuses() {
        var shop = unreadable();
        shop.writeFates.add(new WriteFate(write -> Arrival.REFUSED, true));

        shop.asked("k1", "op1", Verb.KILL).settle().isIdle();

        assertThat(answer(shop).accepted()).isFalse();
        shop.forget().asked("k1", "op1", Verb.KILL).settle();
        assertThat(answer(shop).accepted()).isTrue();
    }

    @Test
    void shouldLeaveAKillToTheNextOwner() {
        var shop = unreadable();
        shop.writeFates.add(WriteFate.failsBefore());
        shop.asked("k1", "op1", Verb.KILL).turn();

        shop.bus.changes(new Membership.Lost(Shop.PARTITION));
        shop.settle();

        assertThat(shop.answers()).isEmpty();
        assertThat(shop.store.stamps(List.of(OP_1)).get(OP_1))
                .satisfies(stamp -> assertThat(stamp.open()).isTrue());
    }

    @Test
    void shouldRejectAConditionalKillOfWhatHasNoRevision() {
        var shop = unreadable();

        shop.receive(
                new Inbound.Asked(VerbRequest.of("k1", OP_1, Verb.KILL, "alice").expecting(3L)));
        shop.settle();

        assertThat(answer(shop).accepted()).isFalse();
        assertThat(answer(shop).reason()).contains("revision 3");
    }

    @Test
    void shouldReadAgainWhatIsToBeUnparked() {
        var shop = unreadable();

        shop.asked("u1", "op1", Verb.UNPARK).settle();
        assertThat(answer(shop).accepted()).isFalse();
        assertThat(answer(shop).reason()).contains("still can't be read");

        shop.store.mendDocument(OP_1);
        shop.forget().asked("u2", "op1", Verb.UNPARK).turn().settle();

        assertThat(answer(shop).accepted()).isTrue();
        assertThat(shop.stored("op1").parked()).isNull();
        assertThat(shop.sent()).contains(execute("op1", "t0001", 1));
        shop.succeeds("op1", "t0001").settle().succeeds("op1", "t0002").settle().isIdle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    /** Goal: a state that no code of ours wrote, and of which not even the end can be decided. */
    @Test
    void shouldKillWhatCannotEvenBeDecided() {
        var first = new Shop(Plans.chain(2)).assigned().requested("op1", "ns1").settle();
        var sound = first.stored("op1");
        first.store.write(List.of(new Write.Update(sound, undoingWhatIsNotThere(sound), 0)));
        var second =
                new Shop(Plans.chain(2), first.store, "engine-b").assigned().requested("op2", "ns1");
        second.settle().forget();

        second.asked("k1", "op1", Verb.KILL).settle().isIdle();

        assertThat(answer(second).accepted()).isTrue();
        assertThat(second.bus.killed).containsKey(OP_1);
        assertThat(second.stored("op1").state()).isEqualTo(OperationState.FAILED);
        second.forget().asked("k1", "op1", Verb.KILL).settle().isIdle();
        assertThat(answer(second).accepted()).as("closed, and still broken").isTrue();
    }

    /** What can't even be decided is still answered: whoever asks has to learn why nothing happens. */
    @Test
    void shouldAnswerWhatIsAskedOfWhatCannotEvenBeDecided() {
        var first = new Shop(Plans.chain(2)).assigned().requested("op1", "ns1").settle();
        var sound = first.stored("op1");
        first.store.write(List.of(new Write.Update(sound, undoingWhatIsNotThere(sound), 0)));
        var second = new Shop(Plans.chain(2), first.store, "engine-b").assigned();
        second.settle().forget();

        second.asked("p1", "op1", Verb.PAUSE).settle();
        assertThat(answer(second).accepted()).isFalse();
        assertThat(answer(second).reason()).contains("parked");

        second.forget().asked("p2", "op1", Verb.PREVIEW).settle();
        assertThat(answer(second).accepted()).isFalse();
        assertThat(answer(second).reason()).contains("can't be worked out");
    }

    private static Operation undoingWhatIsNotThere(Operation o) {
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision() + 1,
                OperationState.ROLLING_BACK,
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering().undo(new UndoScope(UndoScope.Kind.FROM, new TaskId("t0099"))),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                o.plan(),
                o.tasks(),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                o.parked(),
                o.frontier());
    }

    private static Answer answer(Shop shop) {
        return shop.answers().getLast();
    }

    /** Running, then parked by a decision that can never be stored. */
    private static Shop parked() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        shop.writeFates.add(new WriteFate(write -> Arrival.REFUSED, true));
        shop.asked("op1", Verb.PAUSE).settle().isIdle();
        assertThat(shop.stored("op1").parked()).isNotNull();
        return shop;
    }

    private static Shop unreadable() {
        var first = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        first.store.breakDocument(OP_1, "not readable");
        var second = new Shop(Plans.chain(2), first.store, "engine-b").assigned();
        assertThat(second.bus.unreadable).containsEntry(OP_1, "not readable");
        second.receive(new Inbound.Requested(Shop.request("op3", "ns3")));
        return second.settle().forget();
    }
}
