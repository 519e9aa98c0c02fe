package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static Scene scene(String more) {
        var scene = Scene.sample().asking("{placement-engine: PLA, " + more + "}");
        scene.vims.put("vim-2", Trees.yaml("{_id: vim-2, name: second, vim_type: sim}"));
        return scene;
    }

    private static Set<String> vimsOf(Plan plan, String vnf) {
        return plan.tasks().stream()
                .filter(task -> vnf.equals(task.scope().get("vnf")))
                .map(task -> Objects.requireNonNull(task.scope().get("vim")))
                .collect(Collectors.toSet());
    }

    /** Goal: the engine's word counts more than the request's and the record's. */
    @Test
    void shouldPlanEachVnfWhereTheEngineWantsIt() {
        Scene scene = scene("vnf: [{member-vnf-index: gw, vimAccountId: vim-1}]")
                .placed("gw", "vim-2")
                .placed("nobody", "vim-2");

        Plan plan = scene.plan("instantiate");

        assertThat(vimsOf(plan, "gw")).containsExactly("vim-2");
        assertThat(vimsOf(plan, "cl")).containsExactly(Scene.VIM);
    }

    /** Goal: an engine that has found nothing leaves everything where NBI put it, as in OSM's own LCM. */
    @Test
    void shouldPlanAsRecordedWhatTheEngineSaysNothingOf() {
        Plan plan = scene("vnf: []").plan("instantiate");

        assertThat(vimsOf(plan, "gw")).containsExactly(Scene.VIM);
        assertThat(vimsOf(plan, "cl")).containsExactly(Scene.VIM);
    }

    @Test
    void shouldIgnoreAPlacementThatNobodyAskedFor() {
        Scene scene = Scene.sample().placed("gw", "vim-9");

        assertThat(vimsOf(scene.plan("instantiate"), "gw")).containsExactly(Scene.VIM);
    }

    @Test
    void shouldRefuseAPlacementOutsideOfWhatTheUserMayUse() {
        Scene scene = scene("validVimAccounts: [vim-1]").placed("gw", "vim-2");

        assertThatThrownBy(() -> scene.plan("instantiate"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("INVALID_REQUEST: Expected PLA to place VNF gw at one of the VIM accounts [vim-1], but it"
                        + " said 'vim-2'");
    }

    @Test
    void shouldRefuseAPlacementAtAnAccountThatIsNotThere() {
        Scene scene = scene("vnf: []").placed("gw", "vim-9");

        assertThatThrownBy(() -> scene.plan("instantiate"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("Expected VIM account vim-9 of VNF gw");
    }

    @Test
    void shouldRefuseAnUnknownEngine() {
        Scene scene = Scene.sample().asking("{placement-engine: dice}");

        assertThatThrownBy(() -> scene.plan("instantiate"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("INVALID_REQUEST: Expected placement-engine to be PLA, but found 'dice'");
    }

    @Test
    void shouldReadWhatItCanOfAnAnswer() {
        assertThat(Placement.read(Trees.yaml(
                        "{vnf: [{member-vnf-index: '1', vimAccountId: a}, {member-vnf-index: '2'}, 7, {vimAccountId:"
                                + " b}]}")))
                .containsOnlyKeys("1");
        assertThat(Placement.read(Trees.yaml("{vnf: nothing}"))).isEmpty();
    }
}
