package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be configured is one sentence for the operator, too. */
class RefusedConfigurationsTest {
    private static final String DAY12 = "/df/0/lcm-operations-configuration/operate-vnf-op-config/day1-2/0";

    static Stream<Arguments> malformed() {
        return Stream.of(
                broken(
                        "an unknown execution environment",
                        s -> vnfd(s, DAY12 + "/initial-config-primitive/0/execution-environment-ref", "ghost-ee"),
                        "Expected one of the execution environments [shop-ee, exporter-ee] at vnfd shop-vnf.df[0]",
                        "execution-environment-ref, but found 'ghost-ee'"),
                broken(
                        "a value that nobody gave",
                        s -> s.vnfr(0, r -> Trees.without(r, "/additionalParamsForVnf/greeting")),
                        "INVALID_REQUEST: Expected a value of 'greeting', which parameter 'greeting' of primitive"
                                + " 'open'",
                        "needs, in additionalParamsForVnf of VNF a, but it isn't provided"),
                broken(
                        "a parameter without a value",
                        s -> vnfd(s, DAY12 + "/initial-config-primitive/0/parameter/0", "{name: mood}"),
                        "Expected a value of 'mood', which parameter 'mood' of primitive 'open'",
                        "isn't provided"),
                broken(
                        "an integer that is none",
                        s -> vnfd(s, DAY12 + "/initial-config-primitive/0/parameter/1/value", "many"),
                        "Expected parameter 'workers' of primitive 'open'",
                        "to be an integer, but its value is none"),
                broken(
                        "an unknown management point",
                        s -> vnfd(
                                s.vnfr(0, r -> Trees.without(r, "/vdur/0/interfaces/0/mgmt-vnf")),
                                "/mgmt-cp",
                                "nowhere"),
                        "Expected mgmt-cp of vnfd shop-vnf to be the connection point of one of its VDUs",
                        "but found 'nowhere': VNF a can't be configured"),
                broken(
                        "a relation to nothing",
                        s -> vnfd(s, DAY12 + "/relation/0/entities/1/id", "ghost"),
                        "Expected relation 'peers' at vnfd shop-vnf.df[0]",
                        "to name an element with a charm, but found 'ghost'"),
                broken(
                        "a relation with one end",
                        s -> vnfd(s, DAY12 + "/relation/0/entities", "[{id: back, endpoint: x}]"),
                        "Expected a relation with 'provider' and 'requirer', or with two 'entities' at vnfd shop-vnf",
                        "relation[0], but found a map"),
                broken(
                        "a charm without a name",
                        s -> vnfd(s, DAY12 + "/execution-environment-list/0/juju", "{proxy: true}"),
                        "Expected 'charm' at vnfd shop-vnf.df[0]",
                        "juju, but it isn't there"),
                broken(
                        "a KDU without a cluster",
                        s -> s.vnfr(0, r -> Trees.with(r, "/kdur/0/k8s-cluster", "{}")),
                        "Expected a Kubernetes cluster for KDU 'ldap' of VNF a at vnfr ",
                        "but there is none: NBI takes one that is registered at the VIM account"),
                broken(
                        "a cluster that is gone",
                        s -> s.clusters.clear(),
                        "Expected Kubernetes cluster ",
                        "of KDU 'ldap' of VNF a in k8sclusters, but it isn't there"),
                broken(
                        "a cluster without helm",
                        s -> s.clusters.replaceAll(
                                (id, c) -> Trees.with(c, "/_admin/helm-chart-v3/operationalState", "ERROR")),
                        "Expected Kubernetes cluster k8s (",
                        "of KDU 'ldap' of VNF a to be enabled for helm-chart-v3, but it isn't"),
                broken(
                        "a KDU that the descriptor hasn't",
                        s -> s.vnfr(0, r -> Trees.with(r, "/kdur/0/kdu-name", "ghost")),
                        "Expected one of the KDUs [ldap] of vnfd shop-vnf at vnfr ",
                        "but found 'ghost'"),
                broken(
                        "a native charm for an NS",
                        s -> s.nsd(d -> Trees.with(d, "/ns-configuration/juju/proxy", "false")),
                        "to have a server for the native charm 'chain' at nsd shop-ns.ns-configuration",
                        "but it has none with an address"));
    }

    private static Scene vnfd(Scene scene, String pointer, String yaml) {
        return scene.vnfd("shop-vnf", vnfd -> Trees.with(vnfd, pointer, yaml));
    }

    private static Arguments broken(String what, Consumer<Scene> how, String begin, String end) {
        return arguments(what, how, begin, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldSayWhatIsWrong(String what, Consumer<Scene> how, String begin, String end) {
        var scene = Charmed.scene();
        how.accept(scene);

        var refused = catchThrowableOfType(PlanRefusedException.class, () -> scene.plan("instantiate"));

        assertThat(refused).as(what).hasMessageContaining(begin).message().endsWith(end);
        assertThat(refused.failure().retryable()).isFalse();
    }
}
