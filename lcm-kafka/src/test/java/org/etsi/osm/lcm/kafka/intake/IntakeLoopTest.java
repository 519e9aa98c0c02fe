package org.etsi.osm.lcm.kafka.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real intake between Kafka's own mock clients and records in memory. */
class IntakeLoopTest {
    private static final Topics TOPICS = new Topics("", 12, (short) -1);
    private static final List<String> NAMES = List.of("ns", "nslcmops", "vim_account", "pla", "lcm-control");
    private static final List<TopicPartition> PARTITIONS =
            NAMES.stream().map(name -> new TopicPartition(name, 0)).toList();

    private final FakeOsm osm = new FakeOsm();
    private final FakeAccounts accounts = new FakeAccounts();
    private final Counters counters = new Counters();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Map<String, Long> offsets = new HashMap<>();
    private IntakeLoop loop;
    private long nowMs = 100_000;

    /** At 0 everything is too young for the scan. */
    private long epochMs;

    @BeforeEach
    void subscribe() {
        var subscription = new Subscription(consumer, NAMES, Duration.ofSeconds(1));
        var bus = new KafkaIntakeBus(subscription, new Sender(() -> producer, counters), TOPICS);
        var freezes = new MemoryFreezeStore(new MemoryOperationStore());
        loop = new IntakeLoop(
                bus, osm, accounts, osm, osm, freezes, new FakeDryRuns(), IntakeSettings.DEFAULT, counters);
        consumer.rebalance(PARTITIONS);
        consumer.updateBeginningOffsets(PARTITIONS.stream().collect(Collectors.toMap(p -> p, p -> 0L)));
    }

    private void receive(String topic, @org.jspecify.annotations.Nullable String key, String value) {
        receive(topic, key, value.getBytes(StandardCharsets.UTF_8));
    }

    private void receive(String topic, @org.jspecify.annotations.Nullable String key, byte[] value) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, key, value));
    }

    private void turn() {
        nowMs += 10;
        loop.turn(new Moment(nowMs, epochMs), 0);
    }

    private List<Inbound> inbox() {
        return sentTo("lcm-inbox").stream()
                .map(r -> InboxCodec.decode(r.value()))
                .toList();
    }

    private List<ProducerRecord<String, byte[]>> sentTo(String topic) {
        return producer.history().stream().filter(r -> r.topic().equals(topic)).toList();
    }

    private List<String> started() {
        return inbox().stream()
                .filter(Inbound.Requested.class::isInstance)
                .map(i -> ((Inbound.Requested) i).request().id().value())
                .toList();
    }

    private long committed(String topic) {
        var partition = new TopicPartition(topic, 0);
        OffsetAndMetadata offset =
                consumer.committed(java.util.Set.of(partition)).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    @Test
    void shouldPassAnOperationOnWithWhatItsRecordSays() {
        osm.add(
                "op-1",
                "ns-1",
                "instantiate",
                100.5,
                Value.Obj.EMPTY
                        .with("timeout_ns_deploy", 60)
                        .with("additionalParamsForVnf", "[{\"member-vnf-index\": \"1\"}]"));

        receive("ns", "instantiate", "{_id: op-1, nsInstanceId: ns-1}");
        turn();

        OperationRequest request = ((Inbound.Requested) inbox().getFirst()).request();
        assertThat(request.type()).isEqualTo("instantiate");
        assertThat(request.startTime()).isEqualTo(100.5);
        assertThat(request.deadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(request.onFailure()).isEqualTo(FailurePolicy.HOLD);
        assertThat(request.parameters().at("/additionalParamsForVnf/0/member-vnf-index"))
                .contains(Value.of("1"));
        assertThat(sentTo("lcm-inbox").getFirst().partition()).isEqualTo(Partitioning.of("ns-1", 12));
        assertThat(osm.find("op-1").orElseThrow().text("worker")).contains("lcm-java");
        assertThat(committed("ns")).isEqualTo(1);
    }

    /** Goal: a terminate that has overtaken its instantiate finds it in the database and lets it go first. */
    @Test
    void shouldPassOlderOperationsOnFirst() {
        osm.add("b-terminate", "ns-1", "terminate", 200, Value.Obj.EMPTY);
        osm.add("c-instantiate", "ns-1", "instantiate", 100, Value.Obj.EMPTY);
        osm.add("d-younger", "ns-1", "instantiate", 300, Value.Obj.EMPTY);
        osm.add("e-elsewhere", "ns-2", "instantiate", 50, Value.Obj.EMPTY);

        receive("ns", "terminate", "{_id: b-terminate, nsInstanceId: ns-1}");
        turn();

        assertThat(started()).containsExactly("c-instantiate", "b-terminate");
    }

    @Test
    void shouldNotStartWhatIsAbsentOverOrAnothers() {
        osm.add("done", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.documents.computeIfPresent("done", (k, d) -> d.with("operationState", "COMPLETED"));
        osm.add("python", "ns-2", "instantiate", 1, Value.Obj.EMPTY);
        osm.documents.computeIfPresent("python", (k, d) -> d.with("worker", "a5adf5972b63"));
        osm.add("known", "ns-3", "instantiate", 1, Value.Obj.EMPTY);
        osm.know("known", "ns-3", "instantiate");

        receive("ns", "instantiate", "{_id: done, nsInstanceId: ns-1}");
        receive("ns", "instantiate", "{_id: python, nsInstanceId: ns-2}");
        receive("ns", "instantiate", "{_id: known, nsInstanceId: ns-3}");
        receive("ns", "instantiate", "{_id: nowhere, nsInstanceId: ns-4}");
        turn();

        assertThat(started()).isEmpty();
        assertThat(counters.get("intake.notProcessing")).isEqualTo(1);
        assertThat(counters.get("intake.absent")).isEqualTo(1);
        assertThat(Rejected.decode(sentTo("lcm-rejected").getFirst().value()).reason())
                .contains("nowhere");
        assertThat(committed("ns")).isEqualTo(4);
    }

    @Test
    void shouldAnswerUnsupportedOperationsByFailure() {
        osm.add("op-1", "ns-1", "scale", 1, Value.Obj.EMPTY);
        osm.add("op-2", "ns-1", "instantiate", 2, Value.Obj.EMPTY.with("additionalParamsForVnf", "{"));

        receive("ns", "scale", "{_id: op-1, nsInstanceId: ns-1}");
        receive("ns", "instantiate", "{_id: op-2, nsInstanceId: ns-1}");
        turn();

        assertThat(osm.refusals).containsEntry("op-1", "Operations of type scale are not supported yet");
        assertThat(osm.refusals.get("op-2")).contains("additionalParamsForVnf to be JSON");
        assertThat(sentTo("ns").getFirst().key()).isEqualTo("scaled");
        assertThat(new String(sentTo("ns").getFirst().value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"nsr_id\":\"ns-1\",\"nslcmop_id\":\"op-1\",\"operationState\":\"FAILED\"}");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void shouldRejectWhatCanNotBeUnderstoodAndGoOn() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);

        receive("ns", "instantiate", "a: b: c");
        receive("ns", "instantiate", new byte[] {(byte) 0xff, 0});
        receive("ns", "instantiate", "{nsInstanceId: ns-1}");
        receive("ns", "instantiate", "{_id: [1], nsInstanceId: ns-1}");
        receive("ns", "instantiate", "just text");
        receive("ns", "instantiate", "x".repeat(5_000_000));
        receive("ns", "instantiate", "{_id: " + "y".repeat(200) + "}");
        receive("ns", "fly", "{_id: op-1}");
        receive("ns", null, "{_id: op-1}");
        receive("nslcmops", "instantiate", "{_id: op-1}");
        receive("ns", "instantiate", "{_id: op-1, nsInstanceId: ns-1}");
        turn();

        List<Rejected> rejected = sentTo("lcm-rejected").stream()
                .map(r -> Rejected.decode(r.value()))
                .toList();
        assertThat(rejected).hasSize(10).allSatisfy(r -> assertThat(r.reason()).startsWith("Expected"));
        assertThat(rejected.getFirst().topic()).isEqualTo("ns");
        assertThat(rejected.getFirst().key()).isEqualTo("instantiate");
        assertThat(rejected.getFirst().head()).isEqualTo("a: b: c");
        assertThat(counters.get("intake.rejected")).isEqualTo(10);
        assertThat(started()).containsExactly("op-1");
        assertThat(committed("ns")).isEqualTo(10);
    }

    /** Goal: the operation in it doesn't exist and never will; and no shape of it is an error. */
    @Test
    void shouldLookAtTheRecordThatNbiHasOverwritten() {
        receive("ns", "vca_status_refresh", "{_id: made-up, nsInstanceId: ns-1, operationParams: null}");
        receive("ns", "vca_status_refresh", "dummy message");
        turn();

        assertThat(osm.checked).containsExactly("ns-1");
        assertThat(producer.history()).isEmpty();
        assertThat(committed("ns")).isEqualTo(2);
    }

    @Test
    void shouldIgnoreWhatIsNotForUs() {
        for (String key : List.of("instantiated", "terminated", "echo", "#comment", "test", "show")) {
            receive("ns", key, "dummy message\n...\n");
        }
        turn();

        assertThat(producer.history()).isEmpty();
        assertThat(counters.get("intake.ignored")).isEqualTo(6);
        assertThat(committed("ns")).isEqualTo(6);
    }

    @Test
    void shouldMakeACancelAVerbWithAnIdThatARepetitionShares() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.know("op-1", "ns-1", "instantiate");

        receive("nslcmops", "cancel", "{_id: op-1, cancelMode: FORCEFUL, nsInstanceId: ns-1}");
        turn();

        var request = ((Inbound.Asked) inbox().getFirst()).request();
        assertThat(request.verb()).isEqualTo(Verb.CANCEL);
        assertThat(request.arguments().cancelMode()).isEqualTo(CancelMode.FORCEFUL);
        assertThat(request.requestId()).isEqualTo("osm-cancel-0-0-op-1");
        assertThat(request.actor()).isEqualTo("osm");
    }

    @Test
    void shouldTakeACancelWithoutAModeAsGracefulAndRejectOneOfAnUnknownMode() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.know("op-1", "ns-1", "instantiate");

        receive("nslcmops", "cancel", "{_id: op-1, nsInstanceId: ns-1}");
        receive("nslcmops", "cancel", "{_id: op-1, cancelMode: forceful, nsInstanceId: ns-1}");
        receive("nslcmops", "cancel", "{_id: op-1, cancelMode: AT_ONCE, nsInstanceId: ns-1}");
        turn();

        assertThat(inbox().stream()
                        .map(message ->
                                ((Inbound.Asked) message).request().arguments().cancelMode()))
                .containsExactly(CancelMode.GRACEFUL, CancelMode.FORCEFUL);
        assertThat(sentTo("lcm-rejected")).hasSize(1);
    }

    @Test
    void shouldLetACancelBringItsOperationAlongWhenItHasOvertakenIt() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);

        receive("nslcmops", "cancel", "{_id: op-1, cancelMode: GRACEFUL, nsInstanceId: ns-1}");
        turn();

        assertThat(inbox()).hasExactlyElementsOfTypes(Inbound.Requested.class, Inbound.Asked.class);
    }

    @Test
    void shouldForwardVerbsAndAnswerThoseThatGoNowhere() {
        osm.know("op-1", "ns-1", "instantiate");

        receive("lcm-control", "any", "{\"v\":1,\"requestId\":\"r1\",\"operation\":\"op-1\",\"verb\":\"pause\"}");
        receive("lcm-control", null, "{\"v\":1,\"requestId\":\"r2\",\"operation\":\"op-9\",\"verb\":\"pause\"}");
        receive("lcm-control", null, "{\"v\":1,\"requestId\":\"r3\",\"operation\":\"op-1\",\"verb\":\"fly\"}");
        receive("lcm-control", null, "{\"v\":1,\"operation\":\"op-1\",\"verb\":\"pause\"}");
        turn();

        assertThat(((Inbound.Asked) inbox().getFirst()).request().requestId()).isEqualTo("r1");
        var answers = sentTo("lcm-control-replies").stream()
                .map(r -> ControlCodec.decodeAnswer(r.value()))
                .toList();
        assertThat(answers).extracting(ControlCodec.ReadAnswer::requestId).containsExactly("r2", "r3");
        assertThat(answers).noneMatch(ControlCodec.ReadAnswer::accepted);
        assertThat(answers.get(1).reason()).contains("fly");
        assertThat(sentTo("lcm-rejected")).hasSize(1);
    }

    /** Goal: nothing is committed before it is acknowledged; a batch that met trouble is taken again whole. */
    @Test
    void shouldCommitOnlyWhatWasAcknowledged() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        receive("ns", "instantiate", "{_id: op-1, nsInstanceId: ns-1}");

        producer.sendException = new TimeoutException("no broker");
        assertThatThrownBy(this::turn).isInstanceOf(BusUnavailableException.class);
        assertThat(committed("ns")).isZero();
        producer.sendException = null;
        osm.away = true;
        assertThatThrownBy(this::turn).isInstanceOf(StoreUnavailableException.class);
        assertThat(committed("ns")).isZero();
        osm.away = false;
        turn();

        assertThat(started()).containsExactly("op-1");
        assertThat(committed("ns")).isEqualTo(1);
    }

    @Test
    void shouldFindLostOperationsAndVanishedRecordsByScanning() {
        epochMs = 100_000;
        osm.add("lost", "ns-1", "instantiate", 60, Value.Obj.EMPTY);
        osm.add("fresh", "ns-2", "instantiate", 99, Value.Obj.EMPTY);
        osm.add("known", "ns-3", "instantiate", 60, Value.Obj.EMPTY);
        osm.know("known", "ns-3", "instantiate");
        osm.know("vanished", "ns-4", "instantiate");
        osm.know("no-osm-type", "ns-5", "noop");

        turn();

        assertThat(started()).containsExactly("lost");
        osm.know("lost", "ns-1", "instantiate");
        nowMs += 60_000;
        epochMs += 60_000;
        turn();
        assertThat(started()).containsExactly("lost", "fresh");
        assertThat(inbox()).filteredOn(Inbound.Vanished.class::isInstance).hasSize(1);
    }

    /** Goal: what has ended long ago, and was forgotten since, isn't started a second time. */
    @Test
    void shouldRefuseWhatIsOlderThanTheRetentionInsteadOfStartingIt() {
        epochMs = Duration.ofDays(100).toMillis();
        osm.add("old", "ns-1", "instantiate", 60 * 86_400, Value.Obj.EMPTY);
        osm.add("lost", "ns-2", "instantiate", 99 * 86_400, Value.Obj.EMPTY);

        turn();

        assertThat(started()).containsExactly("lost");
        assertThat(osm.refusals).containsOnlyKeys("old");
    }

    @Test
    void shouldTellTheEngineWhenAnNsIsDeletedUnderAnOperation() {
        osm.know("op-1", "ns-1", "instantiate");

        receive("ns", "deleted", "{_id: ns-1}");
        turn();

        assertThat(inbox()).hasOnlyElementsOfType(Inbound.Vanished.class).hasSize(1);
    }

    @Test
    void shouldNotBelieveThatAnNsIsDeletedWhileItsRecordIsThere() {
        osm.know("op-1", "ns-1", "instantiate");
        osm.services.add("ns-1");

        receive("ns", "deleted", "{_id: ns-1}");
        turn();

        assertThat(inbox()).isEmpty();
    }

    @Test
    void shouldStoreAPlacementOnceAndOnlyForWhoAwaitsIt() {
        osm.add("op-1", "ns-1", "instantiate", 1, Value.Obj.EMPTY);

        receive(
                "pla",
                "placement",
                "{placement: {nslcmopId: op-1, more: x, vnf: [{member-vnf-index: '1', vimAccountId: a, x: y}]}}");
        receive("pla", "placement", "{placement: {nslcmopId: op-1, vnf: [{member-vnf-index: '1', vimAccountId: b}]}}");
        receive("pla", "placement", "{placement: {nslcmopId: op-9, vnf: []}}");
        receive("pla", "placement", "{placement: {nslcmopId: op-1, vnf: [{member-vnf-index: [1]}]}}");
        receive("pla", "placement", "{placement: op-1}");
        turn();

        Value stored = osm.find("op-1").flatMap(op -> op.field("pla")).orElseThrow();
        assertThat(new String(org.etsi.osm.lcm.kafka.wire.Json.write(stored), StandardCharsets.UTF_8))
                .isEqualTo("{\"nslcmopId\":\"op-1\",\"vnf\":[{\"member-vnf-index\":\"1\",\"vimAccountId\":\"a\"}]}");
        assertThat(counters.get("intake.notAwaited")).isEqualTo(2);
        assertThat(sentTo("lcm-rejected")).hasSize(2);
        assertThat(committed("pla")).isEqualTo(5);
    }

    /** Bug: any delete message condemned an account, though NBI says in its document what is to be deleted. */
    @Test
    void shouldNotRemoveAnAccountThatOnlyAMessageCondemns() {
        accounts.add("vim-1", FakeAccounts.operation("create", "COMPLETED"));
        accounts.add("vim-2");
        accounts.condemn("vim-2");

        receive("vim_account", "delete", "{_id: vim-1, op_id: null}");
        turn();

        assertThat(accounts.accounts).as("the document decides, op_id or not").containsOnlyKeys("vim-1");
        assertThat(committed("vim_account")).isEqualTo(1);
    }

    /** Bug: it was taken for an outage, so that the same batch was tried for ever. */
    @Test
    void shouldRejectWhatIsAboutADocumentThatCanNotBeChangedAndGoOn() {
        osm.add("bad", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.misshapen.add("bad");
        osm.add("good", "ns-1", "terminate", 2, Value.Obj.EMPTY);

        receive("ns", "instantiate", "{_id: bad, nsInstanceId: ns-1}");
        receive("nslcmops", "cancel", "{_id: bad, nsInstanceId: ns-1}");
        receive("pla", "placement", "{placement: {nslcmopId: bad, vnf: []}}");
        receive("lcm-control", null, "{\"v\":1,\"requestId\":\"r1\",\"operation\":\"bad\",\"verb\":\"pause\"}");
        receive("ns", "terminate", "{_id: good, nsInstanceId: ns-1}");
        turn();

        assertThat(sentTo("lcm-rejected").stream().map(r -> Rejected.decode(r.value())))
                .hasSize(3)
                .allSatisfy(rejected -> assertThat(rejected.reason()).contains("bad, but it is refused"));
        assertThat(sentTo("lcm-control-replies")).hasSize(1);
        assertThat(started()).containsExactly("good");
        assertThat(committed("ns")).isEqualTo(2);
    }

    /** Bug: one lost operation that can't be changed kept the others from being found, and accounts from removal. */
    @Test
    void shouldScanPastADocumentThatCanNotBeChanged() {
        epochMs = 100_000;
        osm.add("a-bad", "ns-1", "instantiate", 1, Value.Obj.EMPTY);
        osm.misshapen.add("a-bad");
        osm.add("b-lost", "ns-2", "instantiate", 60, Value.Obj.EMPTY);
        accounts.add("vim-1");
        accounts.condemn("vim-1");

        turn();
        nowMs += 60_000;
        osm.know("b-lost", "ns-2", "instantiate");
        turn();

        assertThat(started()).containsExactly("b-lost");
        assertThat(accounts.accounts).isEmpty();
        assertThat(counters.get("intake.misshapen")).as("told once").isEqualTo(1);
    }

    @Test
    void shouldRemoveAnAccountWhenItsTimeHasCome() {
        accounts.add("vim-1", FakeAccounts.operation("delete", "PROCESSING"));
        accounts.condemn("vim-1");
        accounts.users.put("vim-1", "VNF 1 of NS ns-1");

        receive("vim_account", "delete", "{_id: vim-1, op_id: 'vim-1:0'}");
        receive("vim_account", "delete", "{_id: vim-9, op_id: null}");
        receive("vim_account", "deleted", "{_id: vim-1, op_id: null}");
        turn();
        assertThat(accounts.accounts).containsKey("vim-1");
        accounts.users.clear();
        nowMs += 60_000;
        turn();

        assertThat(accounts.accounts).isEmpty();
        assertThat(sentTo("lcm-rejected")).isEmpty();
        assertThat(committed("vim_account")).isEqualTo(3);
    }
}
