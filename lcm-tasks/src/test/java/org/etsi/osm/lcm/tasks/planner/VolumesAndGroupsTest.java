package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

/** A VNF twice, with volumes of each kind, a group, a link between its VDUs and one past the hypervisor. */
class VolumesAndGroupsTest {

    private static Scene database(String more) {
        var own = Path.of("src", "test", "resources", "own");
        return Scene.fixture(own, "database_vnf", "database_ns", more);
    }

    @Test
    void shouldBootFromAVolumeMadeOfTheImage() {
        PlanRun.given(database("{}").plan("instantiate"))
                .expect("FindImage", "image ubuntu22.04")
                .reply("imageId", "i1")
                .expect("EnsureFlavor", "flavor storeVM-east-1-flv")
                .with("/diskGb", 0)
                .with("/ephemeralGb", 5)
                .with("/swapMb", 1024)
                .reply("flavorId", "f1")
                .expect("CreateVolume", "volume hf1-east-storeVM-0-root")
                .with("/sizeGb", 20)
                .with("/imageId", "i1")
                .with("/keep", false)
                .in("vdu", "storeVM")
                .in("count", "0")
                .reply("volumeId", "v1")
                .expect("CreateVolume", "volume hf1-east-storeVM-0-data")
                .with("/sizeGb", 50)
                .with("/keep", true)
                .without("/imageId")
                .reply("volumeId", "v2")
                .expect("CreateVolume", "volume shared-log-database-vnf")
                .with("/multiAttach", true)
                .in("sharedVolume", "shared-log-database-vnf")
                .reply("volumeId", "v3")
                .expect("CreateServerGroup", "server group hf1-east-apart")
                .with("/policy", "anti-affinity")
                .in("affinityGroup", "0")
                .reply("serverGroupId", "g1")
                .expect("CreateNetwork", "network east backplane")
                .reply("networkId", "n1")
                .expect("CreateSubnet", "subnet east backplane")
                .reply("subnetId", "s1")
                .expect("CreatePort", "port east-storeVM-0 eth0")
                .reply("portId", "p0")
                .expect("CreateNetwork", "network datanet")
                .reply("networkId", "n2")
                .expect("CreateSubnet", "subnet datanet")
                .reply("subnetId", "s2")
                .expect("CreatePort", "port east-storeVM-0 eth1")
                .with("/vnicType", "direct")
                .reply("portId", "p1")
                .expect("CreateServer", "server east-storeVM-0")
                .without("/imageId")
                .with("/portIds/1", "p1")
                .with("/volumes/0/volumeId", "v1")
                .with("/volumes/0/boot", true)
                .with("/volumes/0/deleteWithServer", false)
                .with("/volumes/1/volumeId", "v2")
                .with("/volumes/1/boot", false)
                .with("/volumes/2/volumeId", "v3")
                .with("/serverGroupIds/0", "g1")
                .failAndExpectRolledBack(
                        "port east-storeVM-0 eth1",
                        "subnet datanet",
                        "network datanet",
                        "port east-storeVM-0 eth0",
                        "subnet east backplane",
                        "network east backplane",
                        "server group hf1-east-apart",
                        "volume shared-log-database-vnf",
                        "volume hf1-east-storeVM-0-data",
                        "volume hf1-east-storeVM-0-root",
                        "flavor storeVM-east-1-flv");
    }

    @Test
    void shouldGiveAServerWithoutARootVolumeItsImageAndItsDisk() {
        var plan = database("{}").plan("instantiate");

        assertThat(task(plan, "server east-frontVM-0").parameters().field("imageId"))
                .isPresent();
        assertThat(task(plan, "flavor frontVM-east-1-flv").parameters().at("/diskGb"))
                .contains(Value.of(10));
        assertThat(task(plan, "flavor frontVM-east-1-flv").parameters().field("swapMb"))
                .isEmpty();
    }

    @Test
    void shouldShareAVolumeBetweenAllWhoHaveItAtOneVim() {
        var plan = database("{}").plan("instantiate");

        var shared = ids(plan, "volume shared-log-database-vnf");
        assertThat(shared).hasSize(1);
        assertThat(plan.tasks())
                .filteredOn(task -> task.type().equals("CreateServer"))
                .hasSize(6)
                .allSatisfy(server -> assertThat(server.dependsOn().stream()
                                .map(Object::toString)
                                .toList())
                        .containsAll(shared));
    }

    @Test
    void shouldMakeVolumesGroupsAndNetworksAtEachVimWhereSomebodyUsesThem() {
        var scene = database("{vnf: [{member-vnf-index: west, vimAccountId: vim-2}]}");
        scene.vims.put("vim-2", Trees.yaml("{_id: vim-2, name: second, vim_type: sim}"));

        var plan = scene.plan("instantiate");

        for (String label :
                List.of("volume shared-log-database-vnf", "network mgmtnet", "network datanet", "image ubuntu22.04")) {
            assertThat(vims(plan, label)).as(label).containsExactlyInAnyOrder("vim-1", "vim-2");
        }
        assertThat(vims(plan, "server group hf1-east-apart")).containsExactly("vim-1");
        assertThat(vims(plan, "server group hf1-west-apart")).containsExactly("vim-2");
        assertThat(vims(plan, "network west backplane")).containsExactly("vim-2");
    }

    @Test
    void shouldUseVolumesAndGroupsThatTheVimHas() {
        var plan = database("""
            vnf: [{member-vnf-index: east, vdu: [{id: storeVM, volume: [
              {name: root, vim-volume-id: old-root}, {name: data, vim-volume-id: old-data}]}]}]
            additionalParamsForVnf: [{member-vnf-index: east,
              affinity-or-anti-affinity-group: [{id: apart, vim-affinity-group-id: old-group}]}]
            """).plan("instantiate");

        var run = PlanRun.given(plan)
                .expect("FindVolume", "volume old-root")
                .with("/id", "old-root")
                .reply("volumeId", "old-root")
                .expect("FindVolume", "volume old-data")
                .reply("volumeId", "old-data")
                .expect("FindServerGroup", "server group old-group")
                .in("affinityGroup", "0")
                .reply("serverGroupId", "old-group");
        assertThat(run.labels())
                .doesNotContain(
                        "volume hf1-east-storeVM-0-root",
                        "volume hf1-east-storeVM-0-data",
                        "server group hf1-east-apart")
                .contains("volume hf1-west-storeVM-0-root", "server group hf1-west-apart");
        var server = task(plan, "server east-storeVM-0").parameters();
        assertThat(server.at("/volumes/0/boot")).contains(Value.of(true));
        assertThat(server.field("imageId")).isEmpty();
    }

    @Test
    void shouldPutTheDataplaneOnThePhysicalNetworkOfTheAccount() {
        var scene = database("{}");
        scene.vims.put(
                Scene.VIM,
                Trees.yaml("{_id: vim-1, name: v, vim_type: sim, config: {dataplane_physical_net: physnet9}}"));

        var plan = scene.plan("instantiate");

        var data = task(plan, "network datanet").parameters();
        assertThat(data.text("physicalNetwork")).contains("physnet9");
        assertThat(data.text("networkType")).contains("vlan");
        assertThat(task(plan, "network east backplane").parameters().field("physicalNetwork"))
                .isEmpty();
    }

    @Test
    void shouldReadDisksOfOldRecordsFromTheDescriptor() {
        var scene = database("{}");
        for (int i = 0; i < 3; i++) {
            String storages = "/vdur/" + i + "/virtual-storages";
            scene.vnfr(0, vnfr -> Trees.without(vnfr, storages));
        }

        var plan = scene.plan("instantiate");

        assertThat(task(plan, "server east-storeVM-1").parameters().items("volumes"))
                .hasSize(3);
    }

    @Test
    void shouldDeleteVolumesAndGroupsAfterTheirServersAndKeepWhatIsToBeKept() {
        var scene = database("{}");
        scene.leftovers.addAll(List.of(
                made("CreateServer", "server x", "serverId", "s1"),
                made("CreateVolume", "volume gone", "volumeId", "v1"),
                new Created(
                        "CreateVolume",
                        "volume kept",
                        Map.of("vim", Scene.VIM),
                        Value.Obj.EMPTY.with("volumeId", "v2").with("keep", true)),
                made("CreateServerGroup", "group x", "serverGroupId", "g1"),
                made("CreatePort", "port x", "portId", "p1"),
                made("CreateFloatingIp", "address x", "floatingIpId", "a1")));
        scene.nsr(nsr -> Trees.with(
                nsr, "/affinity-or-anti-affinity-group/0/vim_info", "{'vim:vim-1': {vim_id: g2, created: true}}"));
        scene.nsr(nsr -> Trees.with(nsr, "/shared-volumes/0/vim_info", "{'vim:vim-1': {vim_id: v3, created: true}}"));

        var back = PlanRun.given(scene.plan("terminate"));

        back.startedInOrder("server x", "volume gone", "leftovers at vim-1")
                .startedInOrder("server x", "group x", "leftovers at vim-1")
                .startedInOrder("address x", "port x", "leftovers at vim-1")
                .startedInOrder("server x", "volume shared-log-database-vnf")
                .startedInOrder("server x", "server group hf1-east-apart");
        assertThat(back.labels()).doesNotContain("volume kept");
    }

    @Test
    void shouldTerminateWhateverTheRecordsSayOfDisks() {
        var scene = database("{}")
                .nsr(nsr -> Trees.with(nsr, "/shared-volumes/0/type-of-storage", "floppy-storage"))
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/virtual-storages/0/size-of-storage", "huge"));

        assertThat(scene.plan("terminate").tasks()).extracting(TaskSpec::type).containsExactly("RemoveLeftovers");
    }

    private static Created made(String type, String label, String idName, String id) {
        return new Created(type, label, Map.of("vim", Scene.VIM), Value.Obj.EMPTY.with(idName, id));
    }

    private static List<String> ids(Plan plan, String label) {
        return plan.tasks().stream()
                .filter(task -> task.label().equals(label))
                .map(task -> task.id().toString())
                .toList();
    }

    private static List<String> vims(Plan plan, String label) {
        return plan.tasks().stream()
                .filter(task -> task.label().equals(label))
                .map(task -> String.valueOf(task.scope().get("vim")))
                .toList();
    }

    private static TaskSpec task(Plan plan, String label) {
        return plan.tasks().stream()
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " isn't among "
                        + plan.tasks().stream().map(TaskSpec::label).toList()));
    }
}
