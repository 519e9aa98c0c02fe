package org.etsi.osm.lcm.kafka.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.WideCodec;
import org.junit.jupiter.api.Test;

/** Freezes, thaws and plans to look at, from the operators' topic to their answer. */
class WideRequestsTest {
    private static final String FREEZE =
            "{\"v\":1,\"verb\":\"freeze\",\"requestId\":\"r1\",\"actor\":\"alice\",\"reason\":\"storage is being"
                    + " moved\",\"selector\":{\"by\":\"vim\",\"value\":\"vim1\"}}";

    private final FakeOsm osm = new FakeOsm();
    private final FakeIntakeBus bus = new FakeIntakeBus();
    private final FakeDryRuns dryRuns = new FakeDryRuns();
    private final MemoryOperationStore operations = new MemoryOperationStore();
    private final MemoryFreezeStore freezes = new MemoryFreezeStore(operations);
    private IntakeLoop loop = loop();
    private long nowMs = 100_000;

    private IntakeLoop loop() {
        return new IntakeLoop(
                bus, osm, new FakeAccounts(), osm, osm, freezes, dryRuns, IntakeSettings.DEFAULT, new Counters());
    }

    private void turn() {
        nowMs += 10;
        loop.turn(new Moment(nowMs, nowMs), 0);
    }

    private void acknowledge(int partition, long version) {
        freezes.acknowledge(partition, operations.beginEpoch(partition), version);
    }

    private void acknowledgeAll(long version) {
        for (int partition = 0; partition < FakeIntakeBus.PARTITIONS; partition++) {
            acknowledge(partition, version);
        }
    }

    private IntakeBus.Told answer() {
        return bus.told.getLast();
    }

    @Test
    void shouldStoreAFreezeAndAnswerWhenEveryOwnerHasAcknowledged() {
        bus.receive(FREEZE);
        turn();
        assertThat(freezes.current().selectors()).containsExactly(new Selector(Selector.Kind.VIM, "vim1"));
        assertThat(bus.toAll).containsExactly(new Inbound.FreezesChanged(1));
        assertThat(bus.told).isEmpty();

        acknowledge(0, 1);
        acknowledge(1, 1);
        turn();
        assertThat(bus.told).isEmpty();

        acknowledge(2, 1);
        turn();
        assertThat(answer().accepted()).isTrue();
        assertThat(answer().reason()).isEmpty();
        assertThat(answer().verb()).contains("freeze");
        Value.Obj detail = answer().detail();
        assertThat(detail.at("/version")).contains(Value.of(1));
        assertThat(detail.items("acknowledged")).hasSize(3);
        assertThat(detail.items("missing")).isEmpty();
        assertThat(detail.at("/freezes/0/by")).contains(Value.of("vim"));
        assertThat(detail.at("/freezes/0/actor")).contains(Value.of("alice"));
        assertThat(detail.at("/freezes/0/reason")).contains(Value.of("storage is being moved"));
        turn();
        assertThat(bus.told).hasSize(1);
    }

    @Test
    void shouldNameWhoHasNotAcknowledgedInTime() {
        bus.receive(FREEZE);
        turn();
        acknowledge(1, 1);
        nowMs += FreezeRequests.PATIENCE_MS - 100;
        bus.receive(FREEZE);
        turn();
        assertThat(bus.told).isEmpty();
        nowMs += 100;
        turn();

        assertThat(answer().accepted()).isTrue();
        assertThat(answer().reason()).contains("[0, 2] have not");
        assertThat(answer().detail().items("missing")).containsExactly(Value.of(0), Value.of(2));
        assertThat(answer().detail().items("acknowledged")).containsExactly(Value.of(1));
    }

    @Test
    void shouldAnswerARepeatedRequestAgainAndChangeNothing() {
        bus.receive(FREEZE);
        turn();
        acknowledgeAll(1);
        turn();
        var first = answer();

        bus.receive(FREEZE);
        turn();
        turn();

        assertThat(bus.told).hasSize(2);
        assertThat(answer()).isEqualTo(first);
        assertThat(freezes.current().version()).isEqualTo(1);
    }

    /** Goal: stored, but the process dies before a partition has heard of it. */
    @Test
    void shouldSayItAgainWhenItMayNotHaveBeenSaid() {
        bus.sendFailures = 1;
        bus.receive(FREEZE);
        assertThatThrownBy(this::turn).isInstanceOf(BusUnavailableException.class);
        assertThat(bus.toAll).isEmpty();

        loop = loop();
        bus.receive(FREEZE);
        turn();

        assertThat(bus.toAll).containsExactly(new Inbound.FreezesChanged(1));
        acknowledgeAll(1);
        turn();
        assertThat(answer().accepted()).isTrue();
    }

    @Test
    void shouldKeepAnAnswerUntilItIsSent() {
        bus.receive(FREEZE);
        turn();
        acknowledgeAll(1);
        bus.sendFailures = 1;
        assertThatThrownBy(this::turn).isInstanceOf(BusUnavailableException.class);

        turn();

        assertThat(bus.told).hasSize(1);
    }

    @Test
    void shouldThawWhatIsFrozenAndRejectWhatIsNot() {
        bus.receive(FREEZE);
        bus.receive(
                "{\"v\":1,\"verb\":\"thaw\",\"requestId\":\"r2\",\"selector\":{\"by\":\"vim\",\"value\":\"vim1\"}}");
        bus.receive("{\"v\":1,\"verb\":\"thaw\",\"requestId\":\"r3\",\"selector\":{\"by\":\"everything\"}}");
        turn();

        assertThat(freezes.current().inForce()).isEmpty();
        assertThat(answer().requestId()).isEqualTo("r3");
        assertThat(answer().accepted()).isFalse();
        assertThat(answer().reason()).isEqualTo("everything isn't frozen; frozen are []");
        acknowledgeAll(2);
        turn();
        assertThat(bus.told).extracting(IntakeBus.Told::requestId).containsExactly("r3", "r1", "r2");
        assertThat(bus.told).extracting(IntakeBus.Told::accepted).containsExactly(false, true, true);
    }

    @Test
    void shouldListFreezesAndRejectASecondOneOfTheSameScope() {
        bus.receive(FREEZE);
        turn();
        acknowledgeAll(1);
        turn();
        bus.receive(FREEZE.replace("r1", "r2"));
        bus.receive("{\"v\":1,\"verb\":\"freezes\",\"requestId\":\"r3\"}");
        turn();

        assertThat(bus.told).extracting(IntakeBus.Told::accepted).containsExactly(true, false, true);
        assertThat(bus.told.get(1).reason()).contains("vim vim1 is frozen already, by alice (r1)");
        assertThat(answer().detail().items("freezes")).hasSize(1);
    }

    @Test
    void shouldAnswerWhatIsMisshapenByARejection() {
        for (String selector :
                List.of("{}", "{\"by\":\"vnf\",\"value\":\"a\"}", "{\"by\":\"vim\"}", "\"vim1\"", "{\"by\":\"fly\"}")) {
            bus.receive("{\"v\":1,\"verb\":\"freeze\",\"requestId\":\"r\",\"selector\":" + selector + "}");
        }
        bus.receive("{\"v\":1,\"verb\":\"freeze\",\"requestId\":\"r\"}");
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r\"}");
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r\",\"request\":{\"type\":\"instantiate\"}}");
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r\",\"operation\":\"nowhere\"}");
        turn();

        assertThat(bus.told).hasSize(9).noneMatch(IntakeBus.Told::accepted);
        assertThat(answer().reason()).isEqualTo("There is no operation nowhere");
        assertThat(freezes.current().version()).isZero();
    }

    @Test
    void shouldShowWhatAPlannerWouldMakeOfAStoredOperation() {
        osm.add("op-1", "ns-1", "instantiate", 1_000_000, Value.Obj.EMPTY.with("nsName", "shop"));
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r1\",\"operation\":\"op-1\"}");
        turn();
        assertThat(dryRuns.submitted).singleElement().satisfies(request -> {
            assertThat(request.id().value()).isEqualTo("op-1");
            assertThat(request.parameters().text("nsName")).contains("shop");
        });

        dryRuns.finishAll(new Plan(List.of(task(0), task(1, 0), task(2, 0), task(3, 1, 2))));
        turn();

        assertThat(answer().accepted()).isTrue();
        assertThat(answer().operation()).contains("op-1");
        Value.Obj detail = answer().detail();
        assertThat(detail.at("/nsInstanceId")).contains(Value.of("ns-1"));
        assertThat(detail.at("/taskCount")).contains(Value.of(4));
        assertThat(detail.items("tasks"))
                .extracting(each -> each.field("step").orElseThrow())
                .containsExactly(Value.of(1), Value.of(2), Value.of(2), Value.of(3));
        assertThat(detail.at("/tasks/3/dependsOn/1")).contains(Value.of("t0003"));
        assertThat(detail.at("/tasks/1/timeoutMs")).contains(Value.of(60_000));
        byte[] sent = WideCodec.encodeAnswer("r1", "plan", answer().operation(), true, "", detail);
        assertThat(new String(sent, java.nio.charset.StandardCharsets.UTF_8)).contains("{\"$from\":\"t0001\"");
        assertThat(ControlCodec.decodeAnswer(sent).detail().at("/taskCount")).contains(Value.of(4));
        assertThat(osm.find("op-1").orElseThrow().field("worker"))
                .as("nothing is claimed")
                .isEmpty();
        assertThat(bus.inbox).isEmpty();
    }

    @Test
    void shouldShowWhatAPlannerWouldMakeOfARequest() {
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r1\",\"request\":{\"nsInstanceId\":\"ns-1\",\"type\":"
                + "\"terminate\",\"operationParams\":{\"autoremove\":true}}}");
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r2\",\"request\":{\"nsInstanceId\":\"ns-1\",\"type\":"
                + "\"scale\"}}");
        turn();

        assertThat(answer().reason()).isEqualTo("Operations of type scale are not supported yet");
        dryRuns.refuseAll("INVALID_RECORDS: Expected an NS, but there is none");
        turn();

        assertThat(answer().requestId()).isEqualTo("r1");
        assertThat(answer().accepted()).isFalse();
        assertThat(answer().operation()).isEmpty();
        assertThat(answer().reason()).contains("INVALID_RECORDS");
    }

    @Test
    void shouldBoundWhatIsPlannedToBeLookedAt() {
        dryRuns.isFull = true;
        bus.receive("{\"v\":1,\"verb\":\"plan\",\"requestId\":\"r1\",\"request\":{\"nsInstanceId\":\"ns-1\",\"type\":"
                + "\"terminate\"}}");
        turn();

        assertThat(answer().accepted()).isFalse();
        assertThat(answer().reason()).contains("ask again later");
    }

    @Test
    void shouldLeaveParametersOrTasksOutOfAnAnswerThatIsTooLarge() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        var large = new ArrayList<TaskSpec>();
        for (int i = 0; i < 300; i++) {
            large.add(with(task(i), "x".repeat(1_000)));
        }
        Value.Obj bare = PlanDetail.of(
                new Requests(IntakeSettings.DEFAULT).of(osm.find("op-1").orElseThrow()), new Plan(large));
        assertThat(bare.text("omitted"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("parameters, since"));
        assertThat(bare.items("tasks"))
                .hasSize(300)
                .noneMatch(t -> t.field("parameters").isPresent());
        for (int i = 300; i < 9_000; i++) {
            large.add(task(i, i - 1));
        }

        Value.Obj cut = PlanDetail.of(
                new Requests(IntakeSettings.DEFAULT).of(osm.find("op-1").orElseThrow()), new Plan(large));

        int shown = cut.items("tasks").size();
        assertThat(shown).isBetween(1_000, 8_999);
        assertThat(cut.at("/taskCount")).contains(Value.of(9_000));
        assertThat(cut.text("omitted")).contains("parameters, and " + (9_000 - shown) + " of the tasks");
        assertThat(cut.size()).isLessThanOrEqualTo(PlanDetail.LIMIT);
    }

    private static TaskSpec task(int index, int... dependsOn) {
        var on = java.util.stream.IntStream.of(dependsOn).mapToObj(TaskId::at).toList();
        Value.Obj parameters =
                on.isEmpty() ? Value.Obj.EMPTY : Value.Obj.EMPTY.with("from", new Value.Ref(on.getFirst(), "/id"));
        return new TaskSpec(
                TaskId.at(index),
                "NoOp",
                "no-op " + index,
                "ro",
                parameters,
                on,
                Duration.ofMinutes(1),
                RetryPolicy.NEVER,
                Reversibility.EXACT,
                Map.of());
    }

    private static TaskSpec with(TaskSpec task, String text) {
        return new TaskSpec(
                task.id(),
                task.type(),
                task.label(),
                task.adapter(),
                Value.Obj.EMPTY.with("text", text),
                task.dependsOn(),
                task.timeout(),
                task.retry(),
                task.reversibility(),
                task.scope());
    }
}
