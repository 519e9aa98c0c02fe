package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.e2e.ExpectedDocument.Rule;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OSM's package of a helm chart, from the request to the last record. */
@Timeout(180)
class OpenldapIT {
    private static final String CLUSTER = "c1c1c1c1-0000-4000-8000-000000000001";

    /** Where its release is: in a namespace of the NS's own, as nothing else was asked for. */
    private static final String PLACE = CLUSTER + "/" + FixturePackages.NS + "/";

    private static final String VNFR = "aaaaaaa1-0000-4000-8000-000000000001";

    @TempDir
    private static Path folder;

    private static Rig rig;
    private static Value.Obj nsd;

    @BeforeAll
    static void start() {
        FixturePackages.assumePresent();
        rig = new Rig(
                folder,
                FixturePackages.VNFD,
                FixturePackages.NSD,
                FixturePackages.VIM,
                CLUSTER,
                FixturePackages.NS,
                VNFR);
        FixturePackages.onboard(rig.nbi(), "openldap_knf", "openldap_vnfd.yaml");
        nsd = FixturePackages.onboard(rig.nbi(), "openldap_ns", "openldap_nsd.yaml");
        rig.nbi().addCluster("cluster", rig.addVim("site", 200));
    }

    @AfterAll
    static void end() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void shouldInstallAChartAndTakeItAway() {
        Value.Obj asked = FixturePackages.message("instantiate");
        rig.nbi().createNs((Value.Obj) asked.field("operationParams").orElseThrow(), nsd);
        rig.nbi().record(asked);
        Value.Obj nsr = rig.document("nsrs", FixturePackages.NS);
        Value.Obj vnfr = rig.document("vnfrs", VNFR);
        var expected = new ExpectedRecords(FixturePackages.VIM, System.currentTimeMillis());

        rig.nbi().publish(asked);
        expected.completed(asked).verify("the instantiate", rig.awaitState(FixturePackages.INSTANTIATE, "COMPLETED"));

        assertThat(FixturePackages.graph(
                        rig.operation(FixturePackages.INSTANTIATE).orElseThrow()))
                .containsExactly("InstallKdu kdu openldap-ldap");
        String release = release();
        Value.Obj readyVnfr = expected.touched(vnfr, "INSTANTIATED")
                .with("/kdur/0/status", "READY")
                .with("/kdur/0/services/0/name", release)
                .with("/kdur/0/services/0/type", "ClusterIP")
                .with("/kdur/0/services/0/cluster_ip", Rule.text("[0-9]+(\\.[0-9]+){3}"))
                .with("/kdur/0/services/0/external_ip", List.of())
                .with("/kdur/0/services/0/ports/0/name", "http")
                .with("/kdur/0/services/0/ports/0/port", 80)
                .with("/kdur/0/services/0/ports/0/protocol", "TCP")
                .await("the VNF", () -> rig.document("vnfrs", VNFR));
        Value.Obj deployed = Value.Obj.EMPTY
                .with("kdu-instance", release)
                .with("k8scluster-uuid", CLUSTER)
                .with("k8scluster-type", "helm-chart-v3")
                .with("member-vnf-index", "openldap")
                .with("kdu-name", "ldap")
                .with("kdu-model", "stable/openldap")
                .with("namespace", FixturePackages.NS)
                .with("kdu-deployment-name", new Value.Nil())
                .with("operation", "install")
                .with("status", "deployed")
                .with("detailed-status", "Install complete");
        var status = Value.Obj.EMPTY.with(release, Value.Obj.EMPTY.with("status", "deployed"));
        Value.Obj readyNsr = expected.ready(nsr, FixturePackages.INSTANTIATE)
                .with("/_admin/deployed/K8s", List.of(deployed))
                .with("/vcaStatus/" + FixturePackages.NS + "/VNF", Value.Obj.EMPTY)
                .with("/vcaStatus/" + FixturePackages.NS + "/KNF", status)
                .await("the NS", () -> rig.document("nsrs", FixturePackages.NS));
        FixturePackages.awaitInstantiated(rig, asked);

        Value.Obj end = FixturePackages.message("terminate");
        rig.nbi().record(end);
        rig.nbi().publish(end);
        expected.completed(end).verify("the terminate", rig.awaitState(FixturePackages.TERMINATE, "COMPLETED"));

        assertThat(FixturePackages.graph(
                        rig.operation(FixturePackages.TERMINATE).orElseThrow()))
                .containsExactly(
                        "UninstallKdu kdu openldap-ldap",
                        "RemoveEnvironments environments of the NS <- kdu openldap-ldap",
                        "RemoveLeftovers leftovers at " + FixturePackages.VIM);
        assertThat(rig.vcaHistory(FixturePackages.NS))
                .extracting(SimEvent::what)
                .containsExactly(SimEvent.What.KDU_INSTALLED, SimEvent.What.KDU_UNINSTALLED);
        assertThat(rig.vcaHistory(FixturePackages.NS))
                .extracting(SimEvent::subject)
                .containsOnly(PLACE + release);
        expected.touched(readyVnfr, "NOT_INSTANTIATED")
                .without("/kdur/0/status")
                .without("/kdur/0/services")
                .await("the terminated VNF", () -> rig.document("vnfrs", VNFR));
        expected.terminated(readyNsr, FixturePackages.TERMINATE)
                .with("/_admin/deployed/K8s/0/kdu-instance", null)
                .with("/_admin/deployed/K8s/0/operation", "uninstall")
                .with("/_admin/deployed/K8s/0/status", "uninstalled")
                .with("/_admin/deployed/K8s/0/detailed-status", "")
                .await("the terminated NS", () -> rig.document("nsrs", FixturePackages.NS));
        FixturePackages.awaitTerminated(rig, end);
    }

    /** Its name is the chart's with ten digits behind it, as OSM makes it. */
    private static String release() {
        String subject = rig.vcaHistory(FixturePackages.NS).getFirst().subject();
        assertThat(subject).matches(PLACE + "stable-openldap-[0-9]{10}");
        return subject.substring(PLACE.length());
    }
}
