package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.tasks.Trees;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.junit.jupiter.api.Test;

/** Where later tasks find a server and its addresses, public ones included. */
class PlannedServersTest {

    /** A plan of the servers alone, with what is told of them. */
    private record Planned(NetworkService service, PlannedServers servers, Plan plan) {
        static Planned of(Scene scene) {
            var service = NetworkService.read(scene.parameters, scene.records());
            var draft = new PlanDraft("ns-1", Planners.DEFAULT_LIMIT);
            var preparation = new Preparation();
            var tasks = new ServerTasks(
                    service, draft, new NetworkTasks(service, draft, preparation), preparation, new CloudInit());
            service.vnfs().forEach(vnf -> vnf.record().vdurs().forEach(vdur -> tasks.plan(vnf, vdur, List.of())));
            return new Planned(service, tasks.planned(), draft.done());
        }

        PlannedServer gateway() {
            return servers.managing(service.vnfs().getFirst()).orElseThrow();
        }

        TaskId task(String label) {
            return plan.tasks().stream()
                    .filter(task -> task.label().equals(label))
                    .findFirst()
                    .map(TaskSpec::id)
                    .orElseThrow();
        }

        List<TaskSpec> floatingIps() {
            return plan.tasks().stream()
                    .filter(task -> task.type().equals("CreateFloatingIp"))
                    .toList();
        }
    }

    @Test
    void shouldTellTheServersInPlanOrderWithTheirAddresses() {
        var planned = Planned.of(Scene.sample());
        var vnf = planned.service().vnfs().get(1);

        assertThat(planned.servers().all())
                .extracting(PlannedServer::server)
                .containsExactly(
                        planned.task("server gw-gatewayVM-0"),
                        planned.task("server cl-masterVM-0"),
                        planned.task("server cl-workerVM-0"),
                        planned.task("server cl-workerVM-1"));
        var gateway = planned.gateway();
        assertThat(gateway.id()).isEqualTo(Input.output(planned.task("server gw-gatewayVM-0"), "serverId"));
        var management = gateway.vnfManagement().orElseThrow();
        var port = planned.task("port gw-gatewayVM-0 eth0");
        assertThat(management.address()).isEqualTo(Input.output(port, "ips/0"));
        assertThat(management.mac()).isEqualTo(Input.output(port, "mac"));
        assertThat(gateway.named("eth1").orElseThrow().port()).isEqualTo(planned.task("port gw-gatewayVM-0 eth1"));
        assertThat(gateway.ready()).containsExactly(planned.task("server gw-gatewayVM-0"));
        var worker = planned.servers().of(vnf, vnf.record().vdurs().get(2)).orElseThrow();
        assertThat(worker.server()).isEqualTo(planned.task("server cl-workerVM-1"));
        assertThat(worker.vnfManagement()).isEmpty();
        assertThat(worker.management().orElseThrow().port()).isEqualTo(planned.task("port cl-workerVM-1 eth0"));
        assertThat(planned.floatingIps()).isEmpty();
    }

    @Test
    void shouldReachAServerAtItsPublicAddressWhereItHasOne() {
        var planned = Planned.of(Scene.sample().asking("""
            vnf: [{member-vnf-index: gw, vdu: [{id: gatewayVM, interface: [{name: eth0, floating-ip-required: true}]}]}]
            """));

        var address = planned.task("floating IP gw-gatewayVM-0 eth0");
        var gateway = planned.gateway();
        assertThat(gateway.management().orElseThrow().address()).isEqualTo(Input.output(address, "address"));
        assertThat(gateway.management().orElseThrow().ownAddress())
                .isEqualTo(Input.output(planned.task("port gw-gatewayVM-0 eth0"), "ips/0"));
        assertThat(gateway.ready()).containsExactly(planned.task("server gw-gatewayVM-0"), address);
        var task = planned.floatingIps().getFirst();
        assertThat(task.parameters().field("network")).isEmpty();
        assertThat(task.parameters().text("name")).contains("hf1-gw-gatewayVM-0-eth0");
        assertThat(task.dependsOn()).contains(gateway.server());
        assertThat(task.scope()).containsEntry("interface", "eth0").containsEntry("vdu", "gatewayVM");
    }

    @Test
    void shouldGiveManagementPublicAddressesWhereTheAccountSaysSo() {
        var scene = Scene.sample();
        scene.vims.put(
                Scene.VIM, Trees.yaml("{_id: vim-1, name: v, vim_type: sim, config: {use_floating_ip: ext-net}}"));

        var planned = Planned.of(scene);

        assertThat(planned.floatingIps())
                .isNotEmpty()
                .allSatisfy(
                        task -> assertThat(task.parameters().text("network")).contains("ext-net"))
                .extracting(TaskSpec::label)
                .contains("floating IP gw-gatewayVM-0 eth0")
                .doesNotContain("floating IP gw-gatewayVM-0 eth1", "floating IP cl-workerVM-0 eth0");
    }

    @Test
    void shouldPreferTheNetworkOfTheInterfaceAndHeedAnAccountThatSaysNo() {
        var scene = Scene.sample()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/1/floating-ip-required", "'outside'"));
        scene.vims.put(
                Scene.VIM, Trees.yaml("{_id: vim-1, name: v, vim_type: sim, config: {use_floating_ip: 'False'}}"));

        assertThat(Planned.of(scene).floatingIps())
                .singleElement()
                .satisfies(task -> assertThat(task.parameters().text("network")).contains("outside"))
                .extracting(TaskSpec::label)
                .isEqualTo("floating IP gw-gatewayVM-0 eth1");
    }

    @Test
    void shouldNotTakeADataplaneInterfaceForManagement() {
        var scene = Scene.sample().vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/0/type", "SR-IOV"));
        scene.vims.put(Scene.VIM, Trees.yaml("{_id: vim-1, name: v, vim_type: sim, config: {use_floating_ip: true}}"));

        assertThat(Planned.of(scene).floatingIps())
                .extracting(TaskSpec::label)
                .doesNotContain("floating IP gw-gatewayVM-0 eth0");
    }
}
