package org.etsi.osm.lcm.n2vc.vca.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment.Status;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Relation;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.junit.jupiter.api.Test;

/** What the simulated VCA promises, whatever keeps its state; each look is another process's. */
public abstract class SimVcaContract {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration RUN_TIME = TIME;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    protected abstract SimVcaState state();

    private SimSite site() {
        return new SimSite(state(), () -> now, SimVcaSettings.each(TIME), time -> now = now.plus(time));
    }

    private SimVca vca() {
        return new SimVca(site());
    }

    private List<SimEvent> history() {
        return site().history();
    }

    private static Vca.Creation creation(String technology, String namespace, String task) {
        return new Vca.Creation(
                "ns-1",
                task,
                "",
                namespace,
                technology,
                "charts/simple",
                "ee",
                Value.Obj.EMPTY.with("k", 1),
                technology.equals("native_charm") ? new Vca.Host("10.0.0.9", "ubuntu") : null);
    }

    private ExecutionEnvironment created(String task) {
        return vca().create(creation("lxc_proxy_charm", ".ns-1.vnf-0", task));
    }

    private ExecutionEnvironment described(String id) {
        return vca().describe(id).orElseThrow();
    }

    @Test
    void shouldMakeAnEnvironmentInItsTime() {
        var made = created("op/t1");
        assertThat(made.status()).isEqualTo(Status.CREATING);

        now = now.plus(TIME);

        assertThat(described(made.id()).status()).isEqualTo(Status.READY);
        assertThat(vca().ofTask("op/t1")).extracting(ExecutionEnvironment::id).containsExactly(made.id());
        assertThat(vca().ofNs("ns-1")).hasSize(1);
        assertThat(vca().all()).hasSize(1);
        assertThat(vca().ofTask("op/t2")).isEmpty();
        assertThat(vca().ofNs("ns-2")).isEmpty();
        assertThat(vca().describe("elsewhere")).isEmpty();
    }

    /** As OSM's clients take them apart. */
    @Test
    void shouldNameEnvironmentsAsOsmDoes() {
        var proxy = created("op/t1");
        var again = created("op/t2");
        var other = vca().create(creation("lxc_proxy_charm", ".ns-1.vnf-1", "op/t3"));
        var registered = vca().create(creation("native_charm", ".ns-1.vnf-0.vdu-0", "op/t4"));
        var chart = vca().create(creation("helm-v3", ".ns-1.vnf-0", "op/t5"));
        var inCluster = vca().create(creation("k8s_proxy_charm", ".ns-1.vnf-0", "op/t6"));

        assertThat(proxy.id())
                .matches("ns-1\\.app-vnf-[a-z]{10}\\.[0-9]+")
                .isEqualTo(proxy.model() + "." + proxy.application()
                        + proxy.id().substring(proxy.id().lastIndexOf('.')));
        assertThat(again.application()).isEqualTo(proxy.application());
        assertThat(again.id()).isNotEqualTo(proxy.id());
        assertThat(other.application()).isNotEqualTo(proxy.application());
        assertThat(registered.id()).matches("ns-1\\.app-vdu-[a-z]{10}\\.[0-9]+");
        assertThat(registered.hostname()).isEqualTo("10.0.0.9");
        assertThat(chart.id()).matches("helm-v3:ns-1\\.simple-[0-9]{10}");
        assertThat(chart.model()).isNull();
        assertThat(chart.application()).isNull();
        assertThat(inCluster.id()).matches("ns-1-k8s\\.app-vnf-[a-z]{10}\\.k8s-[0-9]+");
    }

    @Test
    void shouldRemoveAnEnvironmentAndKeepItInTheHistory() {
        var made = created("op/t1");
        now = now.plus(TIME);

        vca().delete(made.id());
        assertThat(described(made.id()).status()).isEqualTo(Status.DELETING);
        now = now.plus(TIME);

        assertThat(vca().describe(made.id())).isEmpty();
        vca().delete(made.id());
        vca().delete("never made");
        assertThat(history())
                .extracting(SimEvent::what)
                .containsExactly(What.ENVIRONMENT_CREATED, What.ENVIRONMENT_DELETED);
        assertThat(history()).extracting(SimEvent::subject).containsOnly(made.id());
        assertThat(history().getFirst().arguments()).isEqualTo(Value.Obj.EMPTY.with("k", 1));
        assertThat(history().getFirst().nsInstanceId()).isEqualTo("ns-1");
    }

    @Test
    void shouldFailToMakeOneAsAsked() {
        state().put(SimVcaFault.always("f", new SimVcaFault.Fail("no machine")).on(Call.CREATE));
        var made = created("op/t1");
        assertThat(made.fault()).isNull();

        now = now.plus(TIME);

        assertThat(described(made.id()).status()).isEqualTo(Status.FAILED);
        assertThat(described(made.id()).fault()).isEqualTo("no machine");
    }

    @Test
    void shouldAcceptLate() {
        state().put(SimVcaFault.always("f", new SimVcaFault.AcceptLate(TIME)).times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> created("op/t1"))
                .matches(VcaException::isOutcomeUnknown);
        assertThat(vca().ofTask("op/t1")).isEmpty();
        assertThat(history()).isEmpty();

        now = now.plus(TIME);

        assertThat(vca().ofTask("op/t1")).singleElement().matches(one -> one.status() == Status.CREATING);
        assertThat(history()).hasSize(1);
    }

    @Test
    void shouldTimeOutWhenACallTakesTooLongAndDoItAllTheSame() {
        state().put(SimVcaFault.always("f", new SimVcaFault.SlowCall(Duration.ofSeconds(9)))
                .on(Call.CREATE));
        Instant before = now;

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> created("op/t1"))
                .matches(late -> late.isOutcomeUnknown() && late.code() == VcaException.Code.TIMEOUT);

        assertThat(Duration.between(before, now)).isEqualTo(vca().callLimit());
        now = now.plusSeconds(1);
        assertThat(vca().ofTask("op/t1")).hasSize(1);
    }

    @Test
    void shouldDeleteByHalfOrLate() {
        var made = created("op/t1");
        state().put(SimVcaFault.always("half", new SimVcaFault.HalfDelete(true)).times(1));
        vca().delete(made.id());
        now = now.plus(TIME);
        assertThat(described(made.id()).status()).isEqualTo(Status.READY);

        state().put(SimVcaFault.always("half", new SimVcaFault.HalfDelete(false))
                .times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> vca().delete(made.id()))
                .matches(VcaException::isOutcomeUnknown);
        assertThat(described(made.id()).status()).isEqualTo(Status.READY);

        state().put(SimVcaFault.always("late", new SimVcaFault.AcceptLate(TIME)).times(1));
        assertThatExceptionOfType(VcaException.class).isThrownBy(() -> vca().delete(made.id()));
        assertThat(described(made.id()).status()).isEqualTo(Status.READY);
        now = now.plus(TIME);
        assertThat(described(made.id()).status()).isEqualTo(Status.DELETING);
        now = now.plus(TIME);
        assertThat(vca().all()).isEmpty();
    }

    /** Asked again while a late removal is on its way, it goes now. */
    @Test
    void shouldGoByTheNearestEnd() {
        var made = created("op/t1");
        state().put(SimVcaFault.always("late", new SimVcaFault.AcceptLate(TIME.multipliedBy(9)))
                .times(1));
        assertThatExceptionOfType(VcaException.class).isThrownBy(() -> vca().delete(made.id()));

        vca().delete(made.id());
        now = now.plus(TIME);

        assertThat(vca().all()).isEmpty();
    }

    @Test
    void shouldStrikeOnlyWhatIsMeant() {
        state().put(SimVcaFault.always("f", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .on(Call.CREATE)
                .of("vnf-1"));

        created("op/t1");
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> vca().create(creation("lxc_proxy_charm", ".ns-1.vnf-1", "op/t2")))
                .matches(refused -> !refused.isOutcomeUnknown());
        state().put(SimVcaFault.always("r", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .on(Call.READ)
                .times(1));
        assertThatExceptionOfType(VcaException.class).isThrownBy(() -> vca().all());
        assertThat(vca().all()).hasSize(1);
    }

    @Test
    void shouldInstallSoftwareAndReplaceIt() {
        String id = environment();
        assertThat(vca().software(id)).isEmpty();
        vca().install(new Vca.Request(id, "op/t1", "run-1", "simple", Value.Obj.EMPTY.with("k", 2)));
        assertThat(vca().software(id)).get().matches(run -> run.state() == PrimitiveRun.State.RUNNING);
        now = now.plus(TIME);
        assertThat(vca().software(id)).get().matches(run -> run.state() == PrimitiveRun.State.SUCCEEDED);

        vca().install(new Vca.Request(id, "op/t2", "run-2", "better", Value.Obj.EMPTY));

        assertThat(vca().software(id)).get().matches(run -> run.primitive().equals("better"));
        assertThat(vca().runs(id, "op/t1")).isEmpty();
        assertThat(history())
                .extracting(SimEvent::what)
                .containsExactly(What.ENVIRONMENT_CREATED, What.SOFTWARE_INSTALLED, What.SOFTWARE_INSTALLED);
    }

    @Test
    void shouldHaveAKeyOnceTheCharmIsInstalled() {
        String id = environment();
        assertThat(vca().publicKey(id)).isEmpty();
        vca().install(new Vca.Request(id, "op/t1", "run-1", "simple", Value.Obj.EMPTY));
        now = now.plus(TIME);
        String chart = vca().create(creation("helm-v3", ".ns-1.vnf-0", "op/t5")).id();
        assertThat(vca().publicKey(chart)).isEmpty();
        now = now.plus(TIME);

        assertThat(vca().publicKey(id)).get().asString().startsWith("ssh-ed25519 AAAA");
        assertThat(vca().publicKey(id)).isEqualTo(vca().publicKey(id));
        assertThat(vca().publicKey(chart)).isNotEmpty().isNotEqualTo(vca().publicKey(id));
    }

    @Test
    void shouldRelateUntilOneOfThemGoes() {
        String db = environment();
        String client = created("op/t2").id();
        var relation = new Relation(db, "db", client, "backend");
        assertThat(vca().isRelated(relation)).isFalse();

        vca().relate("op/t3", relation);
        vca().relate("op/t3", relation);

        assertThat(vca().isRelated(relation)).isTrue();
        assertThat(vca().isRelated(new Relation(client, "backend", db, "db"))).isFalse();
        assertThat(history().stream().filter(event -> event.what() == What.RELATED))
                .hasSize(1);
        vca().delete(client);
        now = now.plus(TIME);
        assertThat(vca().isRelated(relation)).isFalse();
    }

    @Test
    void shouldRecordWhatWasRunAndInWhichOrder() {
        start(vca(), "task-1", "run-b", "touch");
        start(vca(), "task-2", "run-a", "config");

        assertThat(runs()).extracting(SimEvent::name).containsExactly("touch", "config");
        assertThat(runs().getFirst().arguments())
                .isEqualTo(Value.Obj.EMPTY.with("filename", "/tmp/a").with("mode", 7));
        assertThat(vca().runs(environment(), "task-2"))
                .extracting(PrimitiveRun::id)
                .containsExactly("run-a");
    }

    @Test
    void shouldRunForItsTimeAndThenBeDone() {
        var begun = start(vca(), "task-1", "run-1", "touch");
        assertThat(begun.state()).isEqualTo(PrimitiveRun.State.RUNNING);

        now = now.plus(RUN_TIME);

        var over = vca().runs(environment(), "task-1").getFirst();
        assertThat(over.state()).isEqualTo(PrimitiveRun.State.SUCCEEDED);
        assertThat(over.output()).isEqualTo("touch was run in " + environment());
    }

    @Test
    void shouldRunNothingTwiceUnderOneId() {
        start(vca(), "task-1", "run-1", "touch");
        start(vca(), "task-1", "run-1", "touch");

        assertThat(runs()).hasSize(1);
    }

    @Test
    void shouldRefuseAndRunNothing() {
        state().put(SimVcaFault.always("f", new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE))
                .of("touch")
                .times(1));

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-1", "run-1", "touch"))
                .matches(refused -> !refused.isOutcomeUnknown());
        assertThat(runs()).isEmpty();

        start(vca(), "task-1", "run-2", "touch");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void shouldRefuseWhereThereIsNoEnvironment() {
        var request = new Vca.Request("elsewhere", "task-1", "run-1", "touch", Value.Obj.EMPTY);

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> vca().start(request))
                .matches(refused -> refused.code() == VcaException.Code.NOT_FOUND && !refused.isOutcomeUnknown());
    }

    @Test
    void shouldBeSlowAndFailAsAsked() {
        state().put(SimVcaFault.always("slow", new SimVcaFault.Slow(Duration.ofSeconds(5)))
                .on(Call.RUN));
        state().put(SimVcaFault.always("fail", new SimVcaFault.Fail("exit 1")).on(Call.RUN));
        start(vca(), "task-1", "run-1", "touch");

        now = now.plus(RUN_TIME);
        assertThat(vca().runs(environment(), "task-1").getFirst().state()).isEqualTo(PrimitiveRun.State.RUNNING);

        now = now.plusSeconds(5);
        var over = vca().runs(environment(), "task-1").getFirst();
        assertThat(over.state()).isEqualTo(PrimitiveRun.State.FAILED);
        assertThat(over.output()).isEqualTo("exit 1");
    }

    @Test
    void shouldLoseAnAnswerWithOrWithoutARecord() {
        state().put(SimVcaFault.always("told", new SimVcaFault.LoseAnswer(true))
                .on(Call.RUN)
                .times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-1", "run-1", "touch"))
                .matches(VcaException::isOutcomeUnknown);
        state().put(SimVcaFault.always("untold", new SimVcaFault.LoseAnswer(false))
                .on(Call.RUN));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> start(vca(), "task-2", "run-2", "touch"))
                .matches(VcaException::isOutcomeUnknown);

        assertThat(runs()).extracting(SimEvent::taskKey).containsExactly("task-1", "task-2");
        assertThat(vca().runs(environment(), "task-1")).hasSize(1);
        assertThat(vca().runs(environment(), "task-2")).isEmpty();

        state().removeFault("untold");
        start(vca(), "task-3", "run-3", "touch");
    }

    @Test
    void shouldStrikeARunFromTheRecordButNotFromTheHistory() {
        start(vca(), "task-1", "run-1", "touch");

        vca().discard(environment(), "run-1");
        vca().discard(environment(), "run-1");
        vca().discard(environment(), "never run");

        assertThat(vca().runs(environment(), "task-1")).isEmpty();
        assertThat(runs()).hasSize(1);
    }

    private List<SimEvent> runs() {
        return history().stream()
                .filter(event -> event.what() == What.PRIMITIVE_RUN)
                .toList();
    }

    /** The one that is there, or a new one that is ready. */
    private String environment() {
        return vca().ofTask("op/ready").stream()
                .findFirst()
                .map(ExecutionEnvironment::id)
                .orElseGet(() -> {
                    String id = created("op/ready").id();
                    now = now.plus(TIME);
                    return id;
                });
    }

    private PrimitiveRun start(SimVca vca, String task, String run, String primitive) {
        var arguments = Value.Obj.EMPTY.with("filename", "/tmp/a").with("mode", 7);
        return vca.start(new Vca.Request(environment(), task, run, primitive, arguments));
    }
}
