package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Packages;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OSM's own packages and documents, read where they are; skipped where they aren't. */
class FixturesTest {
    private Path fixtures = Path.of("");

    @BeforeEach
    void find() {
        var found = Packages.fixtures();
        assumeTrue(
                found.isPresent(),
                "OSM's fixtures aren't beside the project (shared/osm/fixtures); see -Dosm.fixtures");
        fixtures = found.orElseThrow();
    }

    @Test
    void shouldPlanHackfestBasic() {
        var scene = Scene.fixture(
                fixtures.resolve("packages"),
                "hackfest_basic_vnf",
                "hackfest_basic_ns",
                "{vld: [{name: mgmtnet, vim-network-name: mgmt}], ssh_keys: [ssh-rsa AAAA me@host]}");

        var run = PlanRun.given(scene.plan("instantiate"))
                .expect("FindImage", "image ubuntu18.04")
                .with("/name", "ubuntu18.04")
                .reply("imageId", "i")
                .expect("EnsureFlavor", "flavor hackfest_basic-VM-vnf-1-flv")
                .with("/ramMb", 1024)
                .with("/vcpus", 1)
                .with("/diskGb", 10)
                .reply("flavorId", "f")
                .expect("FindNetwork", "network mgmtnet")
                .with("/name", "mgmt")
                .reply("networkId", "n")
                .expect("CreatePort", "port vnf-hackfest_basic-VM-0 vdu-eth0")
                .with("/networkId", "n")
                .reply("portId", "p")
                .expect("CreateServer", "server vnf-hackfest_basic-VM-0")
                .with("/name", "hf1-vnf-hackfest_basic-VM-0")
                .with("/userData", "#cloud-config\nssh_authorized_keys:\n- \"ssh-rsa AAAA me@host\"\n")
                .reply("serverId", "s");

        assertThat(run.ready()).isEmpty();
        assertThat(scene.plan("terminate").tasks()).extracting(TaskSpec::type).containsExactly("RemoveLeftovers");
    }

    @Test
    void shouldPlanHackfestProxycharmWithItsCharms() {
        var run = PlanRun.given(proxycharm().plan("instantiate"));

        run.startedInOrder(
                        "environment vnf1 simple-ee",
                        "software vnf1 simple-ee",
                        "key of vnf1 simple-ee",
                        "login of vnf1 simple-ee",
                        "primitive config vnf1 simple-ee",
                        "primitive verify-ssh-credentials vnf1 simple-ee",
                        "primitive touch vnf1 simple-ee")
                .startedInOrder("server vnf2-mgmtVM-0", "login of vnf2 simple-ee")
                .expect("CreateExecutionEnvironment", "environment vnf1 simple-ee")
                .with("/technology", "lxc_proxy_charm")
                .with("/artifact", "simple")
                .with("/descriptor", "simple-ee")
                .in("environment", "0")
                .in("element", "VNF");
        assertThat(run.ready())
                .contains("environment vnf2 simple-ee", "network mgmtnet")
                .doesNotContain("key of vnf1 simple-ee");
    }

    private Scene proxycharm() {
        return Scene.fixture(
                fixtures.resolve("packages"),
                "hackfest_proxycharm_vnf",
                "hackfest_proxycharm_ns",
                "{vld: [{name: mgmtnet, vim-network-name: mgmt}]}");
    }

    @Test
    void shouldPlanOpenldapIntoItsCluster() {
        var scene = Scene.fixture(
                fixtures.resolve("packages"),
                "openldap_knf",
                "openldap_ns",
                "{additionalParamsForVnf: [{member-vnf-index: openldap, additionalParamsForKdu: [{kdu_name: ldap,"
                        + " additionalParams: {replicaCount: 2}}]}]}");

        var run = PlanRun.given(scene.plan("instantiate"))
                .expect("InstallKdu", "kdu openldap-ldap")
                .with("/technology", "helm-chart-v3")
                .with("/model", "stable/openldap")
                .with("/cluster", scene.clusters.keySet().iterator().next())
                .with("/namespace", scene.nsr.text("_id").orElseThrow())
                .with("/values/replicaCount", 2)
                .in("kdu", "ldap")
                .in("kduIndex", "0");

        assertThat(run.text("/instance")).matches("stable-openldap-\\d{10}");
        assertThat(PlanRun.given(scene.plan("instantiate"))
                        .expect("InstallKdu", "kdu openldap-ldap")
                        .text("/instance"))
                .isEqualTo(run.text("/instance"));
        assertThat(scene.plan("terminate").tasks())
                .extracting(TaskSpec::type)
                .containsExactly("RemoveEnvironments", "RemoveLeftovers");
    }

    @Test
    void shouldPlanTheServersOfHackfestProxycharmWithoutItsCharm() {
        var packages = new Packages()
                .onboard(
                        fixtures.resolve("packages/hackfest_proxycharm_vnf"),
                        vnfd -> Trees.without(vnfd, "/df/0/lcm-operations-configuration"))
                .onboard(fixtures.resolve("packages/hackfest_proxycharm_ns"));

        var plan = Scene.of(packages, "{vld: [{name: mgmtnet, vim-network-name: mgmt}]}")
                .plan("instantiate");

        PlanRun.given(plan)
                .startedInOrder(
                        "network datanet", "subnet datanet", "port vnf2-mgmtVM-0 dataVM-xe0", "server vnf2-mgmtVM-0");
        assertThat(plan.tasks())
                .filteredOn(task -> task.type().equals("CreateServer"))
                .hasSize(2)
                .allSatisfy(
                        task -> assertThat(task.parameters().text("userData").orElseThrow())
                                .startsWith("#cloud-config")
                                .contains("password: osm4u"));
    }

    /** Documents of several ages: a plan or one clear refusal, never another exception. */
    @ParameterizedTest
    @ValueSource(strings = {"nbi", "lcm"})
    void shouldPlanOrRefuseStoredDocuments(String whose) throws IOException {
        var vnfrs = documents(whose + "-db_vnfrs.yaml");
        var nsrs = documents("nbi-db_nsrs.yaml");
        var byNs = new HashMap<String, List<Value>>();
        vnfrs.forEach(vnfr -> byNs.computeIfAbsent(vnfr.text("nsr-id-ref").orElse(""), ns -> new ArrayList<>())
                .add(vnfr));
        var outcomes = new ArrayList<String>();
        for (var entry : byNs.entrySet()) {
            var nsr = nsrs.stream()
                    .filter(known -> known.text("_id").orElse("").equals(entry.getKey()))
                    .findFirst()
                    .orElse(Trees.with(nsrs.getFirst(), "/_id", entry.getKey()));
            var records = new Records(
                    nsr,
                    entry.getValue(),
                    nsr.field("nsd").orElseThrow(),
                    byId(documents(whose + "-db_vnfds.yaml")),
                    byId(documents(whose + "-db_vim_accounts.yaml")),
                    byId(documents("lcm-db_k8sclusters.yaml")),
                    Map.of("7637bcf8-cf14-42dc-ad70-c66fcf1e6e77:file:cloud-config.txt", "#cloud-config\n"),
                    List.of());
            for (String type : List.of("instantiate", "terminate")) {
                outcomes.add(outcome(type, records));
            }
        }

        assertThat(outcomes)
                .isNotEmpty()
                .allMatch(outcome -> outcome.startsWith("plan")
                        || outcome.contains("Expected")
                        || outcome.contains("not supported yet"));
    }

    private static String outcome(String type, Records records) {
        var request = new OperationRequest(
                new OperationId("op"), "ns", type, 1, Value.Obj.EMPTY, FailurePolicy.HOLD, Duration.ofHours(1));
        try {
            return "plan of "
                    + new Planners(Planners.DEFAULT_LIMIT)
                            .plan(request, records)
                            .size();
        } catch (PlanRefusedException refused) {
            return refused.failure().toString();
        }
    }

    private List<Value> documents(String file) throws IOException {
        return Trees.yaml(Files.readString(fixtures.resolve("db-documents").resolve(file)))
                .items();
    }

    private static Map<String, Value> byId(List<Value> documents) {
        var map = new HashMap<String, Value>();
        documents.forEach(document -> map.put(document.text("_id").orElseThrow(), document));
        return map;
    }
}
