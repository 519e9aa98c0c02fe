package org.etsi.osm.lcm.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can't be understood or done: one clear error where its user looks, and the next one is taken. After each test a
 * good operation runs to its end.
 */
@Timeout(180)
class BadInputIT {
    @TempDir
    private static Path folder;

    private static Rig rig;
    private static String vim;
    private static Value.Obj nsd;

    private final List<RecordMetadata> sent = new ArrayList<>();

    @BeforeAll
    static void start() {
        rig = new Rig(folder);
        vim = rig.addVim("site", 0);
        Small.onboardVnf(rig.nbi());
        nsd = Small.onboardNs(rig.nbi(), 1);
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @AfterEach
    void verifyItGoesOn() {
        Value.Obj nsr = ns();
        rig.awaitState(rig.nbi().start("instantiate", nsr), "COMPLETED");
        assertThat(rig.resources(vim, Nbi.id(nsr))).hasSize(3);
    }

    private static Value.Obj ns() {
        return Small.createNs(rig.nbi(), "ns-" + UUID.randomUUID(), nsd, vim);
    }

    @Test
    void shouldRejectRecordsThatAreNoOperation() {
        send("instantiate", "{_id: [never closed");
        send("instantiate", "just words");
        send("instantiate", "[1, 2, 3]");
        send("instantiate", "{nsInstanceId: somewhere}");
        send("instantiate", "{_id: [not, a, text]}");
        send("instantiate", "{_id: ''}");
        send("terminate", "{_id: 7f2f9c57-5d1f-4d29-8e0c-e1f3ad9a4f00}");
        send("explode", "{_id: x}");
        sent.add(rig.nbi().publish("ns", null, "{_id: x}".getBytes(UTF_8)));
        sent.add(rig.nbi().publish("ns", "instantiate", null));
        sent.add(rig.nbi().publish("nslcmops", "instantiate", "{_id: x}".getBytes(UTF_8)));
        sent.add(rig.nbi().publish("nslcmops", "cancel", "{_id: 7f2f9c57}".getBytes(UTF_8)));

        List<Rejected> rejected = awaitRejected();

        assertThat(rejected)
                .extracting(Rejected::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("Expected YAML, but"),
                        reason -> assertThat(reason).startsWith("Expected a map"),
                        reason -> assertThat(reason).startsWith("Expected a map"),
                        reason -> assertThat(reason).startsWith("Expected _id"),
                        reason -> assertThat(reason).startsWith("Expected _id"),
                        reason -> assertThat(reason).startsWith("Expected _id"),
                        reason -> assertThat(reason).contains("7f2f9c57-5d1f-4d29-8e0c-e1f3ad9a4f00", "there is none"),
                        reason -> assertThat(reason).contains("'explode'"),
                        reason -> assertThat(reason).startsWith("Expected a command as the record's key"),
                        reason -> assertThat(reason).contains("has none"),
                        reason -> assertThat(reason).startsWith("Expected cancel on nslcmops"),
                        reason -> assertThat(reason).contains("7f2f9c57", "there is none to cancel"));
        assertThat(rejected.getFirst().head()).isEqualTo("{_id: [never closed");
    }

    private void send(String command, String value) {
        sent.add(rig.nbi().publish("ns", command, value.getBytes(UTF_8)));
    }

    /**
     * The rejected records in the order in which they were sent; each exactly once, though others went through since.
     */
    private List<Rejected> awaitRejected() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(sent).allSatisfy(of -> assertThat(about(of)).isNotEmpty()));
        rig.awaitState(rig.nbi().start("instantiate", ns()), "COMPLETED");
        assertThat(sent).allSatisfy(of -> assertThat(about(of)).hasSize(1));
        return sent.stream().map(of -> about(of).getFirst()).toList();
    }

    private static List<Rejected> about(RecordMetadata sent) {
        return rig.rejected().stream()
                .filter(rejected -> rejected.topic().equals(sent.topic())
                        && rejected.partition() == sent.partition()
                        && rejected.offset() == sent.offset())
                .toList();
    }

    @Test
    void shouldRejectWhatIsMadeToHarm() {
        byte[] binary = new byte[4_096];
        new java.util.Random(1).nextBytes(binary);
        sent.add(rig.nbi().publish("ns", "instantiate", binary));
        send("instantiate", "[".repeat(100_000));
        send("instantiate", "{a: ".repeat(5_000));
        var bomb = new StringBuilder("{a0: &a0 [x, x, x, x, x, x, x, x]");
        for (int i = 1; i < 12; i++) {
            bomb.append(", a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(8))
                    .append("x]");
        }
        send("instantiate", bomb.append("}").toString());
        send("instantiate", "&a {_id: x, self: *a}");
        send("instantiate", "{_id: x, value: !!javax.script.ScriptEngineManager []}");
        send("instantiate", "{_id: x, _id: y}");
        byte[] large = ("{_id: x, text: '" + "a".repeat(5 * 1024 * 1024) + "'}").getBytes(UTF_8);
        sent.add(rig.nbi().publishCompressed("ns", "instantiate", large));

        List<Rejected> rejected = awaitRejected();

        assertThat(rejected).allSatisfy(r -> assertThat(r.reason()).startsWith("Expected"));
        assertThat(rejected.getLast().bytes()).isEqualTo(large.length);
        assertThat(rejected.getLast().reason()).startsWith("Expected at most");
    }

    @Test
    void shouldIgnoreWhatIsSaidToOthers() {
        for (String key : List.of("exit", "# a comment", "echo", "test", "instantiated", "terminated", "deleted")) {
            send(key, key.equals("deleted") ? "{_id: nobody}" : "{a: b}");
        }
        rig.awaitState(rig.nbi().start("instantiate", ns()), "COMPLETED");
        assertThat(sent).allSatisfy(of -> assertThat(about(of)).isEmpty());
    }

    @Test
    void shouldFailOperationsThatCanNotBeDone() {
        Value.Obj ghost = ns();
        rig.nbi().set("vnfrs", Nbi.id(rig.vnfrs(Nbi.id(ghost)).getFirst()), "vdur.0.vdu-id-ref", "ghost");
        Value.Obj nowhere = ns();
        rig.nbi().set("vnfrs", Nbi.id(rig.vnfrs(Nbi.id(nowhere)).getFirst()), "vdur.0.interfaces.0.ns-vld-id", "zz");
        String line = "dependencies: [{primary-id: v1, secondary-id: v2}, {primary-id: v2, secondary-id: v1}]";
        Value.Obj circular = Small.onboardNs(rig.nbi(), 2, line);
        Value.Obj cycle = Small.createNs(rig.nbi(), "cycle", circular, vim);
        Value.Obj absent = Value.Obj.EMPTY
                .with("_id", "e7a6dd83-0000-4000-8000-000000000000")
                .with("name", "absent")
                .with("nsd-id", Nbi.id(nsd))
                .with("datacenter", vim);

        String ofGhost = rig.nbi().start("instantiate", ghost);
        String ofNowhere = rig.nbi().start("instantiate", nowhere);
        String ofCycle = rig.nbi().start("instantiate", cycle);
        String ofAbsent = rig.nbi().start("instantiate", absent);
        String ofScale = rig.nbi().start("scale", ns());
        var unknown = rig.nbi().record("explode", ns(), Value.Obj.EMPTY);
        sent.add(rig.nbi().publish("ns", "instantiate", PyYaml.dump(unknown)));
        var params = Value.Obj.EMPTY.with("additionalParamsForVnf", "{not JSON");
        String ofParams = rig.nbi().start("instantiate", ns(), params);

        verifyFailed(ofGhost, "one of the VDUs [vm]", "'ghost'");
        verifyFailed(ofNowhere, "one of the links [mgmtnet]", "'zz'");
        verifyFailed(ofCycle, "without a cycle", "v1", "v2");
        verifyFailed(ofAbsent, "the record of the NS in nsrs");
        verifyFailed(ofScale, "scale are not supported yet");
        verifyFailed(Nbi.id(unknown), "explode are not supported yet");
        verifyFailed(ofParams, "additionalParamsForVnf", "JSON");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rig.said("scaled", ofScale))
                        .singleElement()
                        .satisfies(
                                said -> assertThat(said.text("operationState")).hasValue("FAILED")));
        assertThat(rig.document("nsrs", Nbi.id(ghost)).text("nsState")).hasValue("BROKEN");
        assertThat(rig.document("nsrs", Nbi.id(ghost)).text("errorDescription")).isPresent();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rig.said("instantiated", ofCycle))
                        .isNotEmpty()
                        .allSatisfy(
                                said -> assertThat(said.text("operationState")).hasValue("FAILED")));
        verifyTerminateStillWorks(ghost);
    }

    private static void verifyFailed(String operation, String... words) {
        Value.Obj record = rig.awaitState(operation, "FAILED");
        assertThat(record.text("errorMessage").orElse("")).contains(words);
        assertThat(record.text("detailed-status").orElse("")).contains(words);
    }

    /** The user of NBI must get rid of what has failed. */
    private static void verifyTerminateStillWorks(Value.Obj nsr) {
        String terminate = rig.nbi().start("terminate", nsr);
        rig.awaitState(terminate, "COMPLETED");
    }

    @Test
    void shouldRejectGarbageOnItsOwnTopics() {
        byte[] binary = new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2};
        for (String topic : List.of("lcm-inbox", "ro-tasks", "n2vc-tasks", "lcm-control")) {
            sent.add(rig.nbi().publish(topic, "key", "{not JSON".getBytes(UTF_8)));
            sent.add(rig.nbi().publish(topic, "key", binary));
            sent.add(rig.nbi().publish(topic, "key", null));
            sent.add(rig.nbi().publish(topic, null, "{\"v\":1,\"type\":\"surprise\"}".getBytes(UTF_8)));
            sent.add(rig.nbi().publish(topic, "key", ("[".repeat(2_000) + "]".repeat(2_000)).getBytes(UTF_8)));
        }

        assertThat(awaitRejected()).allSatisfy(r -> assertThat(r.reason()).startsWith("Expected"));
    }
}
