package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

class TerminatePlannerTest {

    @Test
    void shouldDeleteWhatWasCreatedUsersFirst() {
        var scene = Scene.sample();
        var plan = scene.plan("instantiate");
        for (TaskSpec task : plan.tasks()) {
            scene.leftovers.add(Created.by(task, outputs(task)));
        }

        var back = PlanRun.given(scene.plan("terminate"));

        back.startedInOrder(
                        "server gw-gatewayVM-0",
                        "port gw-gatewayVM-0 eth1",
                        "subnet datanet",
                        "network datanet",
                        "leftovers at vim-1")
                .startedInOrder("server cl-workerVM-1", "port cl-workerVM-1 eth0", "network cl internal")
                .startedInOrder("server gw-gatewayVM-0", "flavor gatewayVM-gw-1-flv");
        assertThat(back.labels())
                .doesNotContain("network mgmtnet", "image ubuntu22.04")
                .doesNotHaveDuplicates();
        assertThat(back.plan().tasks())
                .allMatch(task -> task.reversibility() == Reversibility.IMPOSSIBLE)
                .filteredOn(task -> task.label().equals("server gw-gatewayVM-0"))
                .first()
                .satisfies(task ->
                        assertThat(task.scope()).containsEntry("vdurIndex", "0").containsKey("vnfr"));
        assertThat(back.ready()).allMatch(label -> label.startsWith("server"));
    }

    private static Value.Obj outputs(TaskSpec task) {
        var id = task.id().value();
        return switch (task.type()) {
            case "EnsureFlavor" -> Value.Obj.EMPTY.with("flavorId", id).with("created", true);
            case "CreateNetwork" -> Value.Obj.EMPTY.with("networkId", id);
            case "FindNetwork" -> Value.Obj.EMPTY.with("networkId", id);
            case "CreateSubnet" -> Value.Obj.EMPTY.with("subnetId", id).with("networkId", referred(task, "/networkId"));
            case "CreatePort" -> Value.Obj.EMPTY.with("portId", id).with("networkId", referred(task, "/networkId"));
            case "CreateServer" ->
                Value.Obj.EMPTY
                        .with("serverId", id)
                        .with(
                                "interfaces",
                                Value.list(task.parameters().items("portIds").stream()
                                        .map(port -> Value.Obj.EMPTY.with("portId", idOf(port)))
                                        .toList()));
            default -> Value.Obj.EMPTY;
        };
    }

    private static String referred(TaskSpec task, String pointer) {
        return idOf(task.parameters().at(pointer).orElseThrow());
    }

    private static String idOf(Value reference) {
        return ((Value.Ref) reference).task().value();
    }

    @Test
    void shouldDeleteByTheIdsInTheRecordsButNoNetworkThatWasFound() {
        var plan = Scene.sample()
                .vnfr(0, vnfr -> Trees.with(vnfr, "/vdur/0/vim_info", "{'vim:vim-1': {vim_id: srv-1}}"))
                .nsr(nsr -> Trees.with(nsr, "/vld/0/vim_info", "{'vim:vim-1': {vim_id: net-mgmt}}"))
                .nsr(nsr -> Trees.with(nsr, "/vld/1/vim_info", "{'vim:vim-1': {vim_id: net-data, created: true}}"))
                .plan("terminate");

        PlanRun.given(plan)
                .expect("DeleteServer", "server gw-gatewayVM-0")
                .with("/id", "srv-1")
                .reply()
                .expect("DeleteNetwork", "network datanet")
                .with("/id", "net-data")
                .reply()
                .expect("RemoveLeftovers", "leftovers at vim-1")
                .with("/vim", "vim-1")
                .with("/ns", "id-04");
        assertThat(plan.size()).isEqualTo(3);
    }

    @Test
    void shouldOnlyLookForLeftoversOfAnNsThatWasNeverInstantiated() {
        var plan = Scene.sample().plan("terminate");

        assertThat(plan.tasks()).extracting(TaskSpec::type).containsExactly("RemoveLeftovers");
    }

    @Test
    void shouldRemoveWhatIsLeftOfAnNsWhoseRecordIsGone() {
        var scene = Scene.sample();
        scene.leftovers.add(new Created(
                "CreateServer", "server x", Map.of("vim", "vim-9"), Value.Obj.EMPTY.with("serverId", "s9")));

        var of = scene.records();
        var gone =
                new Records(null, List.of(), null, of.vnfds(), of.vimAccounts(), Map.of(), of.files(), of.leftovers());

        PlanRun.given(scene.plan("terminate", (request, records) -> new Planners(100).plan(request, gone)))
                .startedInOrder("server x", "leftovers at vim-9")
                .expect("RemoveLeftovers", "leftovers at vim-1")
                .with("/ns", "ns-1");
    }

    @Test
    void shouldLookAtTheVimsOfAVanishedNsInTheOrderGiven() {
        var vims = new LinkedHashMap<String, Value>();
        for (String id : List.of("v9", "v2", "v7", "v1", "v5", "v3")) {
            vims.put(id, Trees.yaml("{_id: " + id + "}"));
        }
        var gone = new Records(null, List.of(), null, Map.of(), vims, Map.of(), Map.of(), List.of());

        var plan = Scene.sample().plan("terminate", (request, records) -> new Planners(100).plan(request, gone));

        assertThat(plan.tasks())
                .extracting(task -> task.parameters().text("vim").orElseThrow())
                .containsExactly("v9", "v2", "v7", "v1", "v5", "v3");
    }

    @Test
    void shouldNotLookForEnvironmentsWhereTheNsHasNoCharm() {
        var scene = Scene.sample().nsd(nsd -> Trees.with(nsd, "/ns-configuration", "{config-primitive: []}"));

        assertThat(scene.plan("terminate").tasks()).extracting(TaskSpec::type).containsExactly("RemoveLeftovers");
    }

    @Test
    void shouldHaveNothingToDoWhereNoVimIsKnown() {
        var scene = Scene.sample();
        scene.vims.clear();

        assertThat(scene.plan("terminate").size()).isZero();
    }

    @Test
    void shouldDeleteAServerOfAnotherVimThere() {
        var scene = Scene.sample();
        scene.leftovers.add(new Created(
                "CreateServer", "server x", Map.of("vim", "vim-9"), Value.Obj.EMPTY.with("serverId", "s9")));

        PlanRun.given(scene.plan("terminate"))
                .startedInOrder("server x", "leftovers at vim-9")
                .expect("RemoveLeftovers", "leftovers at vim-1");
    }

    @Test
    void shouldRemoveByTagFirstWhereAServerMayBeThatNobodyKnows() {
        var scene = Scene.sample();
        scene.leftovers.add(new Created("CreateServer", "server x", Map.of("vim", Scene.VIM), Value.Obj.EMPTY));
        scene.leftovers.add(new Created(
                "EnsureFlavor",
                "flavor x",
                Map.of("vim", Scene.VIM),
                Value.Obj.EMPTY.with("flavorId", "f1").with("created", true)));

        PlanRun.given(scene.plan("terminate")).startedInOrder("half-made at vim-1", "flavor x", "leftovers at vim-1");
    }
}
