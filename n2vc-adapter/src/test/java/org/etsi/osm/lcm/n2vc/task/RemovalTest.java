package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.DeleteExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RemoveEnvironments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way back: what is named is gone afterwards, absence is no failure, and what another NS has stays. */
class RemovalTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private final AdapterScene scene = new AdapterScene();

    private Command delete(long sequence, String id) {
        var asked = new DeleteExecutionEnvironment.Parameters(id, null);
        return scene.command("op-2", EXECUTE, "DeleteExecutionEnvironment", sequence, asked.toValue());
    }

    private Command removeAll() {
        var asked = new RemoveEnvironments.Parameters("ns-1", null);
        return scene.command("op-2", EXECUTE, "RemoveEnvironments", 1, asked.toValue());
    }

    private String environment(String ns, String task, String account) {
        return scene.vca
                .create(new Vca.Creation(
                        ns, task, account, "." + ns + ".vnf-0", "helm-v3", "chart", "", Value.Obj.EMPTY, null))
                .id();
    }

    private void release(String ns, String cluster) {
        scene.kubernetes.install(new Kubernetes.Request(
                ns,
                "op-0/kdu-" + ns,
                cluster,
                "space",
                "release-" + ns,
                "helm-chart-v3",
                "chart",
                Value.Obj.EMPTY,
                List.of(),
                List.of()));
    }

    @Test
    void shouldDeleteAnEnvironmentAndTolerateItsAbsence() {
        var adapter = scene.adapter().receives(delete(1, scene.environment)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertThat(scene.vca.describe(scene.environment)).isEmpty();

        adapter.receives(delete(2, scene.environment)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        adapter.receives(delete(3, "never made")).passes(LONG_ENOUGH);
        scene.onlySuccess();
    }

    @Test
    void shouldNotDeleteTheEnvironmentOfAnotherNs() {
        String anothers = environment("ns-2", "op-0/x", "");

        scene.adapter().receives(delete(1, anothers)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.vca.describe(anothers)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRepeatWhatWasDoneByHalf(boolean answersWell) {
        scene.state.put(SimVcaFault.always("half", new SimVcaFault.HalfDelete(answersWell))
                .times(2));

        scene.adapter().receives(delete(1, scene.environment)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.vca.describe(scene.environment)).isEmpty();
    }

    @Test
    void shouldDeleteAfterACrash() {
        scene.adapter().endsAfter("remove " + scene.environment).receives(delete(1, scene.environment));

        scene.adapter().receives(delete(1, scene.environment)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.vca.describe(scene.environment)).isEmpty();
    }

    @Test
    void shouldFailWhenItIsRefusedForGood() {
        scene.state.put(SimVcaFault.always("f", new SimVcaFault.Refuse(VcaException.Code.INVALID)));

        scene.adapter().receives(delete(1, scene.environment)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure().code()).isEqualTo("INVALID");
        assertThat(scene.vca.describe(scene.environment)).isPresent();
    }

    @Test
    void shouldRemoveAllThatTheNsHasAtWhateverAccountAndNothingElse() {
        environment("ns-1", "op-0/x", "");
        environment("ns-1", "op-0/y", "vca-2");
        String ofAnotherNs = environment("ns-2", "op-0/z", "");
        release("ns-1", "c1");
        release("ns-2", "c1");
        scene.state.put(
                SimVcaFault.always("half", new SimVcaFault.HalfDelete(true)).times(1));

        scene.adapter().receives(removeAll()).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.vca.all()).extracting(ExecutionEnvironment::id).containsExactly(ofAnotherNs);
        assertThat(scene.kubernetes.all())
                .singleElement()
                .matches(one -> one.nsInstanceId().equals("ns-2"));
    }

    /** A create of the instantiate is on its way: the terminate ends only when it can't arrive any more. */
    @Test
    void shouldEndTheNsOnlyWhenNothingCanArriveAnyMore() {
        scene.state.put(SimVcaFault.always("late", new SimVcaFault.AcceptLate(Duration.ofSeconds(15)))
                .times(1));
        var create = new CreateExecutionEnvironment.Parameters(
                ".ns-1.vnf-0", "lxc_proxy_charm", "simple", null, null, null, Value.Obj.EMPTY);
        scene.adapter()
                .endsAfter("act")
                .receives(scene.command(EXECUTE, "CreateExecutionEnvironment", 1, create.toValue()));

        scene.adapter().receives(removeAll()).passes(LONG_ENOUGH);

        assertThat(scene.replies.stream()
                        .filter(reply -> reply.operation().toString().contains("op-2")))
                .anyMatch(reply -> reply.isFinal() && reply.failure() == null);
        assertThat(scene.vca.ofNs("ns-1")).isEmpty();
        assertThat(scene.happened(What.ENVIRONMENT_DELETED)).hasSize(1);
        assertThat(scene.ledger.snapshot().get("op-1/t0001")).matches(entry -> entry.closed());
    }
}
