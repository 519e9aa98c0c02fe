package org.etsi.osm.lcm.kafka.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.Decision;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * NBI's cancel by SOL005's table: from its message on {@code nslcmops} and the mode that it stored, through intake and
 * the engine. One test for each row, each for both modes.
 */
class CancelTableTest {
    private static final TaskId FIRST = new TaskId("t0001");

    private final FakeOsm osm = new FakeOsm();
    private final FakeIntakeBus bus = new FakeIntakeBus();
    private final Engine engine = new Engine(EngineSettings.DEFAULT);
    private final Moment now = new Moment(1_000, 1_000);

    /** What intake makes of NBI's message, which may name the mode or leave it to the record. */
    private Event cancelled(CancelMode mode, boolean isNamed) {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.documents.computeIfPresent(
                "op-1", (id, record) -> record.with("isCancelPending", true).with("cancelMode", mode.name()));
        osm.know("op-1", "ns-1", "instantiate");
        bus.receive(
                "nslcmops",
                "cancel",
                "{_id: op-1, nsInstanceId: ns-1%s}".formatted(isNamed ? ", cancelMode: " + mode : ""));
        var freezes = new MemoryFreezeStore(new MemoryOperationStore());
        new IntakeLoop(
                        bus,
                        osm,
                        new FakeAccounts(),
                        osm,
                        osm,
                        freezes,
                        new FakeDryRuns(),
                        IntakeSettings.DEFAULT,
                        new Counters())
                .turn(now, 0);
        var message = bus.inbox.getFirst();
        assertThat(message.nsInstanceId()).isEqualTo("ns-1");
        return new Event.VerbRequested(((Inbound.Asked) message.message()).request());
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldEndAQueuedOperationInFailedTempWithoutItsTurn(CancelMode mode) {
        Decision decision = decide(accepted(1), cancelled(mode, true));

        assertAccepted(decision);
        assertThat(decision.next().state()).isEqualTo(OperationState.FAILED_TEMP);
        assertThat(decision.next().occupies()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GRACEFUL,true", "GRACEFUL,false", "FORCEFUL,true", "FORCEFUL,false"})
    void shouldDrainOrAbortWhatIsProcessing(CancelMode mode, boolean isNamed) {
        Decision decision = decide(processing(), cancelled(mode, isNamed));

        assertAccepted(decision);
        assertPending(decision.next(), OperationState.PROCESSING, mode);
        Operation rested = decide(decision.next(), ended(decision.next(), mode)).next();
        assertThat(rested.state()).isEqualTo(OperationState.FAILED_TEMP);
        assertThat(rested.inFlight()).as("nothing new has started").isZero();
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldDrainOrAbortWhatIsRollingBack(CancelMode mode) {
        Decision decision = decide(rollingBack(), cancelled(mode, true));

        assertAccepted(decision);
        assertPending(decision.next(), OperationState.ROLLING_BACK, mode);
        Operation rested = decide(decision.next(), ended(decision.next(), mode)).next();
        assertThat(rested.state()).isEqualTo(OperationState.FAILED_TEMP);
        assertThat(rested.inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CancelMode.class)
    void shouldRefuseInAnyOtherState(CancelMode mode) {
        Event cancel = cancelled(mode, true);
        Operation held = failed(processing());
        Operation closed = ask(held, Verb.FAIL);

        for (Operation other : List.of(held, closed)) {
            Decision decision = decide(other, cancel);
            assertThat(decision.next()).isEqualTo(other);
            assertThat(decision.effects())
                    .singleElement()
                    .satisfies(effect -> assertThat(((Effect.SendAnswer) effect).answer())
                            .satisfies(answer -> assertThat(answer.accepted()).isFalse())
                            .satisfies(answer -> assertThat(answer.reason())
                                    .contains(other.state().name())));
        }
    }

    private void assertPending(Operation operation, OperationState state, CancelMode mode) {
        assertThat(operation.state()).isEqualTo(state);
        assertThat(Objects.requireNonNull(operation.settle()).cancelMode()).isEqualTo(mode);
        var inFlight = Objects.requireNonNull(operation.task(FIRST).inFlight());
        assertThat(inFlight.abort()).isEqualTo(mode == CancelMode.FORCEFUL ? InFlight.AbortCause.STOP : null);
    }

    private static void assertAccepted(Decision decision) {
        assertThat(decision.next().answers().getLast().accepted()).isTrue();
    }

    /** What is in flight finishes, or was aborted. */
    private Event ended(Operation operation, CancelMode mode) {
        var command = Commands.inFlight(operation, FIRST, "lcm-inbox").orElseThrow();
        assertThat(command.action() == CommandAction.ABORT).isEqualTo(mode == CancelMode.FORCEFUL);
        return new Event.Replied(
                mode == CancelMode.FORCEFUL
                        ? Reply.of(command, ReplyStatus.STOPPED, Failure.permanent("STOPPED", "aborted"))
                        : Reply.succeeded(command, Value.Obj.EMPTY));
    }

    private Operation accepted(int position) {
        var request = new OperationRequest(
                new OperationId("op-1"),
                "ns-1",
                "instantiate",
                1,
                Value.Obj.EMPTY,
                FailurePolicy.HOLD,
                Duration.ofHours(1));
        var asked = new Event.Requested(request, new Ownership(0, 1, "engine"), position, List.of());
        return engine.accept(asked, now).next();
    }

    /** Two tasks, one after the other; the first is in flight. */
    private Operation processing() {
        var plan = new Plan(List.of(task(0), task(1, FIRST)));
        return decide(accepted(0), new Event.Planned(plan, "plan")).next();
    }

    private Operation failed(Operation operation) {
        var command = Commands.inFlight(operation, FIRST, "lcm-inbox").orElseThrow();
        var broken = Reply.of(command, ReplyStatus.FAILED, Failure.permanent("BROKEN", "it is broken"));
        return decide(operation, new Event.Replied(broken)).next();
    }

    private Operation rollingBack() {
        return ask(failed(processing()), Verb.ROLLBACK);
    }

    private Operation ask(Operation operation, Verb verb) {
        var request = VerbRequest.of("req-" + verb, operation.id(), verb, "alice");
        return decide(operation, new Event.VerbRequested(request)).next();
    }

    private Decision decide(Operation operation, Event event) {
        return engine.decide(operation, event, now);
    }

    private static TaskSpec task(int index, TaskId... dependsOn) {
        return new TaskSpec(
                TaskId.at(index),
                "NoOp",
                "no-op " + index,
                "ro",
                Value.Obj.EMPTY,
                List.of(dependsOn),
                Duration.ofMinutes(1),
                RetryPolicy.NEVER,
                Reversibility.EXACT,
                Map.of());
    }
}
