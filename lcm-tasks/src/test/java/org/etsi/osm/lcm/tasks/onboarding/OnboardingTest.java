package org.etsi.osm.lcm.tasks.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Packages;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;

class OnboardingTest {
    private final Packages packages = Packages.sample();
    private final Value.Obj request = (Value.Obj) Trees.yaml("{nsName: demo, vimAccountId: vim-1, ssh_keys: [k]}");

    @Test
    void shouldWriteTheRecordsOfAnNsAsNbiDoes() {
        var documents = packages.onboarding().ns(request, packages.nsd(), packages.vnfds());

        var nsr = documents.nsr();
        assertThat(nsr.text("nsState")).contains("NOT_INSTANTIATED");
        assertThat(nsr.at("/_admin/nsState")).contains(Value.of("NOT_INSTANTIATED"));
        assertThat(nsr.items("constituent-vnfr-ref")).containsExactly(Value.of("id-05"), Value.of("id-07"));
        assertThat(nsr.at("/vld/0")).contains(Trees.yaml("""
            {id: mgmtnet, mgmt-network: true, vim-network-name: mgmt, name: mgmtnet, vnfd-connection-point-ref: [
              {member-vnf-index-ref: gw, vnfd-connection-point-ref: gateway-mgmt-ext, vnfd-id-ref: gateway-vnf},
              {member-vnf-index-ref: cl, vnfd-connection-point-ref: cluster-mgmt-ext, vnfd-id-ref: cluster-vnf}]}\
            """));
        assertThat(nsr.at("/flavor/0"))
                .contains(Trees.yaml(
                        "{name: gatewayVM-gw-1-flv, vcpu-count: 2, memory-mb: 2048.0, storage-gb: 10, id: '0'}"));
        assertThat(nsr.items("image")).hasSize(2);
        var gateway = documents.vnfrs().getFirst();
        assertThat(gateway.at("/vdur/0/interfaces/0")).contains(Trees.yaml("""
            {name: eth0, position: 1, internal-connection-point-ref: gatewayVM-eth0-int, type: PARAVIRT,
             external-connection-point-ref: gateway-mgmt-ext, mgmt-vnf: true, mgmt-interface: true,
             ns-vld-id: mgmtnet}\
            """));
        assertThat(gateway.at("/vdur/0/ns-image-id")).contains(Value.of("0"));
        assertThat(gateway.at("/vdur/0/alt-image-ids")).contains(Trees.yaml("['1']"));
        var cluster = documents.vnfrs().getLast();
        assertThat(cluster.items("vdur")).hasSize(3);
        assertThat(cluster.at("/vdur/2/count-index")).contains(Value.of(1));
        assertThat(cluster.at("/vdur/2/interfaces/0/vnf-vld-id")).contains(Value.of("internal"));
        assertThat(cluster.field("vim-account-id")).isEmpty();
    }

    @Test
    void shouldGiveVnfsTheirVimWhenTheRequestIsAccepted() {
        var documents = packages.onboarding().ns(request, packages.nsd(), packages.vnfds());
        var params = (Value.Obj) Trees.yaml("{vimAccountId: a, vnf: [{member-vnf-index: cl, vimAccountId: b}]}");

        assertThat(documents.vnfrs())
                .extracting(vnfr -> packages.onboarding().accepted(vnfr, params).text("vim-account-id"))
                .containsExactly(Optional.of("a"), Optional.of("b"));
    }

    @Test
    void shouldWriteAnOperationAsNbiPublishesIt() {
        var operation =
                packages.onboarding().operation("terminate", "ns-1", (Value.Obj) Trees.yaml("{autoremove: true}"));

        assertThat(operation.text("operationState")).contains("PROCESSING");
        assertThat(operation.at("/operationParams"))
                .contains(Trees.yaml("{autoremove: true, lcmOperationType: terminate, nsInstanceId: ns-1}"));
        assertThat(operation.at("/links/nsInstance")).contains(Value.of("/osm/nslcm/v1/ns_instances/ns-1"));
    }

    @Test
    void shouldSayWhatIsWrongWithAPackage() {
        assertThatThrownBy(() -> DescriptorPackage.of(Trees.yaml("{vnfd-catalog: {vnfd: []}}")))
                .hasMessage("Expected a descriptor of SOL006 ('vnfd' or 'nsd' on top), but found 'vnfd-catalog', which"
                        + " OSM has dropped with release 9");
        assertThatThrownBy(() -> DescriptorPackage.of(Trees.yaml("hello")))
                .hasMessage("Expected a descriptor with 'vnfd' or 'nsd' on top, but found no map");
        assertThatThrownBy(() -> packages.onboarding().ns(request, packages.nsd(), Map.of()))
                .hasMessage("Expected one of the VNF packages [] for VNF 'gw' of nsd sample-ns, but found"
                        + " 'gateway-vnf'");
        assertThatThrownBy(() -> packages.onboarding().ns(Value.Obj.EMPTY, packages.nsd(), packages.vnfds()))
                .hasMessage("Expected 'nsName' of a new NS, but it isn't there");
    }
}
