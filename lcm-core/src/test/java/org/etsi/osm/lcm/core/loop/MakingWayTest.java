package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.Plans;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.CallFate;
import org.etsi.osm.lcm.core.store.memory.StoreFaults.WriteFate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A terminate in the middle of another operation, as the loop carries it out; and with a crash in the middle of it. */
class MakingWayTest {
    private static final int MOST_TURNS = 60;

    @Test
    void shouldBeginTheTerminateOnlyAfterTheEndOfWhatMadeWay() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        shop.succeeds("op1", "t0001").settle().forget();

        terminates(shop, "op2");
        shop.settle();
        assertThat(shop.sent()).containsExactly("ABORT op1/t0002 #1");
        assertThat(shop.stored("op2").queuePosition()).isEqualTo(1);
        answerAll(shop);
        shop.settle();
        answerAll(shop);
        shop.settle();
        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.ROLLING_BACK);
        assertThat(shop.stored("op2").occupies()).isFalse();
        answerAll(shop);
        shop.settle();

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(shop.stored("op2").occupies()).isTrue();
        assertThat(shop.sent())
                .containsExactly(
                        "ABORT op1/t0002 #1", "ROLLBACK op1/t0002 #2", "ROLLBACK op1/t0001 #2", "EXECUTE op2/t0001 #1");
    }

    static IntStream turns() {
        return IntStream.range(0, MOST_TURNS);
    }

    /** The first owner dies after so many turns, none of its memory is left; the store is. */
    @ParameterizedTest
    @MethodSource("turns")
    void shouldComeToTheSameEndWhereverItsOwnerDies(int turns) {
        var first = new Shop(Plans.diamond()).assigned().requested("op1").settle();
        first.succeeds("op1", "t0001").settle();
        terminates(first, "op2");
        plays(first, turns);
        // What the first one had not committed is read again.
        var second = new Shop(Plans.diamond(), first.store, "engine-b").assigned();
        terminates(second, "op2");
        plays(second, MOST_TURNS);

        second.isIdle();
        assertThat(second.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(String.valueOf(second.stored("op1").error())).contains("superseded by terminate op2; rolled back");
        assertThat(second.stored("op2").state()).isEqualTo(OperationState.COMPLETED);
    }

    /** Half of a bulk write is lost with its writer: what was queued is closed, and never begun. */
    @Test
    void shouldCloseWhatWasQueuedThoughOnlyTheTerminateIsStoredAsAdmitted() {
        var first = new Shop(Plans.chain(1)).assigned();
        first.receive(new Inbound.Requested(request("op0", "terminate", 1)));
        first.settle();
        first.receive(new Inbound.Requested(request("op1", "scale", 2)));
        terminates(first, "op2");
        first.settle();
        answerAll(first);
        first.turn();
        assertThat(first.stored("op0").state()).isEqualTo(OperationState.COMPLETED);
        first.writeFates.add(WriteFate.partial(Set.of(new OperationId("op1"))));
        first.callFates.add(CallFate.FAILS_BEFORE);
        first.turn();
        assertThat(first.stored("op1").state()).isEqualTo(OperationState.PROCESSING);
        assertThat(first.stored("op2").occupies()).isTrue();

        var second = new Shop(Plans.chain(1), first.store, "engine-b").assigned();
        plays(second, MOST_TURNS);

        second.isIdle();
        assertThat(second.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(second.stored("op1").isPlanned()).isFalse();
        assertThat(second.stored("op2").state()).isEqualTo(OperationState.COMPLETED);
    }

    @Test
    void shouldNotWaitForTheResumeOfWhatIsPaused() {
        var shop = new Shop(Plans.chain(2)).assigned().requested("op1").settle();
        shop.asked("op1", Verb.PAUSE).settle().succeeds("op1", "t0001").settle();
        assertThat(shop.stored("op1").inFlight()).isZero();

        terminates(shop, "op2");
        plays(shop, MOST_TURNS);

        assertThat(shop.stored("op1").state()).isEqualTo(OperationState.FAILED);
        assertThat(shop.stored("op2").state()).isEqualTo(OperationState.COMPLETED);
    }

    private static void terminates(Shop shop, String id) {
        shop.receive(new Inbound.Requested(request(id, "terminate", 3)));
    }

    private static OperationRequest request(String id, String type, double startTime) {
        return new OperationRequest(
                new OperationId(id), "ns1", type, startTime, Value.Obj.EMPTY, FailurePolicy.HOLD, Duration.ofHours(1));
    }

    /** Turn by turn; adapters answer what is in flight as stored. */
    private static void plays(Shop shop, int turns) {
        for (int i = 0; i < turns; i++) {
            if (i % 2 == 1) {
                answerAll(shop);
            }
            shop.turn();
            assertThat(shop.store.all().stream().filter(Operation::occupies)).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void answerAll(Shop shop) {
        for (Operation operation : shop.store.all()) {
            for (int i = 0; i < operation.plan().size(); i++) {
                Commands.inFlight(operation, TaskId.at(i), "lcm-inbox")
                        .map(command -> command.action() == CommandAction.ABORT
                                ? Reply.of(command, ReplyStatus.STOPPED, null)
                                : Reply.succeeded(command, Value.Obj.EMPTY))
                        .ifPresent(reply -> shop.receive(new Inbound.Replied(reply)));
            }
        }
    }
}
