package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.etsi.osm.lcm.core.loop.Shop.execute;

import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.core.store.memory.StoreFaults;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.Arrival;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.CallFate;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;

/** The shell's order in trouble: outcomes unknown, writes refused, other owners, a bus that doesn't acknowledge. */
class EngineLoopTroubleTest {

    @Test
    void shouldFindOutThatAWriteHasHappened() {
        var shop = running().forget();
        shop.writeFates.add(WriteFate.failsAfter());
        long writes = shop.store.writesApplied();

        shop.succeeds("op1", "t0001").turn();
        assertThat(shop.sent())
                .as("nothing leaves while a write is unaccounted for")
                .isEmpty();
        assertThat(shop.bus.paused).containsExactly(Shop.PARTITION);

        shop.settle().isIdle();
        assertThat(shop.store.writesApplied()).isEqualTo(writes + 1);
        assertThat(shop.sent()).containsExactly(execute("op1", "t0002", 1));
    }

    @Test
    void shouldSendTheIdenticalWriteAgainIfItHasNotHappened() {
        var shop = running().forget();
        shop.writeFates.add(WriteFate.failsBefore());
        shop.writeFates.add(WriteFate.failsBefore());

        shop.succeeds("op1", "t0001").settle().isIdle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0002", 1));
        assertThat(shop.listened).containsOnly("unavailable: storing");
    }

    @Test
    void shouldLetAWriteArriveLateWithoutHarm() {
        var shop = running().forget();
        shop.writeFates.add(WriteFate.late());
        shop.succeeds("op1", "t0001").turn();
        shop.turn();
        shop.store.landLate(0);

        shop.settle().isIdle();
        assertThat(shop.sent()).containsExactly(execute("op1", "t0002", 1));
        shop.succeeds("op1", "t0002").settle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldConfirmWhatAPartialBulkHasWritten() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.requested("op1", "ns1").requested("op2", "ns2").settle().forget();
        shop.writeFates.add(WriteFate.partial(Set.of(new OperationId("op1"))));

        shop.succeedsAll().settle().isIdle();

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.stored("op2").state()).isEqualTo(OperationState.COMPLETED);
        assertThat(shop.listened).isEmpty();
    }

    @Test
    void shouldInsertOnceThoughTheOutcomeWasUnknown() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.writeFates.add(WriteFate.failsAfter());
        shop.requested("op1").settle().isIdle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
        assertThat(shop.moves()).startsWith("PROCESSING");
    }

    @Test
    void shouldHoldRecordsBackWhileTheStoreIsAway() {
        var shop = running().forget().succeeds("op1", "t0001");
        for (int i = 0; i < 4; i++) {
            shop.callFates.add(CallFate.FAILS_BEFORE);
        }
        shop.writeFates.add(WriteFate.failsBefore());
        shop.turn();
        shop.requested("op2", "ns2").turn();
        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(1));

        shop.settle().isIdle();

        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(3));
        assertThat(shop.stored("op2").occupies()).isTrue();
    }

    @Test
    void shouldAnswerAVerbOfAClosedOperationThatCantBeReadAndGoOn() {
        var shop = running()
                .succeeds("op1", "t0001")
                .settle()
                .succeeds("op1", "t0002")
                .settle();
        shop.store.breakDocument(new OperationId("op1"), "not readable");

        shop.forget().asked("op1", Verb.RETRY).requested("op2", "ns2").settle().isIdle();

        assertThat(shop.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.reason()).contains("can't be read", "not readable");
        });
        assertThat(shop.sent()).containsExactly(execute("op2", "t0001", 1));
    }

    @Test
    void shouldFetchNoMoreWhileItCantLookAnOperationUp() {
        var shop = running().forget();
        shop.callFates.add(CallFate.FAILS_BEFORE);

        shop.asked("nobody", Verb.RETRY).turn();

        assertThat(shop.loop.isHeldUp()).isTrue();
        assertThat(shop.bus.paused).containsExactly(Shop.PARTITION);
        shop.settle().isIdle();
        assertThat(shop.answers()).hasSize(1);
    }

    @Test
    void shouldLoseNoRecordToABug() {
        var shop = running().forget();
        shop.planner.bugs = 1;

        shop.requested("op2", "ns2");
        assertThatThrownBy(shop::turn).hasMessage("a bug");
        assertThat(shop.loop.isHeldUp()).isTrue();

        shop.settle().isIdle();
        assertThat(shop.sent()).contains(execute("op2", "t0001", 1));
    }

    @Test
    void shouldPauseAPartitionThatComesAgain() {
        var shop = running().forget();
        shop.bus.publishFailures = 1;
        shop.succeeds("op1", "t0001").turn();
        shop.bus.changes(new Membership.Revoked(Shop.PARTITION));
        shop.bus.changes(new Membership.Assigned(Shop.PARTITION));
        shop.bus.paused.clear();
        for (int i = 0; i < 3; i++) {
            shop.callFates.add(CallFate.FAILS_BEFORE);
        }

        shop.turn();

        assertThat(shop.bus.paused).containsExactly(Shop.PARTITION);
    }

    @Test
    void shouldTakeOverAgainWhenTheStoreWasAwayMeanwhile() {
        var shop = new Shop(Plans.chain(1));
        for (int i = 0; i < 3; i++) {
            shop.callFates.add(CallFate.FAILS_AFTER);
        }
        shop.bus.changes(new Membership.Assigned(Shop.PARTITION));
        shop.turn();
        assertThat(shop.loop.isHeldUp()).isTrue();
        shop.requested("op1").turn().turn().turn().settle().isIdle();

        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
        assertThat(shop.listened).last().isEqualTo("taken over 3 epoch 4: 0");
    }

    @Test
    void shouldNotTakeOverWhileItCantPoll() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.callFates.add(CallFate.FAILS_BEFORE);
        shop.bus.changes(new Membership.Revoked(Shop.PARTITION));
        shop.bus.changes(new Membership.Assigned(Shop.PARTITION));
        shop.turn().forget();
        shop.bus.pollFailures = 1;

        shop.turn();
        assertThat(shop.loop.ready()).isEmpty();
        shop.turn();
        assertThat(shop.loop.ready()).containsExactly(Shop.PARTITION);
    }

    @Test
    void shouldStartOverWhenAnotherEpochHasWritten() {
        var shop = running();
        var other = new Shop(Plans.chain(2), shop.store, "engine-b").assigned();
        assertThat(other.sent()).containsExactly(execute("op1", "t0001", 1));

        shop.useStore();
        shop.forget().succeeds("op1", "t0001").settle().isIdle();

        assertThat(shop.listened).anyMatch(line -> line.startsWith("fenced: operation op1 belongs to engine-b"));
        assertThat(shop.listened).contains("taken over 3 epoch 3: 1");
        assertThat(shop.stored("op1").ownership().owner()).isEqualTo("engine-a");
        assertThat(shop.sent()).contains(execute("op1", "t0002", 1));
    }

    /** Goal: an owner that loaded nothing, since a zombie had claimed in between, doesn't serve an empty partition. */
    @Test
    void shouldTakeOverAgainWhenAZombieClaimsBetweenClaimAndLoad() {
        var store = running().store;
        var shop = new Shop(Plans.chain(2), store, "engine-b");
        store.faults(new StoreFaults() {
            private boolean isDone;

            @Override
            public CallFate onCall(Call call) {
                if (call == Call.LOAD && !isDone) {
                    isDone = true;
                    store.claim(new Ownership(Shop.PARTITION, store.beginEpoch(Shop.PARTITION), "zombie"));
                }
                return CallFate.FINE;
            }
        });

        shop.assigned().turn().settle().isIdle();

        assertThat(shop.listened).anyMatch(line -> line.startsWith("fenced: its epoch went on"));
        assertThat(shop.loop.operations()).hasSize(1);
        assertThat(shop.stored("op1").ownership().owner()).isEqualTo("engine-b");
    }

    @Test
    void shouldTakeOverAgainWhenAVerbNamesAnOpenOperationOfAnotherOwner() {
        var shop = new Shop(Plans.chain(1)).assigned();
        var other = new Ownership(Shop.PARTITION, shop.store.beginEpoch(Shop.PARTITION), "zombie");
        shop.store.write(List.of(new Write.Insert(new Engine(EngineSettings.DEFAULT)
                .accept(new Event.Requested(Shop.request("op1", "ns1"), other, 0, List.of()), new Moment(1, 1))
                .next())));

        shop.asked("op1", Verb.CANCEL).turn().turn().settle().isIdle();

        assertThat(shop.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.accepted()).isTrue());
        assertThat(shop.stored("op1").ownership().owner()).isEqualTo("engine-a");
    }

    @Test
    void shouldBringInWhatAFormerOwnerInsertedAfterTheTakeover() {
        var store = new MemoryOperationStore();
        var shop = new Shop(Plans.chain(1), store, "engine-b");
        shop.store.beginEpoch(Shop.PARTITION);
        shop.assigned();
        var late = new Engine(EngineSettings.DEFAULT)
                .accept(
                        new Event.Requested(
                                Shop.request("op1", "ns1"), new Ownership(Shop.PARTITION, 1, "engine-a"), 0, List.of()),
                        new Moment(1, 1))
                .next();
        store.write(List.of(new Write.Insert(late)));

        shop.requested("op1").settle().isIdle();

        assertThat(shop.stored("op1").ownership().owner()).isEqualTo("engine-b");
        assertThat(shop.sent()).containsExactly(execute("op1", "t0001", 1));
    }

    @Test
    void shouldSendEverythingAgainAfterAnUnacknowledgedPublish() {
        var shop = running().forget();
        shop.bus.publishFailures = 2;

        shop.succeeds("op1", "t0001").settle().isIdle();

        assertThat(shop.sent()).hasSize(3).containsOnly(execute("op1", "t0002", 1));
        assertThat(shop.log).containsExactly("poll", "store", "send", "send", "send", "commit");
    }

    @Test
    void shouldCommitNothingOfAPartitionLostInTheMiddleOfABatch() {
        var shop = running().forget();
        shop.bus.publishFailures = 1;
        shop.succeeds("op1", "t0001").turn();
        shop.bus.changes(new Membership.Lost(Shop.PARTITION));

        shop.settle();

        assertThat(shop.bus.committed).isEqualTo(Shop.upTo(1));
        assertThat(shop.loop.operations()).isEmpty();
    }

    @Test
    void shouldParkWhatTheStoreCanNeverHold() {
        var shop = new Shop(Plans.chain(2)).assigned();
        shop.requested("op1", "ns1").requested("op2", "ns2").settle().forget();
        shop.writeFates.add(refusing("op1"));

        shop.succeedsAll().settle().isIdle();

        assertThat(shop.listened).anyMatch(line -> line.startsWith("parked op1"));
        assertThat(shop.stored("op1").parked()).isNotNull();
        assertThat(shop.bus.told)
                .as("OSM's record must not say PROCESSING for ever")
                .contains(new Outgoing.RecordsDue(shop.stored("op1").revision()));
        assertThat(shop.sent()).containsExactly(execute("op2", "t0002", 1));
    }

    @Test
    void shouldFailARequestThatTheStoreCanNeverHold() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.writeFates.add(refusing("op1"));

        shop.requested("op1").requested("op2", "ns2").settle().isIdle();

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(shop.stored("op1").isOpen()).isFalse();
        assertThat(shop.sent()).containsExactly(execute("op2", "t0001", 1));
        assertThat(shop.plannings).isEqualTo(1);
    }

    @Test
    void shouldLetTheNextOneInWhenARequestIsRefusedByTheStore() {
        var shop = new Shop(Plans.chain(1)).assigned();
        shop.writeFates.add(refusing("op1"));

        shop.requested("op1").requested("op2").settle().isIdle();

        assertThat(shop.sent()).containsExactly(execute("op2", "t0001", 1));
    }

    @Test
    void shouldKeepTroubleOfThePollAndOfAPauseToItself() {
        var shop = running().forget();
        shop.bus.pollFailures = 1;
        shop.bus.pauseFailures = 1;
        shop.bus.publishFailures = 1;

        shop.succeeds("op1", "t0001").turn().turn().settle().isIdle();

        assertThat(shop.sent()).contains(execute("op1", "t0002", 1));
    }

    @Test
    void shouldParkAnOperationThatBreaksARuleAndLetTheOneBehindItGo() {
        var store = new MemoryOperationStore();
        var engine = new Engine(EngineSettings.DEFAULT);
        var nobody = new Ownership(Shop.PARTITION, 0, "nobody");
        // Not written by any code of ours: queued, and about to settle in a state that nothing settles in.
        var broken = settling(
                engine.accept(new Event.Requested(Shop.request("op1", "ns1"), nobody, 1, List.of()), new Moment(1, 1))
                        .next());
        store.write(List.of(new Write.Insert(broken)));

        var shop = new Shop(Plans.chain(1), store, "engine-b")
                .assigned()
                .requested("op2")
                .settle()
                .isIdle();

        assertThat(shop.stored("op1").parked()).contains("IllegalStateException");
        assertThat(shop.sent()).containsExactly(execute("op2", "t0001", 1));
    }

    private static Operation settling(Operation o) {
        return new Operation(
                o.request(),
                o.ownership(),
                o.revision(),
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                o.plan(),
                o.tasks(),
                new Settle(OperationState.COMPLETED, null, false, null, null),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                o.parked(),
                o.frontier());
    }

    private static WriteFate refusing(String operation) {
        return new WriteFate(write -> write.id().value().equals(operation) ? Arrival.REFUSED : Arrival.LANDS, true);
    }

    /** op1, a chain of two, whose first task is in flight. */
    private static Shop running() {
        return new Shop(Plans.chain(2)).assigned().requested("op1").settle();
    }
}
