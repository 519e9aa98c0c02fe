package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Packages;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

class InstantiatePlannerTest {

    @Test
    void shouldPlanTheSampleFromImageToServer() {
        PlanRun.given(Scene.sample().plan("instantiate"))
                .expect("FindImage", "image ubuntu22.04")
                .with("/vim", Scene.VIM)
                .with("/name", "ubuntu22.04")
                .in("image", "0")
                .reply("imageId", "i1")
                .expect("EnsureFlavor", "flavor gatewayVM-gw-1-flv")
                .with("/ramMb", 2048)
                .with("/vcpus", 2)
                .with("/diskGb", 10)
                .reply("flavorId", "f1")
                .expect("FindNetwork", "network mgmtnet")
                .with("/name", "mgmt")
                .in("vld", "mgmtnet")
                .reply("networkId", "n1")
                .expect("CreateNetwork", "network datanet")
                .with("/name", "hf1-datanet")
                .reply("networkId", "n2")
                .expect("CreateSubnet", "subnet datanet")
                .with("/networkId", "n2")
                .with("/cidr", "192.168.100.0/24")
                .with("/dhcp", true)
                .with("/gateway", "")
                .reply("subnetId", "s2")
                .expect("CreatePort", "port gw-gatewayVM-0 eth0")
                .with("/networkId", "n1")
                .without("/fixedIps")
                .reply("portId", "p1")
                .expect("CreatePort", "port gw-gatewayVM-0 eth1")
                .with("/networkId", "n2")
                .with("/fixedIps/0", "192.168.100.10")
                .with("/name", "hf1-gw-gatewayVM-0-eth1")
                .in("interface", "eth1")
                .reply("portId", "p2")
                .expect("CreateServer", "server gw-gatewayVM-0")
                .with("/name", "hf1-gw-gatewayVM-0")
                .with("/imageId", "i1")
                .with("/flavorId", "f1")
                .with("/portIds/0", "p1")
                .with("/portIds/1", "p2")
                .with("/configDrive", false)
                .in("vnf", "gw")
                .in("vdu", "gatewayVM")
                .in("vdurIndex", "0")
                .failAndExpectRolledBack(
                        "port gw-gatewayVM-0 eth1",
                        "port gw-gatewayVM-0 eth0",
                        "subnet datanet",
                        "network datanet",
                        "flavor gatewayVM-gw-1-flv");
    }

    @Test
    void shouldRenderCloudInitWithOsmsVariables() {
        var gateway = server(Scene.sample().plan("instantiate"), "server gw-gatewayVM-0");
        var master = server(Scene.sample().plan("instantiate"), "server cl-masterVM-0");

        assertThat(gateway).isEqualTo("""
            #cloud-config
            hostname: gateway
            write_files:
            - path: /etc/osm/ns
              content: |
                ns=id-04
                vnf=gw
                vdu=gatewayVM-0\
            """);
        assertThat(master).contains("    masterVM-0\n    workerVM-0\n    workerVM-1\n");
    }

    @Test
    void shouldPreferTheOperatorsParametersInCloudInit() {
        var scene = Scene.of(
                Packages.sample(),
                "{additionalParamsForVnf: [{member-vnf-index: gw, additionalParams: {hostname: 'edge & co'}}]}");

        assertThat(server(scene.plan("instantiate"), "server gw-gatewayVM-0")).contains("hostname: edge & co\n");
    }

    @Test
    void shouldGiveSshKeysBesideTheCloudInit() {
        var plan = Scene.sample().asking("ssh_keys: ['ssh-rsa AAAA me@host']").plan("instantiate");

        assertThat(server(plan, "server cl-workerVM-0"))
                .isEqualTo("#cloud-config\nssh_authorized_keys:\n- \"ssh-rsa AAAA me@host\"\n");
        assertThat(server(plan, "server gw-gatewayVM-0"))
                .startsWith("Content-Type: multipart/mixed; boundary=\"===============osm-lcm==\"\n")
                .contains("hostname: gateway")
                .contains("- \"ssh-rsa AAAA me@host\"\n")
                .endsWith("--===============osm-lcm==--\n");
    }

    @Test
    void shouldMakeAServerForEachInstanceAndOneNetworkForAll() {
        var plan = Scene.sample().plan("instantiate");

        PlanRun.given(plan)
                .startedInOrder(
                        "network cl internal", "subnet cl internal", "port cl-workerVM-1 eth0", "server cl-workerVM-1")
                .startedInOrder("network cl internal", "port cl-masterVM-0 eth2", "server cl-masterVM-0");
        assertThat(plan.tasks())
                .extracting(TaskSpec::label)
                .containsOnlyOnce("network cl internal", "image ubuntu22.04");
        assertThat(task(plan, "subnet cl internal").parameters().text("cidr")).contains("10.77.0.0/24");
        assertThat(task(plan, "network cl internal").scope())
                .containsKey("vnfr")
                .containsEntry("vld", "internal");
    }

    @Test
    void shouldPlanTheSameTwice() {
        assertThat(Scene.sample().plan("instantiate").tasks())
                .isEqualTo(Scene.sample().plan("instantiate").tasks());
    }

    @Test
    void shouldTakeNetworksAddressesAndSizesFromTheRequest() {
        var plan = Scene.sample().asking("""
            vld:
            - name: mgmtnet
              vim-network-id: {vim-1: net-77}
              vnfd-connection-point-ref:
              - {member-vnf-index-ref: gw, vnfd-connection-point-ref: gateway-mgmt-ext, ip-address: 10.20.0.9}
            - name: datanet
              ip-profile: {ip-version: ipv4, subnet-address: 10.9.0.0/24, gateway-address: 10.9.0.1,
                           dns-server: [{address: 8.8.8.8}], dhcp-params: {enabled: true, start-address: 10.9.0.50, count: '20'}}
              provider-network: {physical-network: physnet1, segmentation-id: '7', network-type: vlan}
            vnf:
            - member-vnf-index: cl
              vdu:
              - {id: masterVM, vim-flavor-name: m1.medium, instance_name: boss, security-group-name: open,
                 interface: [{name: eth1, ip-address: 10.9.0.7, mac-address: 'fa:16:3e:00:00:07'}]}
              internal-vld:
              - {name: internal, vim-network-name: existing}
            """).plan("instantiate");

        assertThat(task(plan, "network mgmtnet").parameters().text("id")).contains("net-77");
        assertThat(task(plan, "port gw-gatewayVM-0 eth0").parameters().at("/fixedIps/0"))
                .contains(Value.of("10.20.0.9"));
        assertThat(task(plan, "network datanet").parameters().at("/segmentationId"))
                .contains(Value.of(7));
        assertThat(task(plan, "subnet datanet").parameters())
                .isEqualTo(Trees.with(task(plan, "subnet datanet").parameters(), "/cidr", "10.9.0.0/24"));
        assertThat(task(plan, "subnet datanet").parameters().text("gateway")).contains("10.9.0.1");
        assertThat(task(plan, "subnet datanet").parameters().at("/allocationCount"))
                .contains(Value.of(20));
        assertThat(task(plan, "flavor m1.medium").type()).isEqualTo("FindFlavor");
        assertThat(task(plan, "server cl-masterVM-0").parameters().text("name")).contains("boss");
        var port = task(plan, "port cl-masterVM-0 eth1").parameters();
        assertThat(port.at("/fixedIps/0")).contains(Value.of("10.9.0.7"));
        assertThat(port.text("mac")).contains("fa:16:3e:00:00:07");
        assertThat(port.at("/securityGroups/0")).contains(Value.of("open"));
        assertThat(task(plan, "network cl internal").type()).isEqualTo("FindNetwork");
    }

    @Test
    void shouldUseSeveralVimsEachWithItsOwnNetworkAndImage() {
        var scene = Scene.sample().asking("{vnf: [{member-vnf-index: gw, vimAccountId: vim-2}]}");
        scene.vims.put("vim-2", Trees.yaml("{_id: vim-2, name: second, vim_type: aws}"));

        var plan = scene.plan("instantiate");

        assertThat(task(plan, "server gw-gatewayVM-0").scope()).containsEntry("vim", "vim-2");
        assertThat(task(plan, "server cl-masterVM-0").scope()).containsEntry("vim", "vim-1");
        assertThat(plan.tasks())
                .filteredOn(task -> task.label().equals("network datanet"))
                .extracting(task -> task.scope().get("vim"))
                .containsExactlyInAnyOrder("vim-1", "vim-2");
        assertThat(plan.tasks())
                .filteredOn(task -> task.type().equals("FindImage"))
                .extracting(TaskSpec::label)
                .containsExactly("image ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server", "image ubuntu22.04");
    }

    @Test
    void shouldKnowSriovFixedAddressesAndPortSecurity() {
        var plan = Scene.sample()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/1/type", "SR-IOV"))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/1/ip-address", "192.168.100.33"))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/0/port-security-enabled", "'false'"))
                .plan("instantiate");

        var sriov = task(plan, "port gw-gatewayVM-0 eth1").parameters();
        assertThat(sriov.text("vnicType")).contains("direct");
        assertThat(sriov.at("/fixedIps/0")).contains(Value.of("192.168.100.33"));
        assertThat(task(plan, "port gw-gatewayVM-0 eth0").parameters().at("/portSecurity"))
                .contains(Value.of(false));
    }

    @Test
    void shouldNotTakeAnAddressThatAFormerServerGotForOneThatIsAskedFor() {
        var plan = Scene.sample()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/status", "DELETED"))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/interfaces/0/ip-address", "10.20.0.200"))
                .plan("instantiate");

        assertThat(task(plan, "port gw-gatewayVM-0 eth0").parameters().field("fixedIps"))
                .isEmpty();
    }

    @Test
    void shouldLeavePhysicalUnitsAlone() {
        var plan = Scene.sample()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/pdu-type", "router"))
                .plan("instantiate");

        assertThat(plan.tasks()).extracting(TaskSpec::label).noneMatch(label -> label.contains("gatewayVM"));
    }

    @Test
    void shouldStartVnfsInTheOrderOfTheirDependencies() {
        var plan = Scene.sample()
                .nsd(nsd -> Trees.with(nsd, "/df/0/dependencies", "[{primary-id: [cl], secondary-id: [gw]}]"))
                .plan("instantiate");

        PlanRun.given(plan).startedInOrder("server cl-workerVM-1", "server gw-gatewayVM-0");
    }

    @Test
    void shouldChooseTheSameFreeSubnetWhereNothingIsSaid() {
        var scene = Scene.sample()
                .nsd(nsd -> Trees.without(nsd, "/df/0/virtual-link-profile"))
                .vnfd("cluster-vnf", vnfd -> Trees.without(vnfd, "/df/0/virtual-link-profile"));

        var cidrs = scene.plan("instantiate").tasks().stream()
                .filter(task -> task.type().equals("CreateSubnet"))
                .map(task -> task.parameters().text("cidr").orElseThrow())
                .toList();

        assertThat(cidrs).hasSize(2).doesNotHaveDuplicates().allMatch(cidr -> cidr.matches("192\\.168\\.\\d+\\.0/24"));
    }

    @Test
    void shouldRemoveWhatAnEarlierOperationLeftBeforeItCreates() {
        var scene = Scene.sample();
        scene.leftovers.add(new Created(
                "CreateNetwork",
                "network datanet",
                Map.of("vim", Scene.VIM),
                Value.Obj.EMPTY.with("networkId", "old")));

        var plan = scene.plan("instantiate");

        var removal = task(plan, "leftovers at vim-1");
        assertThat(removal.reversibility()).isEqualTo(Reversibility.ABSORBED);
        assertThat(plan.tasks())
                .filteredOn(task ->
                        List.of("CreateNetwork", "CreatePort", "EnsureFlavor").contains(task.type()))
                .allSatisfy(task -> assertThat(task.dependsOn()).contains(removal.id()))
                .extracting(TaskSpec::type)
                .contains("CreateNetwork", "CreatePort", "EnsureFlavor");
        assertThat(plan.tasks().getFirst().type()).isEqualTo("DeleteNetwork");
    }

    @Test
    void shouldReadRecordsOfOldWithoutFlavorsAndImages() {
        var plan = Scene.sample()
                .nsr(nsr -> Trees.without(nsr, "/flavor"))
                .nsr(nsr -> Trees.without(nsr, "/image"))
                .plan("instantiate");

        assertThat(task(plan, "flavor gatewayVM-gw-flv").parameters().at("/ramMb"))
                .contains(Value.of(2048));
        assertThat(plan.tasks()).extracting(TaskSpec::label).contains("image ubuntu22.04");
    }

    @Test
    void shouldFindTheManagementNetworkThatTheVimAccountNames() {
        var scene = Scene.sample()
                .nsd(nsd -> Trees.without(nsd, "/virtual-link-desc/0/vim-network-name"))
                .nsr(nsr -> Trees.without(nsr, "/vld/0/vim-network-name"));
        scene.vims.put(
                Scene.VIM, Trees.yaml("{_id: vim-1, name: v, vim_type: sim, config: {management_network_name: ours}}"));

        assertThat(task(scene.plan("instantiate"), "network mgmtnet")
                        .parameters()
                        .text("name"))
                .contains("ours");
    }

    private static TaskSpec task(Plan plan, String label) {
        return plan.tasks().stream()
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " isn't among "
                        + plan.tasks().stream().map(TaskSpec::label).toList()));
    }

    private static String server(Plan plan, String label) {
        return task(plan, label).parameters().text("userData").orElseThrow();
    }
}
