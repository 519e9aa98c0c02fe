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
        // The messages are from long ago: a search for lost ones that comes before them would give them up.
        rig = new Rig(folder, Map.of("LCM_INTAKE_SCAN_EVERY", "1h"), VNFD, NSD, VIM, NS);
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
        Value.Obj nsr = rig.document("nsrs", NS);
        Value.Obj vnfr = rig.vnfrs(NS).getFirst();
        var expected = new ExpectedRecords(VIM, System.currentTimeMillis());

        rig.nbi().publish("ns", "instantiate", message);
        Value.Obj instantiated = rig.awaitState(INSTANTIATE, "COMPLETED");

        expected.completed(operation).verify("the instantiate", instantiated);
        List<Resource> ours = verifyMade();
        Resource server = ExpectedRecords.one(ours, Kind.SERVER);
        Resource port = ExpectedRecords.one(ours, Kind.PORT);
        Resource flavor = ExpectedRecords.one(ours, Kind.FLAVOR);
        assertThat(server.values(Attribute.PORT_IDS)).containsExactly(port.id());
        assertThat(port.value(Attribute.FIXED_IPS).orElseThrow()).startsWith("10.20.");
        ExpectedDocument ready = expected.ready(nsr, INSTANTIATE);
        ready = expected.at(ready, "/flavor/0", flavor, true).with("/flavor/0/vim_info/vim:" + VIM + "/vim_name", "");
        ready = expected.at(ready, "/image/0", rig.resource(VIM, Kind.IMAGE, "ubuntu18.04"), false);
        ready = expected.at(ready, "/vld/0", rig.resource(VIM, Kind.NETWORK, "mgmt"), false);
        Value.Obj readyNsr = ready.await("the NS", () -> rig.document("nsrs", NS));
        Value.Obj readyVnfr = rig.vnfrs(NS).getFirst();
        expected.withServer(vnfr, server, List.of(port)).verify("the VNF", readyVnfr);
        verifyTold("instantiated", INSTANTIATE, "wire/kafka/ns.instantiated.from-lcm.value.yaml");

        byte[] end = bytes("wire/kafka/ns.terminate.value.yaml");
        var terminate = (Value.Obj) OsmYaml.read(end);
        rig.nbi().record(terminate);
        rig.nbi().publish("ns", "terminate", end);
        Value.Obj terminated = rig.awaitState(TERMINATE, "COMPLETED");

        expected.completed(terminate).verify("the terminate", terminated);
        verifyNothingIsLeft(NS);
        expected.terminated(readyNsr, TERMINATE)
                .without("/flavor/0/vim_info")
                .without("/image/0/vim_info")
                .without("/vld/0/vim_info")
                .await("the terminated NS", () -> rig.document("nsrs", NS));
        expected.withoutServer(readyVnfr)
                .verify("the terminated VNF", rig.vnfrs(NS).getFirst());
        verifyTold("terminated", TERMINATE, "wire/kafka/ns.terminated.from-lcm.value.yaml");
    }

    private List<Resource> verifyMade() {
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
        return ours;
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
