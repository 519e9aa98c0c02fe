package org.etsi.osm.lcm.n2vc.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.model.CommandAction.EXECUTE;
import static org.etsi.osm.lcm.core.model.CommandAction.ROLLBACK;

import java.time.Duration;
import java.util.List;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.etsi.osm.lcm.tasks.catalogue.InstallKdu;
import org.etsi.osm.lcm.tasks.catalogue.UninstallKdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One release per task, under the name of the plan; another's is neither taken nor removed. */
class KduTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final String NAME = "openldap-0123456789";

    private final AdapterScene scene = new AdapterScene();

    private Command install(CommandAction action, long sequence, String name) {
        Value.Obj service = Value.Obj.EMPTY.with("name", "stable-openldap").with("mgmt", true);
        var asked = new InstallKdu.Parameters(
                "c1",
                "helm-chart-v3",
                "stable/openldap",
                name,
                "space",
                "ldap",
                null,
                Value.Obj.EMPTY.with("replicas", 2),
                List.of(Value.Obj.EMPTY.with("name", "metrics").with("mgmt", false), service));
        return scene.command(action, "InstallKdu", sequence, asked.toValue());
    }

    private Command install(CommandAction action, long sequence) {
        return install(action, sequence, NAME);
    }

    private Command uninstall() {
        var asked = new UninstallKdu.Parameters("c1", "helm-chart-v3", NAME, "space", null);
        return scene.command("op-2", EXECUTE, "UninstallKdu", 1, asked.toValue());
    }

    private void anothers(String ns) {
        scene.kubernetes.install(new Kubernetes.Request(
                ns,
                "op-0/another",
                "c1",
                "space",
                NAME,
                "helm-chart-v3",
                "stable/openldap",
                Value.Obj.EMPTY,
                List.of(),
                List.of()));
    }

    private void strike(SimVcaFault.Effect effect) {
        scene.state.put(SimVcaFault.always("f", effect).on(Call.INSTALL_KDU).times(1));
    }

    @Test
    void shouldInstallItAndTellItsServices() {
        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        var outputs = InstallKdu.Outputs.from(scene.onlySuccess().outputs());
        assertThat(outputs.instance()).isEqualTo(NAME);
        assertThat(outputs.services())
                .extracting(service -> service.text("name").orElse(""))
                .containsExactly("metrics", "stable-openldap");
        assertThat(outputs.services().getLast().items("external_ip"))
                .containsExactly(Value.of(String.valueOf(outputs.address())));
        assertThat(scene.happened(What.KDU_INSTALLED)).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("stable/openldap");
            assertThat(event.arguments()).isEqualTo(Value.Obj.EMPTY.with("replicas", 2));
            assertThat(event.nsInstanceId()).isEqualTo("ns-1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "check", "act"})
    void shouldInstallOneWhereverItIsCutOff(String step) {
        scene.adapter().endsAfter(step).receives(install(EXECUTE, 1)).passes(Duration.ofSeconds(1));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.KDU_INSTALLED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 15})
    void shouldFindItsOwnWhenTheAnswerIsLost(long lateBySeconds) {
        strike(new SimVcaFault.AcceptLate(Duration.ofSeconds(lateBySeconds)));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.happened(What.KDU_INSTALLED)).hasSize(1);
    }

    /** The next one has the same name, and isn't taken for the one that was asked to go. */
    @Test
    void shouldRemoveAHalfMadeReleaseBeforeItTriesAgain() {
        strike(new SimVcaFault.Fail("timed out waiting for the condition"));
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable() && failure.message().contains("timed out waiting"));

        adapter.receives(install(EXECUTE, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.kubernetes.all()).singleElement().matches(one -> one.status() == Release.Status.DEPLOYED);
        assertThat(scene.happened(What.KDU_UNINSTALLED)).hasSize(1);
        assertThat(scene.happened(What.KDU_INSTALLED)).hasSize(2);
    }

    @Test
    void shouldBeWorthRetryingWhenRefused() {
        strike(new SimVcaFault.Refuse(VcaException.Code.UNAVAILABLE));

        scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure().retryable()).isTrue();
        assertThat(scene.kubernetes.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ns-1", "ns-2"})
    void shouldNeverTakeTheReleaseOfAnother(String ns) {
        anothers(ns);

        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable() == ns.equals("ns-1")
                        && failure.code().equals("PRECONDITION")
                        && failure.message().contains("op-0/another"));
        adapter.receives(install(ROLLBACK, 2)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertThat(scene.kubernetes.all())
                .singleElement()
                .matches(one -> one.taskKey().equals("op-0/another"));
    }

    @Test
    void shouldBeWorthRetryingWhileTheReleaseOfAnotherIsGoing() {
        anothers("ns-2");
        scene.kubernetes.all().forEach(one -> scene.kubernetes.uninstall(one.id()));
        assertThat(scene.kubernetes.all()).singleElement().matches(one -> one.status() == Release.Status.UNINSTALLING);

        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(Duration.ofSeconds(1));

        assertThat(scene.onlyFailure())
                .matches(failure -> failure.retryable() && failure.code().equals("PRECONDITION"));
        adapter.passes(LONG_ENOUGH).receives(install(EXECUTE, 2)).passes(LONG_ENOUGH);
        scene.onlySuccess();
    }

    @Test
    void shouldUninstallExactlyItsOwnOnRollback() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();
        scene.state.put(
                SimVcaFault.always("half", new SimVcaFault.HalfDelete(true)).times(1));

        adapter.receives(install(ROLLBACK, 2)).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.kubernetes.all()).isEmpty();
    }

    /** An operator gave it another name: the one of the old name isn't forgotten. */
    @Test
    void shouldRemoveTheReleaseOfItsFormerName() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        adapter.receives(install(EXECUTE, 2, "renamed-1")).passes(LONG_ENOUGH);

        assertThat(scene.onlySuccess().outputs().text("instance")).contains("renamed-1");
        assertThat(scene.kubernetes.all()).extracting(Release::name).containsExactly("renamed-1");
    }

    @Test
    void shouldUninstallByTheNameInTheRecords() {
        var adapter = scene.adapter().receives(install(EXECUTE, 1)).passes(LONG_ENOUGH);
        scene.onlySuccess();

        adapter.receives(uninstall()).passes(LONG_ENOUGH);
        scene.onlySuccess();
        assertThat(scene.kubernetes.all()).isEmpty();
    }

    /** OSM writes the name before the install, which was then refused since another NS has it. */
    @Test
    void shouldNeverUninstallTheReleaseOfAnotherNs() {
        anothers("ns-2");

        scene.adapter().receives(uninstall()).passes(LONG_ENOUGH);

        scene.onlySuccess();
        assertThat(scene.kubernetes.all()).hasSize(1);
    }

    @Test
    void shouldRefuseANameThatNoClusterTakes() {
        scene.adapter().receives(install(EXECUTE, 1, "Not/A Name")).passes(LONG_ENOUGH);

        assertThat(scene.onlyFailure())
                .matches(failure -> !failure.retryable() && failure.code().equals("INVALID"));
    }
}
