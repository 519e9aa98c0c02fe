package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

/** How an NS with everything is configured: in which order, where, and with which arguments. */
class ConfigurationPlanTest {
    private final Plan plan = Charmed.scene().plan("instantiate");

    @Test
    void shouldNumberTheEnvironmentsAsOsmDoes() {
        assertThat(plan.tasks())
                .filteredOn(task -> task.type().endsWith("ExecutionEnvironment"))
                .extracting(task ->
                        task.scope().get("environment") + " " + task.scope().get("element") + " " + task.label() + " "
                                + task.parameters().text("technology").orElse(""))
                .containsExactly(
                        "0 VNF environment a shop-ee lxc_proxy_charm",
                        "1 VNF environment a exporter-ee helm-v3",
                        "2 VDU environment a-back-0 back-ee native_charm",
                        "3 VDU environment a-back-1 back-ee native_charm",
                        "4 KDU environment a-ldap ldap-ee k8s_proxy_charm",
                        "5 VNF environment b shop-ee lxc_proxy_charm",
                        "6 VNF environment b exporter-ee helm-v3",
                        "7 VDU environment b-back-0 back-ee native_charm",
                        "8 VDU environment b-back-1 back-ee native_charm",
                        "9 KDU environment b-ldap ldap-ee k8s_proxy_charm",
                        "10 NS environment ns chain lxc_proxy_charm");
    }

    @Test
    void shouldPutEnvironmentsBesideServersButNativeOnesOnThem() {
        var run = PlanRun.given(plan);

        assertThat(run.ready())
                .contains("environment a shop-ee", "environment a exporter-ee", "environment ns chain", "kdu a-ldap")
                .doesNotContain("environment a-back-0 back-ee");
        run.startedInOrder("server a-back-0", "environment a-back-0 back-ee", "software a-back-0 back-ee");
        assertThat(task("environment a-back-1 back-ee").parameters()).satisfies(parameters -> {
            assertThat(parameters.field("hostname")).contains(reference("port a-back-1 eth0", "/ips/0"));
            assertThat(parameters.text("username")).contains("root");
            assertThat(parameters.text("namespace").orElseThrow()).endsWith("-1.back-1");
        });
        assertThat(task("software a-back-1 back-ee").parameters().at("/config/count"))
                .contains(Value.of("7"));
        assertThat(task("software a shop-ee").parameters().at("/units")).contains(Value.of(3));
        assertThat(task("environment a exporter-ee").parameters().at("/config/vnf_id"))
                .isPresent();
        assertThat(task("environment ns chain").parameters().field("vnfd")).isEmpty();
        assertThat(plan.tasks())
                .filteredOn(task -> task.scope().containsKey("hasTerminatePrimitives"))
                .extracting(TaskSpec::label)
                .containsExactly("environment a shop-ee", "environment b shop-ee", "environment ns chain");
    }

    @Test
    void shouldLogInToTheManagementServerAndOnlyBesideIt() {
        PlanRun.given(plan)
                .startedInOrder("software a shop-ee", "key of a shop-ee", "login of a shop-ee")
                .startedInOrder("server a-front-0", "login of a shop-ee", "primitive config a shop-ee");

        var login = task("login of a shop-ee");
        assertThat(login.adapter()).isEqualTo("ro");
        assertThat(login.scope()).containsEntry("vim", Scene.VIM).containsEntry("environment", "0");
        assertThat(login.parameters().field("serverId")).contains(reference("server a-front-0", "/serverId"));
        assertThat(login.parameters().field("address")).contains(reference("port a-front-0 eth0", "/ips/0"));
        assertThat(login.parameters().text("user")).contains("ubuntu");
        assertThat(plan.tasks())
                .extracting(TaskSpec::label)
                .doesNotContain("key of a-back-0 back-ee", "login of a-ldap ldap-ee", "login of ns chain");
    }

    @Test
    void shouldRunPrimitivesBySequenceAndEachElementAfterWhatItIsMadeOf() {
        PlanRun.given(plan)
                .startedInOrder(
                        "server a-back-1",
                        "primitive config a-back-1 back-ee",
                        "primitive join a-back-1 back-ee",
                        "primitive config a shop-ee",
                        "primitive verify-ssh-credentials a shop-ee",
                        "primitive open a shop-ee",
                        "primitive config ns chain",
                        "primitive announce ns chain")
                .startedInOrder(
                        "kdu a-ldap",
                        "primitive config a-ldap ldap-ee",
                        "primitive seed a-ldap ldap-ee",
                        "primitive start a exporter-ee",
                        "primitive config ns chain")
                .startedInOrder("server b-front-0", "primitive start b exporter-ee", "primitive config ns chain");
        assertThat(task("primitive open a shop-ee").scope())
                .containsEntry("environment", "0")
                .containsEntry("environmentRef", "shop-ee")
                .containsEntry("primitives", "initial");
    }

    @Test
    void shouldRelateCharmsOnceBothAreInstalledAndBeforeTheyAreConfigured() {
        PlanRun.given(plan)
                .startedInOrder("software a-back-0 back-ee", "relation a peers", "primitive config a-back-0 back-ee")
                .startedInOrder("software b shop-ee", "relation siblings", "key of a shop-ee");

        var peers = task("relation b peers").parameters();
        assertThat(peers.field("provider")).contains(reference("environment b shop-ee", "/environmentId"));
        assertThat(peers.field("requirer")).contains(reference("environment b-back-0 back-ee", "/environmentId"));
        assertThat(peers.text("requirerEndpoint")).contains("client");
        assertThat(task("relation siblings").parameters().field("requirer"))
                .contains(reference("environment b shop-ee", "/environmentId"));
    }

    @Test
    void shouldMapParametersOfEveryKind() {
        var arguments = arguments("primitive open a shop-ee");

        assertThat(arguments.text("greeting")).contains("hello");
        assertThat(arguments.field("workers")).contains(Value.of(4));
        assertThat(arguments.field("secure")).contains(Value.of(false));
        assertThat(arguments.text("tariff")).contains("{a: 1}");
        assertThat(arguments.at("/all/ip_address")).contains(reference("port a-front-0 eth0", "/address"));
        assertThat(arguments.at("/all/vdu/back-1/ip_address")).contains(reference("port a-back-1 eth0", "/address"));
        assertThat(arguments.at("/all/vdu/back-1/interfaces/eth0/ip_address"))
                .contains(reference("port a-back-1 eth0", "/address"));
        assertThat(arguments.at("/all/vdu/back-1/interfaces/eth0/mac_address"))
                .contains(reference("port a-back-1 eth0", "/mac"));
        assertThat(arguments.at("/all/member_vnf_index")).contains(Value.of("a"));
        assertThat(arguments("primitive open b shop-ee").at("/greeting/en/1")).contains(Value.of("hey"));
        assertThat(arguments("primitive join a-back-1 back-ee").field("me"))
                .contains(reference("port a-back-1 eth0", "/ips/0"));
        assertThat(arguments("primitive seed b-ldap ldap-ee").text("base")).contains("dc=b");
    }

    @Test
    void shouldTellTheCharmOfTheNsOfAllApplications() {
        var config = arguments("primitive config ns chain");

        assertThat(config.at("/ns_config_info/osm-config-mapping/a"))
                .contains(reference("environment a shop-ee", "/application"));
        assertThat(config.at("/ns_config_info/osm-config-mapping/b.back.1"))
                .contains(reference("environment b-back-1 back-ee", "/application"));
        assertThat(arguments("primitive announce ns chain")).isEqualTo(Trees.yaml("{motto: true}"));
    }

    @Test
    void shouldTellTheCharmOfAKduOfItsServices() {
        assertThat(arguments("primitive config a-ldap ldap-ee").at("/osm-config/v0/k8s/services"))
                .contains(reference("kdu a-ldap", "/services"));
    }

    @Test
    void shouldInstallKdusUnderTheNameTheOperatorGaveOrOneThatComesOutAgain() {
        var named = task("kdu a-ldap").parameters();
        var unnamed = task("kdu b-ldap").parameters();

        assertThat(named.text("instance")).contains("my-ldap");
        assertThat(task("kdu a-ldap").scope()).containsEntry("kduDeploymentName", "my-ldap");
        assertThat(task("kdu b-ldap").scope()).doesNotContainKey("kduDeploymentName");
        assertThat(named.text("namespace")).contains("shops");
        assertThat(named.at("/values/replicas")).contains(Value.of(2));
        assertThat(named.items("services")).containsExactly(Trees.yaml("{name: ldap, mgmt: true}"));
        assertThat(unnamed.text("instance").orElseThrow()).matches("stable-openldap-\\d{10}");
        assertThat(Charmed.scene().plan("instantiate").tasks()).isEqualTo(plan.tasks());
    }

    @Test
    void shouldUseTheAccountOfTheVnfOrElseOfItsVim() {
        var scene = Charmed.scene().vnfr(0, vnfr -> Trees.with(vnfr, "/vca-id", "vca-a"));
        scene.vims.replaceAll((id, vim) -> Trees.with(vim, "/vca", "vca-vim"));
        scene.leftovers.add(new Created("GetPublicKey", "key", Map.of(), Value.Obj.EMPTY));

        var tasks = scene.plan("instantiate").tasks();

        assertThat(tasks)
                .filteredOn(task -> List.of("environment a shop-ee", "primitive open b shop-ee", "environment ns chain")
                        .contains(task.label()))
                .extracting(task -> task.parameters().text("vca").orElse(""))
                .containsExactly("vca-a", "vca-vim", "vca-vim");
        assertThat(tasks)
                .filteredOn(task -> task.type().equals("RemoveEnvironments"))
                .extracting(task -> task.parameters().text("vca").orElse(""))
                .containsExactly("vca-vim", "vca-a");
    }

    @Test
    void shouldReachAPhysicalUnitByItsRecordAndLogInToNothing() {
        var physical = Charmed.scene()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/pdu-type", "gateway"))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/ip-address", "10.1.1.1"))
                .plan("instantiate");

        var config = physical.tasks().stream()
                .filter(task -> task.label().equals("primitive config a shop-ee"))
                .findFirst()
                .orElseThrow();
        assertThat(config.parameters().at("/arguments/ssh-hostname")).contains(Value.of("10.1.1.1"));
        assertThat(physical.tasks()).extracting(TaskSpec::label).doesNotContain("key of a shop-ee");
    }

    @Test
    void shouldAddressAKduByItsManagementService() {
        var scene = withDay12("/2/initial-config-primitive/0/parameter/0/value", "<rw_mgmt_ip>");

        var seed = task(scene.plan("instantiate"), "primitive seed a-ldap ldap-ee");

        assertThat(seed.parameters().at("/arguments/base")).contains(reference("kdu a-ldap", "/address"));
        assertThat(seed.dependsOn()).contains(task("kdu a-ldap").id());
        scene.vnfd("shop-vnf", vnfd -> Trees.with(vnfd, "/kdu/0/service", "[{name: ldap}]"));
        assertThat(task(scene.plan("instantiate"), "primitive seed a-ldap ldap-ee")
                        .parameters()
                        .at("/arguments/base"))
                .contains(new Value.Nil());
    }

    @Test
    void shouldWaitForTheRelationsOfAnEnvironmentWithoutPrimitives() {
        var plan = withDay12("/1/initial-config-primitive", "[]").plan("instantiate");

        PlanRun.given(plan).startedInOrder("relation a peers", "primitive start a exporter-ee");
    }

    @Test
    void shouldNotLogInWhereTheDescriptorNamesNoUser() {
        var plan = withDay12("/0/config-access/ssh-access", "{required: true}").plan("instantiate");

        assertThat(plan.tasks())
                .extracting(TaskSpec::label)
                .contains("primitive config a shop-ee")
                .doesNotContain("key of a shop-ee", "login of a shop-ee", "primitive verify-ssh-credentials a shop-ee");
    }

    @Test
    void shouldLetTheVcaLogInToServersWithNativeCharmsOnly() {
        var scene = Charmed.scene().asking("{ssh_keys: [ssh-rsa MINE]}");
        scene.controllerKey = "ssh-rsa VCA";

        var plan = scene.plan("instantiate");

        assertThat(task(plan, "server a-back-1").parameters().text("userData"))
                .contains("#cloud-config\nssh_authorized_keys:\n- \"ssh-rsa MINE\"\n- \"ssh-rsa VCA\"\n");
        assertThat(task(plan, "server a-front-0").parameters().text("userData").orElseThrow())
                .doesNotContain("VCA");
        var juju = "/0/execution-environment-list/0/juju/proxy";
        var onVnf = withDay12(juju, "false");
        onVnf.controllerKey = "ssh-rsa VCA";
        assertThat(task(onVnf.plan("instantiate"), "server a-front-0")
                        .parameters()
                        .text("userData")
                        .orElseThrow())
                .contains("ssh-rsa VCA");
    }

    private static Scene withDay12(String pointer, String yaml) {
        var day12 = "/df/0/lcm-operations-configuration/operate-vnf-op-config/day1-2";
        return Charmed.scene().vnfd("shop-vnf", vnfd -> Trees.with(vnfd, day12 + pointer, yaml));
    }

    private Value.Obj arguments(String label) {
        return (Value.Obj) task(label).parameters().field("arguments").orElseThrow();
    }

    private Value reference(String label, String pointer) {
        return new Value.Ref(task(label).id(), pointer);
    }

    private TaskSpec task(String label) {
        return task(plan, label);
    }

    private static TaskSpec task(Plan plan, String label) {
        return plan.tasks().stream()
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " isn't among "
                        + plan.tasks().stream().map(TaskSpec::label).toList()));
    }
}
