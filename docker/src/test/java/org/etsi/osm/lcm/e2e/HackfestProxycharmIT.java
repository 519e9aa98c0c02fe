package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OSM's hackfest package with a proxy charm in each of two VNFs: plan, VIM, VCA, records and messages, to the end. */
@Timeout(180)
class HackfestProxycharmIT {
    private static final String VNFR1 = "aaaaaaa1-0000-4000-8000-000000000001";
    private static final String VNFR2 = "bbbbbbb2-0000-4000-8000-000000000001";

    /** What each of the VNFs has of the plan, in this order, among other things. */
    private static final String PORTS = """
        CreatePort port VNF-mgmtVM-0 mgmtVM-eth0 <- network mgmtnet
        CreatePort port VNF-mgmtVM-0 dataVM-xe0 <- network datanet, subnet datanet
        CreateServer server VNF-mgmtVM-0 <- image ubuntu18.04, flavor mgmtVM-vnf1-1-flv, \
        port VNF-mgmtVM-0 mgmtVM-eth0, port VNF-mgmtVM-0 dataVM-xe0
        CreateExecutionEnvironment environment VNF simple-ee
        InstallConfigurationSoftware software VNF simple-ee <- environment VNF simple-ee
        """;

    private static final String CONFIGURATION = """
        GetPublicKey key of VNF simple-ee <- software VNF simple-ee
        InjectSshKey login of VNF simple-ee <- server VNF-mgmtVM-0, port VNF-mgmtVM-0 mgmtVM-eth0, \
        key of VNF simple-ee
        RunPrimitive primitive config VNF simple-ee <- software VNF simple-ee, login of VNF simple-ee, \
        server VNF-mgmtVM-0, port VNF-mgmtVM-0 mgmtVM-eth0
        RunPrimitive primitive verify-ssh-credentials VNF simple-ee <- primitive config VNF simple-ee
        RunPrimitive primitive touch VNF simple-ee <- primitive verify-ssh-credentials VNF simple-ee
        """;

    private static final String SHARED = """
        FindImage image ubuntu18.04
        EnsureFlavor flavor mgmtVM-vnf1-1-flv
        FindNetwork network mgmtnet
        CreateNetwork network datanet
        CreateSubnet subnet datanet <- network datanet
        """;

    private static final String TERMINATE = """
        DeleteExecutionEnvironment environment vnf1 simple-ee
        DeleteExecutionEnvironment environment vnf2 simple-ee
        RemoveEnvironments environments of the NS <- environment vnf1 simple-ee, environment vnf2 simple-ee
        DeleteServer server vnf2-mgmtVM-0
        DeleteServer server vnf1-mgmtVM-0
        DeletePort port vnf2-mgmtVM-0 dataVM-xe0 <- server vnf2-mgmtVM-0
        DeletePort port vnf2-mgmtVM-0 mgmtVM-eth0 <- server vnf2-mgmtVM-0
        DeletePort port vnf1-mgmtVM-0 dataVM-xe0 <- server vnf1-mgmtVM-0
        DeletePort port vnf1-mgmtVM-0 mgmtVM-eth0 <- server vnf1-mgmtVM-0
        DeleteSubnet subnet datanet <- port vnf2-mgmtVM-0 dataVM-xe0, port vnf1-mgmtVM-0 dataVM-xe0
        DeleteNetwork network datanet <- port vnf2-mgmtVM-0 dataVM-xe0, port vnf1-mgmtVM-0 dataVM-xe0, subnet datanet
        DeleteFlavor flavor mgmtVM-vnf1-1-flv <- server vnf2-mgmtVM-0, server vnf1-mgmtVM-0
        RemoveLeftovers leftovers at 4a4425f7-3e72-4d45-a4ec-4241186f3547 <- server vnf2-mgmtVM-0, \
        server vnf1-mgmtVM-0, port vnf2-mgmtVM-0 dataVM-xe0, port vnf2-mgmtVM-0 mgmtVM-eth0, \
        port vnf1-mgmtVM-0 dataVM-xe0, port vnf1-mgmtVM-0 mgmtVM-eth0, subnet datanet, network datanet, \
        flavor mgmtVM-vnf1-1-flv
        """;

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        FixturePackages.assumePresent();
        rig = new Rig(
                folder,
                FixturePackages.VNFD,
                FixturePackages.NSD,
                FixturePackages.VIM,
                FixturePackages.NS,
                VNFR1,
                "aaaaaaa1-0000-4000-8000-000000000002",
                VNFR2,
                "bbbbbbb2-0000-4000-8000-000000000002");
        FixturePackages.onboard(rig.nbi(), "hackfest_proxycharm_vnf", "hackfest_proxycharm_vnfd.yaml");
        nsd = FixturePackages.onboard(rig.nbi(), "hackfest_proxycharm_ns", "hackfest_proxycharm_nsd.yaml");
        rig.addVim("site", 200);
    }

    @AfterAll
    static void end() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Stream<String> lines(String text, String vnf) {
        return text.replace("VNF", vnf).lines();
    }

    @Test
    void shouldConfigureEachVnfAsItsPackageSays() {
        Value.Obj asked = FixturePackages.message("instantiate");
        rig.nbi().createNs((Value.Obj) asked.field("operationParams").orElseThrow(), nsd);
        rig.nbi().record(asked);
        Value.Obj nsr = rig.document("nsrs", FixturePackages.NS);
        Value.Obj vnfr1 = rig.document("vnfrs", VNFR1);
        Value.Obj vnfr2 = rig.document("vnfrs", VNFR2);
        var expected = new ExpectedRecords(FixturePackages.VIM, System.currentTimeMillis());

        rig.nbi().publish(asked);
        Value.Obj done = rig.awaitState(FixturePackages.INSTANTIATE, "COMPLETED");

        expected.completed(asked).verify("the instantiate", done);
        verifyPlan();
        Value.Obj ready1 = expected.withServer(vnfr1, server("vnf1"), ports("vnf1"))
                .await("vnf1", () -> rig.document("vnfrs", VNFR1));
        Value.Obj ready2 = expected.withServer(vnfr2, server("vnf2"), ports("vnf2"))
                .await("vnf2", () -> rig.document("vnfrs", VNFR2));
        verifyConfigured("vnf1", ready1.text("ip-address").orElseThrow());
        verifyConfigured("vnf2", ready2.text("ip-address").orElseThrow());
        Value.Obj readyNsr = ready(expected.ready(nsr, FixturePackages.INSTANTIATE))
                .await("the NS", () -> rig.document("nsrs", FixturePackages.NS));
        FixturePackages.awaitInstantiated(rig, asked);

        Value.Obj end = FixturePackages.message("terminate");
        rig.nbi().record(end);
        rig.nbi().publish(end);
        expected.completed(end).verify("the terminate", rig.awaitState(FixturePackages.TERMINATE, "COMPLETED"));

        assertThat(FixturePackages.graph(
                        rig.operation(FixturePackages.TERMINATE).orElseThrow()))
                .containsExactlyElementsOf(TERMINATE.lines().toList());
        assertThat(rig.resources(FixturePackages.VIM, FixturePackages.NS)).isEmpty();
        assertThat(rig.vcaHistory(FixturePackages.NS))
                .filteredOn(event -> event.what() == SimEvent.What.ENVIRONMENT_DELETED)
                .extracting(SimEvent::subject)
                .containsExactlyInAnyOrder(environment("vnf1"), environment("vnf2"));
        terminated(expected.terminated(readyNsr, FixturePackages.TERMINATE))
                .await("the terminated NS", () -> rig.document("nsrs", FixturePackages.NS));
        expected.withoutServer(ready1).await("terminated vnf1", () -> rig.document("vnfrs", VNFR1));
        expected.withoutServer(ready2).await("terminated vnf2", () -> rig.document("vnfrs", VNFR2));
        FixturePackages.awaitTerminated(rig, end);
    }

    private static void verifyPlan() {
        List<String> graph =
                FixturePackages.graph(rig.operation(FixturePackages.INSTANTIATE).orElseThrow());
        assertThat(graph)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                SHARED.lines(),
                                lines(PORTS, "vnf1"),
                                lines(PORTS, "vnf2"),
                                lines(CONFIGURATION, "vnf1"),
                                lines(CONFIGURATION, "vnf2"))
                        .flatMap(part -> part)
                        .toList())
                .containsSubsequence(SHARED.lines().toList())
                .containsSubsequence(Stream.concat(lines(PORTS, "vnf1"), lines(PORTS, "vnf2"))
                        .toList())
                .containsSubsequence(Stream.concat(lines(CONFIGURATION, "vnf1"), lines(CONFIGURATION, "vnf2"))
                        .toList());
    }

    private static Resource server(String vnf) {
        return rig.resources(FixturePackages.VIM, FixturePackages.NS).stream()
                .filter(resource -> resource.kind() == Kind.SERVER)
                .filter(resource -> resource.name().equals("hf1-" + vnf + "-mgmtVM-0"))
                .findFirst()
                .orElseThrow();
    }

    /** In the order of the server's interfaces. */
    private static List<Resource> ports(String vnf) {
        List<Resource> all = rig.resources(FixturePackages.VIM, FixturePackages.NS);
        return server(vnf).values(Attribute.PORT_IDS).stream()
                .map(id -> all.stream()
                        .filter(resource -> resource.id().equals(id))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static String environment(String vnf) {
        int task = FixturePackages.graph(
                        rig.operation(FixturePackages.INSTANTIATE).orElseThrow())
                .indexOf("CreateExecutionEnvironment environment " + vnf + " simple-ee");
        String key = FixturePackages.INSTANTIATE + "/t%04d".formatted(task + 1);
        return rig.vcaHistory(FixturePackages.NS).stream()
                .filter(event -> event.what() == SimEvent.What.ENVIRONMENT_CREATED)
                .filter(event -> event.taskKey().equals(key))
                .map(SimEvent::subject)
                .findFirst()
                .orElseThrow();
    }

    /** What was truly done in the environment of a VNF: nothing else, nothing twice, in this order. */
    private static void verifyConfigured(String vnf, String address) {
        String environment = environment(vnf);
        assertThat(rig.vcaHistory(FixturePackages.NS).stream()
                        .filter(event -> event.subject().equals(environment))
                        .map(event -> event.what() + " " + event.name() + " " + Json.text(event.arguments())))
                .containsExactly(
                        "ENVIRONMENT_CREATED simple {}",
                        "SOFTWARE_INSTALLED simple {}",
                        "PRIMITIVE_RUN config {\"ssh-hostname\":\"" + address
                                + "\",\"ssh-username\":\"ubuntu\",\"ssh-password\":\"osm4u\"}",
                        "PRIMITIVE_RUN verify-ssh-credentials {}",
                        "PRIMITIVE_RUN touch {\"filename\":\"/home/ubuntu/first-touch\"}");
    }

    private static ExpectedDocument ready(ExpectedDocument idle) {
        Resource flavor = ExpectedRecords.one(rig.resources(FixturePackages.VIM, FixturePackages.NS), Kind.FLAVOR);
        Resource datanet = ExpectedRecords.one(rig.resources(FixturePackages.VIM, FixturePackages.NS), Kind.NETWORK);
        var records = new ExpectedRecords(FixturePackages.VIM, 0);
        String account = "/vim_info/vim:" + FixturePackages.VIM;
        ExpectedDocument ready =
                records.at(idle, "/flavor/0", flavor, true).with("/flavor/0" + account + "/vim_name", "");
        ready = records.at(ready, "/flavor/1", flavor, true).with("/flavor/1" + account + "/vim_name", "");
        ready = records.at(ready, "/image/0", rig.resource(FixturePackages.VIM, Kind.IMAGE, "ubuntu18.04"), false);
        ready = records.at(ready, "/vld/0", rig.resource(FixturePackages.VIM, Kind.NETWORK, "mgmt"), false);
        ready = records.at(ready, "/vld/1", datanet, true);
        List<Value> statuses = new ArrayList<>();
        List<Value> deployed = new ArrayList<>();
        Value.Obj status = Value.Obj.EMPTY;
        for (String vnf : List.of("vnf1", "vnf2")) {
            statuses.add(Value.Obj.EMPTY
                    .with("status", "READY")
                    .with("elementUnderConfiguration", vnf.equals("vnf1") ? VNFR1 : VNFR2)
                    .with("elementType", "VNF"));
            deployed.add(ExpectedRecords.environment(environment(vnf))
                    .with("target_element", "vnf/" + vnf)
                    .with("member-vnf-index", vnf));
            String[] parts = environment(vnf).split("\\.", -1);
            status = status.with(
                    "vnf/" + vnf,
                    Value.Obj.EMPTY
                            .with("ee_id", environment(vnf))
                            .with("application", parts[1])
                            .with("model", parts[0]));
        }
        var vcaStatus = Value.Obj.EMPTY.with("VNF", status).with("KNF", Value.Obj.EMPTY);
        return ready.with("/configurationStatus", Value.list(statuses))
                .with("/vcaStatus", Value.Obj.EMPTY.with(FixturePackages.NS, vcaStatus))
                .with("/_admin/deployed/VCA", Value.list(deployed))
                .with("/_admin/deployed/VCA/0/ssh-public-key", ExpectedDocument.Rule.text("ssh-ed25519 .+"))
                .with("/_admin/deployed/VCA/1/ssh-public-key", ExpectedDocument.Rule.text("ssh-ed25519 .+"));
    }

    private static ExpectedDocument terminated(ExpectedDocument idle) {
        ExpectedDocument terminated = idle;
        for (String made : List.of("/flavor/0", "/flavor/1", "/image/0", "/vld/0", "/vld/1")) {
            terminated = terminated.without(made + "/vim_info");
        }
        for (int i = 0; i < 2; i++) {
            terminated = terminated
                    .with("/configurationStatus/" + i + "/status", "DELETED")
                    .with("/_admin/deployed/VCA/" + i + "/ee_id", null);
        }
        return terminated;
    }
}
