package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OSM's own hackfest packages and messages as NBI wrote them, from the request to the last record. */
@Timeout(180)
class HackfestBasicIT {
    private static final String INSTANTIATE = "00000001-0000-4000-8000-000000000001";
    private static final String TERMINATE = "00000002-0000-4000-8000-000000000002";
    private static final String NS = "0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88";
    private static final String NSD = "1eac876d-4406-4a55-b99a-baee9a672eb6";
    private static final String VIM = "4a4425f7-3e72-4d45-a4ec-4241186f3547";
    private static final String VNFD = "b9a4e2c6-70b4-4a7f-8a0e-21f3e7a4c1d2";

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                Fixtures.present(), () -> "OSM's fixtures aren't at " + Fixtures.folder() + "; see -Dosm.fixtures");
        rig = new Rig(folder, VNFD, NSD, VIM, NS);
        onboard("hackfest_basic_vnf", "hackfest_basic_vnfd.yaml");
        nsd = onboard("hackfest_basic_ns", "hackfest_basic_nsd.yaml");
        rig.addVim("site", 200);
        byte[] message = bytes("wire/kafka/ns.instantiate.value.yaml");
        var params = (Value.Obj) OsmYaml.read(message).field("operationParams").orElseThrow();
        String json = params.text("additionalParamsForVnf").orElseThrow();
        rig.nbi().createNs(params.with("additionalParamsForVnf", Json.read(json)), nsd);
    }

    @AfterAll
    static void end() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Value.Obj onboard(String name, String file) {
        byte[] descriptor = bytes("packages/" + name + "/" + file);
        return rig.nbi().onboard(OsmYaml.read(descriptor), name, file, Map.of(file, descriptor));
    }

    private static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(Fixtures.folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTakeHackfestBasicFromItsFirstMessageToItsLast() {
        byte[] message = bytes("wire/kafka/ns.instantiate.value.yaml");
        var operation = (Value.Obj) OsmYaml.read(message);
        rig.nbi().record(operation);

        rig.nbi().publish("ns", "instantiate", message);
        Value.Obj instantiated = rig.awaitState(INSTANTIATE, "COMPLETED");

        verifyDone(instantiated, operation);
        verifyNs("READY", "INSTANTIATED", "running", "configured");
        verifyVnfIsThere();
        verifyTold("instantiated", INSTANTIATE, "wire/kafka/ns.instantiated.from-lcm.value.yaml");

        byte[] end = bytes("wire/kafka/ns.terminate.value.yaml");
        var terminate = (Value.Obj) OsmYaml.read(end);
        rig.nbi().record(terminate);
        rig.nbi().publish("ns", "terminate", end);
        Value.Obj terminated = rig.awaitState(TERMINATE, "COMPLETED");

        verifyDone(terminated, terminate);
        verifyNs("NOT_INSTANTIATED", "NOT_INSTANTIATED", "terminated", "terminated");
        verifyNothingIsLeft(NS);
        verifyTold("terminated", TERMINATE, "wire/kafka/ns.terminated.from-lcm.value.yaml");
    }

    private void verifyDone(Value.Obj record, Value.Obj asked) {
        assertThat(record.text("operationState")).hasValue("COMPLETED");
        assertThat(record.text("stage")).hasValue("");
        assertThat(record.text("detailed-status")).hasValue("Done");
        assertThat(record.text("errorMessage")).hasValue("");
        assertThat(record.text("queuePosition")).hasValue("0");
        assertThat(record.text("isCancelPending")).hasValue("false");
        assertThat(record.at("/_admin/worker").flatMap(Value::asText)).hasValue("lcm-java");
        double now = System.currentTimeMillis() / 1_000.0;
        assertThat(number(record, "statusEnteredTime")).isBetween(now - 120, now + 1);
        for (String kept : List.of("operationParams", "links", "startTime", "lcmOperationType", "nsInstanceId")) {
            assertThat(record.field(kept)).as(kept).isEqualTo(asked.field(kept));
        }
        assertThat(record.at("/_admin/projects_read")).isEqualTo(asked.at("/_admin/projects_read"));
    }

    private static double number(Value record, String field) {
        return Double.parseDouble(record.text(field).orElseThrow());
    }

    private void verifyNs(String state, String admin, String operational, String config) {
        Value.Obj nsr = rig.document("nsrs", NS);
        assertThat(nsr.text("nsState")).hasValue(state);
        assertThat(nsr.at("/_admin/nsState").flatMap(Value::asText)).hasValue(admin);
        assertThat(nsr.text("operational-status")).hasValue(operational);
        assertThat(nsr.text("config-status")).hasValue(config);
        assertThat(nsr.text("detailed-status")).hasValue("Done");
        assertThat(nsr.text("currentOperation")).hasValue("IDLE");
        // osmclient takes them by name: they have to be there, as null.
        assertThat(nsr.fields())
                .containsEntry("currentOperationID", new Value.Nil())
                .containsEntry("errorDescription", new Value.Nil())
                .containsEntry("errorDetail", new Value.Nil());
        assertThat(rig.vnfrs(NS))
                .allSatisfy(vnfr -> assertThat(vnfr.at("/_admin/nsState").flatMap(Value::asText))
                        .hasValue(admin));
    }

    private void verifyVnfIsThere() {
        List<Resource> ours = rig.resources(VIM, NS);
        assertThat(ours)
                .extracting(Resource::kind, Resource::status)
                .containsExactlyInAnyOrder(
                        tuple(Kind.SERVER, Status.ACTIVE),
                        tuple(Kind.PORT, Status.ACTIVE),
                        tuple(Kind.FLAVOR, Status.ACTIVE));
        assertThat(ours)
                .allSatisfy(resource -> assertThat(resource.tags())
                        .isNotNull()
                        .satisfies(tags -> assertThat(tags.task()).startsWith(INSTANTIATE + "/")));
        Resource server = one(ours, Kind.SERVER);
        Resource port = one(ours, Kind.PORT);
        assertThat(server.values(Attribute.PORT_IDS)).containsExactly(port.id());
        Value.Obj vnfr = rig.vnfrs(NS).getFirst();
        Value vdur = vnfr.items("vdur").getFirst();
        Value info = vdur.at("/vim_info/vim:" + VIM).orElseThrow();
        String mac = port.value(Attribute.MAC).orElseThrow();
        assertThat(info.text("vim_id")).hasValue(server.id());
        assertThat(info.text("vim_status")).hasValue("ACTIVE");
        assertThat(info.items("interfaces")).singleElement().satisfies(made -> {
            assertThat(made.text("mac_address")).hasValue(mac);
            assertThat(made.text("vim_interface_id")).hasValue(port.id());
        });
        assertThat(vdur.text("status")).hasValue("ACTIVE");
        assertThat(vdur.text("vim-id")).hasValue(server.id());
        assertThat(vdur.text("name")).hasValue(server.name());
        Value made = vdur.items("interfaces").getFirst();
        String ip = made.text("ip-address").orElseThrow();
        assertThat(ip).startsWith("10.20.");
        assertThat(made.text("mac-address")).hasValue(mac);
        assertThat(vdur.text("ip-address")).hasValue(ip);
        assertThat(vnfr.text("ip-address")).hasValue(ip);
        assertThat(vnfr.text("vim-account-id")).hasValue(VIM);
    }

    private static Resource one(List<Resource> resources, Kind kind) {
        return resources.stream().filter(r -> r.kind() == kind).findFirst().orElseThrow();
    }

    /** The fixture is what OSM's own LCM says. */
    private void verifyTold(String command, String operation, String fixture) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rig.said(command, operation))
                        .isNotEmpty()
                        .allSatisfy(said -> assertThat(said).isEqualTo(OsmYaml.read(bytes(fixture)))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Journals.verifyComplete(
                        rig.tap(), rig.operation(operation).orElseThrow()));
    }

    private void verifyNothingIsLeft(String ns) {
        assertThat(rig.resources(VIM, ns)).isEmpty();
        assertThat(rig.document("nsrs", ns).items("flavor"))
                .singleElement()
                .satisfies(
                        flavor -> assertThat(flavor.at("/vim_info/vim:" + VIM)).isEmpty());
        assertThat(rig.vnfrs(ns).getFirst().items("vdur")).singleElement().satisfies(vdur -> {
            assertThat(vdur.at("/vim_info/vim:" + VIM)).isEmpty();
            assertThat(vdur.text("status")).hasValue("DELETED");
        });
        assertThat(rig.vim(VIM).all()).anyMatch(resource -> resource.name().equals("mgmt"));
    }

    private static Value.Obj params() {
        var vld = Value.Obj.EMPTY.with("name", "mgmtnet").with("vim-network-name", "mgmt");
        return Value.Obj.EMPTY.with("vld", Value.list(List.of(vld)));
    }

    private static Value.Obj createNs(String name) {
        return rig.nbi()
                .createNs(params().with("nsName", name).with("nsdId", NSD).with("vimAccountId", VIM), nsd);
    }

    @Test
    void shouldTerminateWithoutAutoremoveAndInstantiateAgain() {
        Value.Obj nsr = createNs("again");
        String ns = Nbi.id(nsr);
        rig.awaitState(rig.nbi().start("instantiate", nsr, params()), "COMPLETED");

        String terminate = rig.nbi().start("terminate", nsr);
        rig.awaitState(terminate, "COMPLETED");

        verifyNothingIsLeft(ns);
        var message = Value.Obj.EMPTY
                .with("autoremove", false)
                .with("nsr_id", ns)
                .with("nslcmop_id", terminate)
                .with("operationState", "COMPLETED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rig.said("terminated", terminate))
                        .isNotEmpty()
                        .allSatisfy(said -> assertThat(said).isEqualTo(message)));
        rig.awaitState(rig.nbi().start("instantiate", nsr, params()), "COMPLETED");
        assertThat(rig.resources(VIM, ns))
                .filteredOn(r -> r.kind() == Kind.SERVER)
                .hasSize(1);
    }

    @Test
    void shouldKeepNssOfOnePackageAtOneVimApart() {
        Value.Obj one = createNs("one");
        Value.Obj other = createNs("other");
        String first = rig.nbi().start("instantiate", one, params());
        String second = rig.nbi().start("instantiate", other, params());
        rig.awaitState(first, "COMPLETED");
        rig.awaitState(second, "COMPLETED");

        rig.awaitState(rig.nbi().start("terminate", one), "COMPLETED");

        verifyNothingIsLeft(Nbi.id(one));
        assertThat(rig.resources(VIM, Nbi.id(other)))
                .extracting(Resource::kind)
                .containsExactlyInAnyOrder(Kind.SERVER, Kind.PORT, Kind.FLAVOR);
    }
}
