package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.loop.Shop.execute;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.Membership;
import org.junit.jupiter.api.Test;

/** The shell's order and what it tells, in a world without trouble at the store. */
class EngineLoopTest {
    /** NBI removes the records of an NS that isn't INSTANTIATED for it, whatever is at the VIM. */
    @Test
    void shouldShowThatItHasAPlanBeforeAnythingElseHappens() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();

        long planned = shop.bus.told.stream()
                .filter(item -> item instanceof Outgoing.OperationMoved moved
                        && moved.cause().startsWith("planned"))
                .mapToLong(Outgoing::revision)
                .findFirst()
                .orElseThrow();
        assertThat(shop.bus.told).anyMatch(item -> item instanceof Outgoing.RecordsDue && item.revision() >= planned);
    }

    @Test
    void shouldStoreBeforeItSendsAndSendBeforeItCommits() {
        var shop = new Shop(Plans.chain(1)).assigned().forget().requested("op1").turn();

        assertThat(shop.log).containsExactly("poll", "store", "send", "commit");
        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(1));
    }

    @Test
    void shouldRunAnOperationFromRequestToEnd() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));

        shop.succeeds("op1", "t0001").settle().succeeds("op1", "t0002").settle().isIdle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1), execute("op1", "t0002", 1));
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.stored("op1").isOpen()).isFalse();
        assertThat(shop.loop.operations()).isEmpty();
        assertThat(shop.bus.told).anyMatch(Outgoing.EndAnnounced.class::isInstance);
    }

    @Test
    void shouldTellEveryTransitionOnceInOrder() {
        var shop = new Shop(Plans.diamond()).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle();
        shop.succeeds("op1", "t0002").succeeds("op1", "t0003").settle();
        shop.succeeds("op1", "t0004").settle();

        var revisions = shop.bus.told.stream()
                .filter(item -> item instanceof Outgoing.TaskMoved || item instanceof Outgoing.OperationMoved)
                .map(Outgoing::revision)
                .toList();
        assertThat(revisions).isSorted().doesNotHaveDuplicates().hasSize(3 + 2 * 4);
    }

    @Test
    void shouldWriteOncePerTaskInAChainAndAFewTimesAround() {
        int tasks = 5_000;
        var shop = new Shop(Plans.chain(tasks)).assigned().requested("op1").settle();
        for (int i = 0; i < tasks; i++) {
            shop.succeeds("op1", TaskId.at(i).value()).settle();
        }

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.store.writesApplied()).isLessThanOrEqualTo(tasks + 4);
    }

    @Test
    void shouldFoldAllEventsOfABatchIntoOneWrite() {
        var shop = new Shop(Plans.fork(10)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle();
        long before = shop.store.writesApplied();
        for (int i = 1; i <= 10; i++) {
            shop.succeeds("op1", TaskId.at(i).value());
        }
        shop.turn();

        assertThat(shop.store.writesApplied()).isEqualTo(before + 1);
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldNotSendWhatIsOvertakenInsideABatch() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        shop.forget().succeeds("op1", "t0001");
        cancelForcefully(shop, "op1");
        shop.turn();

        // t0002 was started and aborted in one fold: its EXECUTE was never sent, its ABORT is.
        assertThat(shop.sent()).contains("ABORT op1/t0002 #1").doesNotContain(execute("op1", "t0002", 1));
    }

    private static void cancelForcefully(Shop shop, String operation) {
        shop.receive(new Inbound.Asked(new VerbRequest(
                "cancel",
                new OperationId(operation),
                null,
                Verb.CANCEL,
                "alice",
                VerbArguments.of(CancelMode.FORCEFUL),
                null)));
    }

    @Test
    void shouldChangeNothingWhenEverythingIsDeliveredTwice() {
        var shop = new Shop(Plans.chain(2))
                .assigned()
                .requested("op1")
                .requested("op1")
                .settle();
        var reply = new Inbound.Replied(Reply.succeeded(shop.command("op1", "t0001"), Value.Obj.EMPTY));
        shop.receive(reply);
        shop.receive(reply);
        shop.settle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1), execute("op1", "t0002", 1));

        long writes = shop.store.writesApplied();
        shop.receive(reply);
        shop.requested("op1").settle();

        assertThat(shop.store.writesApplied()).isEqualTo(writes);
        assertThat(shop.sent()).hasSize(2);
        assertThat(shop.plannings).isEqualTo(1);
    }

    @Test
    void shouldForgetARequestOfAnOperationThatIsOver() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle();
        var before = shop.stored("op1");

        shop.forget().requested("op1").settle().isIdle();

        assertThat(shop.stored("op1")).isEqualTo(before);
        assertThat(shop.bus.told).isEmpty();
        assertThat(shop.sent()).isEmpty();
        assertThat(shop.loop.operations()).isEmpty();
        assertThat(shop.listened).isEmpty();
    }

    @Test
    void shouldAnswerAVerbThatComesWithADuplicateOfAnOperationThatIsOver() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle();

        shop.forget().requested("op1").asked("op1", Verb.PAUSE).settle();

        assertThat(shop.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.state()).isEqualTo(OperationState.COMPLETED);
        });
    }

    @Test
    void shouldAnswerVerbsAboutUnknownOperations() {
        var shop =
                new Shop(Plans.chain(1)).assigned().asked("nobody", Verb.PAUSE).settle();

        assertThat(shop.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.reason()).isEqualTo("there is no such operation");
        });
        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(1));
    }

    @Test
    void shouldGiveTheStoredAnswerToARepeatedVerbOfAnOperationThatIsOver() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        shop.asked("pause-1", "op1", Verb.PAUSE)
                .settle()
                .asked("op1", Verb.RESUME)
                .settle();
        shop.succeeds("op1", "t0001").settle();
        assertThat(shop.stored("op1").isOpen()).isFalse();
        shop.forget().asked("pause-1", "op1", Verb.PAUSE).settle();

        assertThat(shop.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.accepted()).isTrue());
    }

    @Test
    void shouldLetTheNextOneInOnlyAfterTheEndOfTheOccupantIsStored() {
        var shop = new Shop(Plans.chain(1))
                .assigned()
                .requested("op1")
                .settle()
                .requested("op2")
                .settle();
        assertThat(shop.stored("op2").queuePosition()).isEqualTo(1);
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));

        shop.succeeds("op1", "t0001").turn();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.stored("op2").occupies()).as("not in the same turn").isFalse();

        shop.settle();
        assertThat(shop.stored("op2").occupies()).isTrue();
        assertThat(shop.sent()).contains(execute("op2", "t0001", 1));
    }

    @Test
    void shouldSupersedeWhatWaitsForAnOperator() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        shop.fails("op1", "t0001").settle().requested("op2").settle();

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(shop.stored("op2").occupies()).isTrue();
        assertThat(shop.loop.operations()).extracting(o -> o.id().value()).containsExactly("op2");
    }

    @Test
    void shouldSendASilentCommandAgainMoreAndMoreRarely() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        assertThat(shop.sent()).hasSize(1);

        shop.after(Duration.ofMillis(4_999)).settle();
        assertThat(shop.sent()).hasSize(1);
        shop.after(Duration.ofMillis(1)).settle();
        assertThat(shop.sent()).hasSize(2);
        shop.after(Duration.ofMillis(9_999)).settle();
        assertThat(shop.sent()).hasSize(2);
        shop.after(Duration.ofMillis(1)).settle();
        assertThat(shop.sent()).hasSize(3).containsOnly(execute("op1", "t0001", 1));

        long writes = shop.store.writesApplied();
        assertThat(writes).as("nothing is stored for that").isEqualTo(2);
    }

    @Test
    void shouldNotSendASilentCommandAgainWhenItsReplyComesInTheSameBatch() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();

        shop.after(Duration.ofSeconds(6)).succeeds("op1", "t0001").settle();

        assertThat(shop.sent()).hasSize(1);
    }

    @Test
    void shouldBeQuietForLongerAfterAProgress() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();

        shop.after(Duration.ofSeconds(4));
        shop.receive(new Inbound.Replied(Reply.progress(shop.command("op1", "t0001"), Value.Obj.EMPTY, "booting")));
        shop.settle().after(Duration.ofSeconds(6)).settle();

        assertThat(shop.sent()).hasSize(1);
    }

    @Test
    void shouldAbortWhatTakesTooLong() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();

        shop.after(Plans.TIMEOUT).settle();
        assertThat(shop.sent()).contains("ABORT op1/t0001 #1");

        shop.receive(new Inbound.Replied(Reply.of(shop.command("op1", "t0001"), ReplyStatus.STOPPED, null)));
        shop.settle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.FAILED_TEMP);
    }

    @Test
    void shouldCommitWhatCantBeRead() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.receive(new Inbound.Unreadable());
        shop.settle();

        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(1));
    }

    @Test
    void shouldDropAPartitionThatIsRevokedAndStartOverWhenItComesBack() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        shop.bus.changes(new Membership.Revoked(Shop.PARTITION));
        shop.settle();
        assertThat(shop.loop.operations()).isEmpty();
        assertThat(shop.loop.ready()).isEmpty();

        shop.forget().assigned();

        assertThat(shop.loop.ready()).isEqualTo(Set.of(Shop.PARTITION));
        assertThat(shop.listened).containsExactly("taken over 3 epoch 2: 1");
        assertThat(shop.sent()).as("in flight, sent again").containsExactly(execute("op1", "t0001", 1));
        shop.succeeds("op1", "t0001").settle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldPlanAgainWhatWasNotPlannedYet() {
        var shop = new Shop(Plans.chain(1)).assigned().requested("op1").turn();
        shop.bus.changes(new Membership.Lost(Shop.PARTITION));
        shop.turn();

        shop.assigned();

        assertThat(shop.plannings).isEqualTo(2);
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
    }

    @Test
    void shouldTellTheEndAgainIfItIsNotKnownToBeTold() {
        var first = new Shop(Plans.chain(1)).assigned().requested("op1").settle();
        first.succeeds("op1", "t0001").turn();
        assertThat(first.stored("op1").isOpen()).isTrue();

        var second = new Shop(Plans.chain(1), first.store, "engine-b").assigned();

        assertThat(second.bus.told).anyMatch(Outgoing.EndAnnounced.class::isInstance);
        assertThat(second.stored("op1").isOpen()).isFalse();
        assertThat(second.loop.operations()).isEmpty();
    }

    @Test
    void shouldParkABrokenOperationAndGoOnWithItsNeighbours() {
        var first = new Shop(Plans.chain(1))
                .assigned()
                .requested("op1", "ns1")
                .requested("op2", "ns2")
                .settle();
        first.store.breakDocument(new OperationId("op1"), "not readable");

        var second = new Shop(Plans.chain(1), first.store, "engine-b").assigned();
        assertThat(second.listened).anyMatch(line -> line.startsWith("parked op1: not readable"));
        assertThat(second.bus.unreadable).containsEntry(new OperationId("op1"), "not readable");

        second.requested("op1", "ns1").asked("op1", Verb.PAUSE);
        second.succeeds("op2", "t0001").settle().isIdle();

        assertThat(second.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.reason()).contains("parked", "not readable");
        });
        assertThat(second.stored("op2").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(second.listened).noneMatch(line -> line.startsWith("fenced"));
    }

    @Test
    void shouldGoOnWhenOneOfItsCommitsFails() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.bus.commitFailures = 1;

        shop.requested("op1").settle().succeeds("op1", "t0001").settle().isIdle();

        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(2));
        assertThat(shop.moves()).isEqualTo(List.of("PROCESSING", "PROCESSING", "COMPLETED"));
    }
}
