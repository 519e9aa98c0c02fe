package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be planned is one sentence for the operator: what was expected, what was found, and where. */
class RefusedPlansTest {

    static Stream<Arguments> malformed() {
        return Stream.of(
                broken(
                        "a missing VDU",
                        s -> s.vnfd("gateway-vnf", d -> Trees.with(d, "/vdu/0/id", "otherVM")),
                        "INVALID_RECORDS: Expected one of the VDUs [otherVM] at vnfd"
                                + " gateway-vnf.df[0].instantiation-level[0].vdu-level[0].vdu-id, but found"
                                + " 'gatewayVM'"),
                broken(
                        "a record of a VDU that the descriptor hasn't",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/vdu-id-ref", "ghost")),
                        "INVALID_RECORDS: Expected one of the VDUs [gatewayVM] of vnfd gateway-vnf at vnfr"
                                + " id-05.vdur[0], but found 'ghost'"),
                broken(
                        "a dependency cycle",
                        s -> s.nsd(d -> Trees.with(
                                d,
                                "/df/0/dependencies",
                                "[{primary-id: gw, secondary-id: cl}, {primary-id: cl, secondary-id: gw}]")),
                        "INVALID_RECORDS: Expected the dependencies of nsd sample-ns to be without a cycle, but the"
                                + " VNFs [gw, cl] wait for one another"),
                broken(
                        "a link that isn't there",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/interfaces/0/ns-vld-id", "nowhere")),
                        "INVALID_RECORDS: Expected interface 'eth0' of VDU 'gatewayVM' of VNF gw to be on one of the"
                                + " links [mgmtnet, datanet] of NS hf1, but found 'nowhere'"),
                broken(
                        "a connection point that isn't there",
                        s -> s.nsd(d -> Trees.with(
                                d,
                                "/df/0/vnf-profile/0/virtual-link-connectivity/0/constituent-cpd-id/0/constituent-cpd-id",
                                "nothing")),
                        "INVALID_RECORDS: Expected one of the connection points [gateway-mgmt-ext, gateway-data-ext]"
                                + " of vnfd gateway-vnf at nsd sample-ns.df[0].vnf-profile[0], but found 'nothing'"),
                broken(
                        "a server without a network",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/interfaces", "[]")),
                        "INVALID_RECORDS: Expected VDU 'gatewayVM' of VNF gw to have an interface on a link at vnfr"
                                + " id-05.vdur[0], but it has none: nobody could reach its server"),
                broken(
                        "an unknown VIM account",
                        s -> s.vims.clear(),
                        "INVALID_RECORDS: Expected VIM account vim-1 of VNF gw in vim_accounts, but it isn't there"),
                broken(
                        "an image without a name",
                        s -> s.nsr(r -> Trees.without(r, "/image/0/image")),
                        "INVALID_RECORDS: Expected a name or a checksum of the image of VDU 'gatewayVM' of VNF gw"
                                + " (vnfd gateway-vnf), but it has neither"),
                broken(
                        "a flavor that isn't there",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/ns-flavor-id", "'77'")),
                        "INVALID_RECORDS: Expected VDU 'gatewayVM' of VNF gw to have one of the flavors [0, 1, 2] of"
                                + " NS hf1, but found '77'"),
                broken(
                        "a size that is no number",
                        s -> s.nsr(r -> Trees.with(r, "/flavor/0/memory-mb", "plenty")),
                        "INVALID_RECORDS: Expected a number at nsr id-04.flavor[0].memory-mb, but found 'plenty'"),
                broken(
                        "a subnet that is none",
                        s -> s.nsd(d -> Trees.with(
                                d,
                                "/df/0/virtual-link-profile/0/virtual-link-protocol-data/l3-protocol-data/cidr",
                                "ten/24")),
                        "INVALID_RECORDS: Expected a subnet such as 10.0.0.0/24 at nsd"
                            + " sample-ns.df[0].virtual-link-profile[0].virtual-link-protocol-data.l3-protocol-data.cidr,"
                            + " but found 'ten/24'"),
                broken(
                        "a cloud-init file that isn't there",
                        s -> s.files.clear(),
                        "INVALID_RECORDS: Expected cloud-init file 'gateway.cfg' of VDU 'gatewayVM' of VNF gw (vnfd"
                                + " gateway-vnf) in its package, but it isn't there"),
                broken(
                        "a variable without a value",
                        s -> s.files.replaceAll((name, text) -> text.replace("{{ OSM.ns_id }}", "{{ secret.word }}")),
                        "INVALID_RECORDS: Expected a value of variable 'secret.word', which cloud-init file"
                                + " 'gateway.cfg' of VDU 'gatewayVM' of VNF gw (vnfd gateway-vnf) uses in line 6, but"
                                + " there is none"),
                broken(
                        "no descriptor of a VNF",
                        s -> s.vnfds.clear(),
                        "INVALID_RECORDS: Expected descriptor id-01 of VNF gw in vnfds, but it isn't there"),
                broken(
                        "no record of a VNF",
                        s -> s.vnfrs.clear(),
                        "INVALID_RECORDS: Expected a record of VNF gw, which nsd sample-ns has, but there is none in"
                                + " vnfrs"),
                broken(
                        "a request for a VNF that isn't there",
                        s -> s.asking("{vnf: [{member-vnf-index: zz}]}"),
                        "INVALID_REQUEST: Expected operationParams.vnf to name one of the VNFs [gw, cl], but found"
                                + " 'zz'"),
                broken(
                        "a request for a link that isn't there",
                        s -> s.asking("{vld: [{name: zz, vim-network-name: mgmt}]}"),
                        "INVALID_REQUEST: Expected operationParams.vld to name one of the links [mgmtnet, datanet],"
                                + " but found 'zz'"));
    }

    static Stream<Arguments> malformedDisksAndGroups() {
        return Stream.of(
                broken(
                        "a disk of a kind that isn't there",
                        s -> s.vnfr(
                                0, r -> Trees.with(r, "/vdur/0/virtual-storages/0/type-of-storage", "floppy-storage")),
                        "INVALID_RECORDS: Expected root-storage, persistent-storage, ephemeral-storage or swap-storage"
                                + " at vnfr id-05.vdur[0].virtual-storages[0].type-of-storage, but found"
                                + " 'floppy-storage'"),
                broken(
                        "a volume without a size",
                        s -> s.vnfr(
                                        0,
                                        r -> Trees.with(
                                                r,
                                                "/vdur/0/virtual-storages/0/type-of-storage",
                                                "persistent-storage:persistent-storage"))
                                .vnfr(0, r -> Trees.without(r, "/vdur/0/virtual-storages/0/size-of-storage")),
                        "INVALID_RECORDS: Expected size-of-storage of at least 1 GB of volume 'gateway-storage' at vnfr"
                                + " id-05.vdur[0].virtual-storages[0], but it isn't there"),
                broken(
                        "a shared volume that the NS hasn't",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/shared-volumes-id", "shared-logs")),
                        "INVALID_RECORDS: Expected VDU 'gatewayVM' of VNF gw to have one of the shared volumes [] of NS"
                                + " hf1, but found 'shared-logs'"),
                broken(
                        "an affinity group that isn't there",
                        s -> s.vnfr(0, r -> Trees.with(r, "/vdur/0/affinity-or-anti-affinity-group-id", "['7']")),
                        "INVALID_RECORDS: Expected VDU 'gatewayVM' of VNF gw to be in one of the affinity groups [] of"
                                + " NS hf1, but found '7'"),
                broken(
                        "an affinity group without a type",
                        s -> s.nsr(r -> Trees.with(r, "/affinity-or-anti-affinity-group", "[{id: '0', name: near}]"))
                                .vnfr(0, r -> Trees.with(r, "/vdur/0/affinity-or-anti-affinity-group-id", "['0']")),
                        "INVALID_RECORDS: Expected type affinity or anti-affinity of affinity group 'near' at nsr"
                                + " id-04.affinity-or-anti-affinity-group[0], but it isn't there"),
                broken(
                        "a request for a volume that isn't there",
                        s -> s.asking("{vnf: [{member-vnf-index: gw, vdu: [{id: gatewayVM, volume:"
                                + " [{name: data, vim-volume-id: v1}]}]}]}"),
                        "INVALID_REQUEST: Expected operationParams.vnf of VNF gw to name one of the persistent storages"
                                + " [] of VDU 'gatewayVM', but found volume 'data'"));
    }

    static Stream<Arguments> notYet() {
        return Stream.of(
                broken(
                        "an affinity group for a rack",
                        s -> s.nsr(r -> Trees.with(
                                        r,
                                        "/affinity-or-anti-affinity-group",
                                        "[{id: '0', name: near, type: affinity, scope: nfvi-rack}]"))
                                .vnfr(0, r -> Trees.with(r, "/vdur/0/affinity-or-anti-affinity-group-id", "['0']")),
                        "NOT_SUPPORTED_YET: NS hf1 has affinity group 'near' of scope 'nfvi-rack': another scope than"
                                + " nfvi-node is not supported yet"),
                broken(
                        "platform awareness",
                        s -> s.nsr(r -> Trees.with(r, "/flavor/0/guest-epa", "{mem-quota: {limit: 1}}")),
                        "NOT_SUPPORTED_YET: VNF gw has VDU 'gatewayVM' with 'mem-quota': this platform awareness is"
                                + " not supported yet"));
    }

    private static Arguments broken(String what, Consumer<Scene> how, String sentence) {
        return arguments(what, how, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"malformed", "malformedDisksAndGroups", "notYet"})
    void shouldSayWhatIsWrong(String what, Consumer<Scene> how, String sentence) {
        var scene = Scene.sample();
        how.accept(scene);

        var refused = catchThrowableOfType(PlanRefusedException.class, () -> scene.plan("instantiate"));

        assertThat(refused).as(what).hasMessage(sentence);
        assertThat(refused.failure().retryable()).isFalse();
    }

    @Test
    void shouldRefuseAPlanBeyondTheLimit() {
        var refused = catchThrowableOfType(
                PlanRefusedException.class, () -> Scene.sample().plan("instantiate", 10));

        assertThat(refused).hasMessage("PLAN_TOO_LARGE: Expected a plan of at most 10 tasks, but NS id-04 needs more");
    }

    @Test
    void shouldRefuseOperationsThatAreStillToCome() {
        var scale = catchThrowableOfType(
                PlanRefusedException.class, () -> Scene.sample().plan("scale"));
        var unknown = catchThrowableOfType(
                PlanRefusedException.class, () -> Scene.sample().plan("juggle"));

        assertThat(scale).hasMessage("NOT_SUPPORTED_YET: Operation 'scale' is not supported yet");
        assertThat(unknown.failure().code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void shouldRefuseAnNsWithoutRecord() {
        var scene = Scene.sample();
        scene.nsr = Value.Obj.EMPTY;

        assertThat(catchThrowableOfType(PlanRefusedException.class, () -> scene.plan("terminate")))
                .hasMessage("INVALID_RECORDS: Expected '_id' at nsr without _id, but it isn't there");
    }
}
