package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

/** How an NS with everything ends, from what we did ourselves and from what the records say. */
class EndOfConfigurationTest {
    private static final String DAY12 = "/df/0/lcm-operations-configuration/operate-vnf-op-config/day1-2";

    private final Scene scene = Charmed.scene();

    @Test
    void shouldRunPrimitivesBeforeAnythingGoes() {
        did("instantiate", task -> true);

        var run = PlanRun.given(scene.plan("terminate"));

        run.startedInOrder(
                        "terminate primitive close a shop-ee",
                        "terminate primitive bye a shop-ee",
                        "environment b shop-ee",
                        "environments of the NS")
                .startedInOrder("terminate primitive farewell ns chain", "server a-front-0", "leftovers at vim-1")
                .startedInOrder("terminate primitive bye a shop-ee", "server b-back-1");
        assertThat(run.ready())
                .containsExactlyInAnyOrder(
                        "terminate primitive close a shop-ee",
                        "terminate primitive close b shop-ee",
                        "terminate primitive farewell ns chain");
        run.expect("RunPrimitive", "terminate primitive close a shop-ee")
                .with("/executionEnvironment", "ee of environment a shop-ee")
                .in("environment", "0")
                .in("primitives", "terminate");
        assertThat(run.plan().tasks())
                .filteredOn(task -> task.type().equals("DeleteExecutionEnvironment"))
                .hasSize(11);
    }

    @Test
    void shouldRunThemOnlyWhereAnInitialOneRan() {
        did(
                "instantiate",
                task -> !task.label().contains("primitive") || task.label().contains(" a shop-ee"));

        assertThat(labels())
                .contains("terminate primitive bye a shop-ee")
                .doesNotContain("terminate primitive bye b shop-ee", "terminate primitive farewell ns chain");
    }

    @Test
    void shouldNotRepeatWhatAnEarlierTerminateRan() {
        did("instantiate", task -> true);
        did("terminate", task -> task.label().equals("terminate primitive close a shop-ee"));

        assertThat(labels())
                .contains("terminate primitive bye a shop-ee", "terminate primitive close b shop-ee")
                .doesNotContain("terminate primitive close a shop-ee");
    }

    @Test
    void shouldNotRunAnythingInWhatIsBeingDeleted() {
        did("instantiate", task -> true);
        did("terminate", task -> task.label().equals("environment b shop-ee"));

        assertThat(labels())
                .contains("environment b shop-ee", "terminate primitive close a shop-ee")
                .doesNotContain("terminate primitive close b shop-ee");
    }

    @Test
    void shouldLeaveThemOutOnRequest() {
        did("instantiate", task -> true);
        scene.asking("{skip_terminate_primitives: true}");

        assertThat(labels()).contains("environment a shop-ee").noneMatch(label -> label.startsWith("terminate"));
    }

    @Test
    void shouldGoByTheRecordsWhereSomebodyElseInstantiated() {
        recorded();

        PlanRun.given(scene.plan("terminate"))
                .expect("RunPrimitive", "terminate primitive close a shop-ee")
                .with("/executionEnvironment", "m.app.0")
                .reply()
                .expect("RunPrimitive", "terminate primitive bye a shop-ee")
                .with("/arguments/to", "10.0.0.5")
                .reply()
                .expect("DeleteExecutionEnvironment", "environment a shop-ee")
                .with("/environmentId", "m.app.0")
                .in("element", "VNF")
                .reply()
                .expect("UninstallKdu", "kdu a-ldap")
                .with("/cluster", "kube-system:1")
                .with("/instance", "ldap-1")
                .with("/technology", "helm-chart-v3")
                .in("kduIndex", "0")
                .reply()
                .expect("RemoveEnvironments", "environments of the NS")
                .without("/vca");
    }

    @Test
    void shouldEndWithoutDescriptorsAndClusters() {
        recorded();
        scene.vnfds.clear();
        scene.clusters.clear();

        assertThat(labels())
                .containsExactly("environment a shop-ee", "kdu a-ldap", "environments of the NS", "leftovers at vim-1");
    }

    @Test
    void shouldRemoveAllEnvironmentsOfAnNsWhoseRecordsVanished() {
        did("instantiate", task -> true);

        var records = scene.records();
        var gone = new Records(
                null, List.of(), null, Map.of(), records.vimAccounts(), Map.of(), Map.of(), records.leftovers());

        var plan = scene.plan("terminate", (request, all) -> new Planners(500).plan(request, gone));

        PlanRun.given(plan)
                .startedInOrder("environment a shop-ee", "environments of the NS")
                .startedInOrder("server a-front-0", "leftovers at vim-1");
        assertThat(plan.tasks()).noneMatch(task -> task.type().equals("RunPrimitive"));
    }

    @Test
    void shouldClearWhatAFailedInstantiateLeftBeforeANewOne() {
        did("instantiate", task -> task.label().equals("environment a shop-ee"));

        PlanRun.given(scene.plan("instantiate"))
                .startedInOrder("environments of the NS", "environment b shop-ee")
                .startedInOrder("environments of the NS", "kdu a-ldap");
    }

    @Test
    void shouldEndEverythingAtItsOwnAccount() {
        scene.vims.replaceAll((id, vim) -> Trees.with(vim, "/vca", "vca-vim"));
        scene.vnfr(0, vnfr -> Trees.with(vnfr, "/vca-id", "vca-a"));
        did("instantiate", task -> true);
        recorded();
        scene.nsr(nsr -> Trees.with(nsr, "/_admin/deployed/K8s/0/k8scluster-type", "juju-bundle"));

        assertThat(scene.plan("terminate").tasks())
                .filteredOn(task -> List.of(
                                "terminate primitive farewell ns chain",
                                "environment ns chain",
                                "environment b shop-ee",
                                "kdu a-ldap")
                        .contains(task.label()))
                .extracting(task ->
                        task.label() + " at " + task.parameters().text("vca").orElse("none"))
                .containsExactlyInAnyOrder(
                        "terminate primitive farewell ns chain at vca-vim",
                        "environment ns chain at vca-vim",
                        "environment b shop-ee at vca-vim",
                        "kdu a-ldap at vca-a");
    }

    @Test
    void shouldAddressAKduByItsRecord() {
        did("instantiate", task -> true);
        scene.vnfd("shop-vnf", vnfd -> Trees.with(vnfd, DAY12 + "/2/terminate-config-primitive", """
            [{seq: 1, name: dump, parameter: [{name: from, value: <rw_mgmt_ip>}]}]
            """))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/kdur/0/ip-address", "10.9.9.9"));

        PlanRun.given(scene.plan("terminate"))
                .expect("RunPrimitive", "terminate primitive dump a-ldap ldap-ee")
                .with("/arguments/from", "10.9.9.9");
    }

    @Test
    void shouldSayHowToEndWithADescriptorThatBecameUnreadable() {
        did("instantiate", task -> true);
        scene.vnfd("shop-vnf", vnfd -> Trees.with(vnfd, DAY12 + "/0/execution-environment-list/0/juju", "{a: b}"));

        assertThatThrownBy(() -> scene.plan("terminate"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("Expected 'charm' at vnfd shop-vnf")
                .hasMessageEndingWith("(terminate without primitives: skip_terminate_primitives)");
        assertThat(scene.asking("{skip_terminate_primitives: true}")
                        .plan("terminate")
                        .tasks())
                .extracting(TaskSpec::label)
                .contains("environment a shop-ee");
    }

    private void recorded() {
        scene.nsr(nsr -> Trees.with(nsr, "/_admin/deployed", """
            VCA:
            - {target_element: vnf/a, member-vnf-index: a, vdu_id: null, kdu_name: null, ee_id: m.app.0,
               ee_descriptor_id: shop-ee, needed_terminate: true}
            K8s:
            - {kdu-instance: ldap-1, k8scluster-uuid: 'kube-system:1', k8scluster-type: helm-chart-v3,
               member-vnf-index: a, kdu-name: ldap, namespace: shops}
            """))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/ip-address", "10.0.0.5"));
    }

    private List<String> labels() {
        return scene.plan("terminate").tasks().stream().map(TaskSpec::label).toList();
    }

    /** What an operation did of its plan is there for the next one, newest first. */
    private void did(String type, Predicate<TaskSpec> which) {
        for (TaskSpec task : scene.plan(type).tasks()) {
            if (which.test(task)) {
                scene.leftovers.addFirst(Created.by(task, outputs(task)));
            }
        }
    }

    private static Value.Obj outputs(TaskSpec task) {
        return switch (task.type()) {
            case "CreateExecutionEnvironment", "RegisterExecutionEnvironment" ->
                Value.Obj.EMPTY.with("environmentId", "ee of " + task.label());
            case "RunPrimitive" -> Value.Obj.EMPTY.with("output", "done");
            case "CreateServer" -> Value.Obj.EMPTY.with("serverId", task.id().value());
            case "InstallKdu" -> Value.Obj.EMPTY.with("instance", "i");
            default ->
                Value.Obj.EMPTY
                        .with("portId", task.id().value())
                        .with("networkId", "n")
                        .with("subnetId", "s")
                        .with("flavorId", "f");
        };
    }
}
