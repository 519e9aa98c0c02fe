package org.etsi.osm.lcm.n2vc.vca.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;
import org.etsi.osm.lcm.n2vc.k8s.Release.Status;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;
import org.junit.jupiter.api.Test;

/** What the simulated clusters promise, whatever keeps their state; each look is another process's. */
public abstract class SimKubernetesContract {
    private static final Duration TIME = Duration.ofSeconds(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    protected abstract SimVcaState state();

    private SimSite site() {
        return new SimSite(state(), () -> now, SimVcaSettings.each(TIME), time -> now = now.plus(time));
    }

    private SimKubernetes clusters() {
        return new SimKubernetes(site());
    }

    private Release installed(String cluster, String name, String task) {
        return installed(cluster, "space", name, task, "helm-chart-v3");
    }

    private Release installed(String cluster, String namespace, String name, String task, String technology) {
        return clusters()
                .install(new Kubernetes.Request(
                        "ns-1",
                        task,
                        cluster,
                        namespace,
                        name,
                        technology,
                        "stable/openldap:1.2.1",
                        Value.Obj.EMPTY.with("replicas", 2),
                        List.of("ldap", "metrics"),
                        List.of("ldap")));
    }

    @Test
    void shouldDeployAReleaseInItsTime() {
        Release pending = installed("c1", "ldap-1", "op/t1");
        assertThat(pending.status()).isEqualTo(Status.PENDING);
        assertThat(pending.services()).isEmpty();

        now = now.plus(TIME);

        Release release = clusters().describe("c1", "space", "ldap-1").orElseThrow();
        assertThat(release.status()).isEqualTo(Status.DEPLOYED);
        assertThat(release.services())
                .extracting(service -> service.text("name").orElse(""))
                .containsExactly("ldap", "metrics");
        assertThat(release.services())
                .extracting(service -> service.text("type").orElse(""))
                .containsExactly("LoadBalancer", "ClusterIP");
        assertThat(release.services())
                .allMatch(service -> service.field("cluster_ip").isPresent());
        assertThat(clusters().ofTask("op/t1")).containsExactly(release);
        assertThat(clusters().ofNs("ns-1")).containsExactly(release);
        assertThat(clusters().all()).containsExactly(release);
        assertThat(clusters().describe("c2", "space", "ldap-1")).isEmpty();
        assertThat(clusters().describe("c1", "elsewhere", "ldap-1")).isEmpty();
    }

    @Test
    void shouldRefuseANameThatIsTakenInTheNamespace() {
        installed("c1", "ldap-1", "op/t1");
        installed("c2", "ldap-1", "op/t2");
        installed("c1", "elsewhere", "ldap-1", "op/t4", "helm-chart-v3");

        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> installed("c1", "ldap-1", "op/t3"))
                .matches(taken -> taken.code() == VcaException.Code.CONFLICT && !taken.isOutcomeUnknown());
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> installed("c1", "../x", "op/t3"))
                .matches(wrong -> wrong.code() == VcaException.Code.INVALID);
        assertThat(clusters().all()).hasSize(3);
    }

    /** Helm's rule for names is helm's alone. */
    @Test
    void shouldTakeLongNamesOfBundles() {
        String name = "LDAP_bundle-vnf1-0f4d2c1e-6f0b-4b9e-9d6a-3b2c1d0e9f88-and-more";

        installed("c1", "space", name, "op/t1", "juju-bundle");

        assertThat(clusters().describe("c1", "space", name)).isPresent();
    }

    /** Whoever asks, from whichever process: a name is given once. */
    @Test
    void shouldGiveANameOnceThoughManyAskAtOnce() {
        List<CompletableFuture<Boolean>> asked = IntStream.range(0, 8)
                .mapToObj(task -> CompletableFuture.supplyAsync(() -> {
                    try {
                        installed("c1", "ldap-1", "op/t" + task);
                        return true;
                    } catch (VcaException taken) {
                        return false;
                    }
                }))
                .toList();

        assertThat(asked.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(site().history()).hasSize(1);
    }

    @Test
    void shouldUninstallAndKeepItInTheHistory() {
        Release release = installed("c1", "ldap-1", "op/t1");
        clusters().uninstall(release.id());
        assertThat(clusters().all()).singleElement().matches(one -> one.status() == Status.UNINSTALLING);
        now = now.plus(TIME);
        assertThat(clusters().all()).isEmpty();
        clusters().uninstall(release.id());

        Release next = installed("c1", "ldap-1", "op/t2");
        assertThat(next.id()).isNotEqualTo(release.id());
        clusters().uninstall(release.id());
        now = now.plus(TIME);

        assertThat(clusters().all()).singleElement().matches(one -> one.status() == Status.DEPLOYED);
        assertThat(site().history())
                .extracting(SimEvent::what)
                .containsExactly(What.KDU_INSTALLED, What.KDU_UNINSTALLED, What.KDU_INSTALLED);
        assertThat(site().history()).extracting(SimEvent::name).containsOnly("stable/openldap:1.2.1");
        assertThat(site().history().getFirst().arguments()).isEqualTo(Value.Obj.EMPTY.with("replicas", 2));
    }

    @Test
    void shouldFailAsAsked() {
        state().put(SimVcaFault.always("f", new SimVcaFault.Fail("timed out waiting for the condition"))
                .on(Call.INSTALL_KDU)
                .of("openldap"));
        installed("c1", "ldap-1", "op/t1");

        now = now.plus(TIME);

        assertThat(clusters().all())
                .singleElement()
                .matches(one -> one.status() == Status.FAILED)
                .extracting(Release::fault)
                .isEqualTo("timed out waiting for the condition");
    }

    @Test
    void shouldLoseAnAnswerOrAcceptLate() {
        state().put(SimVcaFault.always("lost", new SimVcaFault.LoseAnswer(true)).times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> installed("c1", "ldap-1", "op/t1"))
                .matches(VcaException::isOutcomeUnknown);
        assertThat(clusters().all()).hasSize(1);

        state().put(SimVcaFault.always("late", new SimVcaFault.AcceptLate(TIME)).times(1));
        assertThatExceptionOfType(VcaException.class)
                .isThrownBy(() -> installed("c1", "ldap-2", "op/t2"))
                .matches(VcaException::isOutcomeUnknown);
        assertThat(clusters().all()).hasSize(1);
        now = now.plus(TIME);
        assertThat(clusters().all()).hasSize(2);
    }

    @Test
    void shouldUninstallByHalf() {
        Release release = installed("c1", "ldap-1", "op/t1");
        state().put(SimVcaFault.always("half", new SimVcaFault.HalfDelete(true)).on(Call.UNINSTALL_KDU));

        clusters().uninstall(release.id());
        now = now.plus(TIME);

        assertThat(clusters().all()).singleElement().matches(one -> one.status() == Status.DEPLOYED);
    }
}
