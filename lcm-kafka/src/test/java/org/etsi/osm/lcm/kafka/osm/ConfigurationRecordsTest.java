package org.etsi.osm.lcm.kafka.osm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OSM sees of execution environments and KDUs at each step (contracts §2.3). */
class ConfigurationRecordsTest {

    private static Map<String, Value> nsr(Operation operation) {
        var all = new LinkedHashMap<String, Value>();
        Projection.of(operation).stream()
                .filter(update -> update.target().collection().equals("nsrs"))
                .forEach(update -> all.putAll(update.set()));
        return all;
    }

    private static String text(Map<String, Value> set, String field) {
        Value value = set.get(field);
        return value == null ? "-" : value.asText().orElse("null");
    }

    private static Value value(Map<String, Value> set, String field) {
        return set.getOrDefault(field, new Value.Nil());
    }

    private static List<String> statuses(Operation operation) {
        return value(nsr(operation), "configurationStatus").items().stream()
                .map(one -> one.text("status").orElse("none"))
                .toList();
    }

    /** Bug: an NS of KDUs alone kept its vcaStatus, which was dropped only together with environments. */
    @Test
    void shouldForgetTheVcaStatusOfAnNsThatHasNoEnvironments() {
        assertThat(Projection.of(ConfiguredNs.terminate().in(OperationState.COMPLETED)))
                .filteredOn(update -> update.set().containsKey("vcaStatus"))
                .singleElement()
                .satisfies(update -> assertThat(update.target())
                        .isInstanceOfSatisfying(
                                RecordUpdate.Target.Fenced.class,
                                target -> assertThat(target.present()).isEmpty()));
    }

    @Test
    void shouldDescribeWhatIsConfigured() {
        Map<String, Value> nsr = nsr(ConfiguredNs.instantiate().in(OperationState.COMPLETED));

        assertThat(value(nsr, "_admin.deployed.VCA").items().getFirst()).isEqualTo(Json.read("""
            {"target_element": "vnf/1", "member-vnf-index": "1", "vdu_id": null, "kdu_name": null,
             "vdu_count_index": 0, "vdu_name": null, "vnfd_id": "charmed", "type": "lxc_proxy_charm",
             "ee_descriptor_id": "ee-1", "charm_name": "simple", "operational-status": "init",
             "detailed-status": "", "step": "initial-deploy", "status": "completed", "ee_id": "m.app.0",
             "model": "m", "application": "app", "vca-id": "vca-1", "config_sw_installed": true,
             "ssh-public-key": "ssh-rsa AAAA", "needed_terminate": true}\
            """));
        Value ofVdu = value(nsr, "_admin.deployed.VCA").items().get(1);
        assertThat(ofVdu.text("target_element")).contains("vnf/1/vdu/mgmt.vm/0");
        assertThat(ofVdu.text("needed_terminate")).as("its descriptor has none").contains("false");
        assertThat(value(nsr, "configurationStatus")).isEqualTo(Json.read("""
            [{"status": "READY", "elementUnderConfiguration": "vnfr-1", "elementType": "VNF"},
             {"status": "READY", "elementUnderConfiguration": "mgmt.vm-0", "elementType": "VDU"}]\
            """));
        assertThat(value(nsr, "_admin.deployed.K8s")).isEqualTo(Json.read("""
            [{"kdu-instance": "ldap-1", "k8scluster-uuid": "c1", "k8scluster-type": "helm-chart-v3",
              "member-vnf-index": "2", "kdu-name": "ldap", "kdu-model": "stable/ldap", "namespace": "k8s",
              "kdu-deployment-name": null, "operation": "install", "status": "deployed",
              "detailed-status": "Install complete"}]\
            """));
        assertThat(value(nsr, "vcaStatus").at("/ns-1/VNF/vnf~11~1vdu~1mgmt_vm~10/ee_id"))
                .as("no dots in names of fields")
                .contains(Value.of("m.vdu.1"));
        assertThat(value(nsr, "_admin.deployed.RO").text("operational-status")).contains("running");
    }

    /** Bug: it was null even where the operator had given one. */
    @Test
    void shouldTellTheDeploymentNameThatTheOperatorGave() {
        Map<String, Value> nsr = nsr(ConfiguredNs.instantiateWithNamedKdu().in(OperationState.COMPLETED));

        assertThat(value(nsr, "_admin.deployed.K8s").items().getFirst().text("kdu-deployment-name"))
                .contains("my-ldap");
    }

    /** Bug: one that the record's list has no place for hid all the others until the end. */
    @Test
    void shouldChangeEachEnvironmentThatIsRemovedByItself() {
        assertThat(Projection.of(ConfiguredNs.terminate().in(OperationState.PROCESSING)))
                .filteredOn(update ->
                        update.set().keySet().stream().anyMatch(path -> path.matches("configurationS.*[0-9].*")))
                .hasSize(2)
                .allSatisfy(update -> assertThat(((RecordUpdate.Target.Fenced) update.target()).present())
                        .as("what it changes, and nothing beyond")
                        .allMatch(place ->
                                update.set().keySet().stream().anyMatch(path -> path.startsWith(place + "."))));
    }

    @ParameterizedTest
    @CsvSource({
        "CreateExecutionEnvironment,0,RUNNING,PROCESSING,CREATING,READY",
        "RegisterExecutionEnvironment,0,WAITING,PROCESSING,READY,REGISTERING",
        "InstallConfigurationSoftware,1,RUNNING,PROCESSING,READY,INSTALLING SW",
        "RunPrimitive,0,RUNNING,PROCESSING,EXECUTING PRIMITIVE,READY",
        "RunPrimitive,1,FAILED,FAILED_TEMP,READY,BROKEN",
        "RegisterExecutionEnvironment,0,WAITING,FAILED_TEMP,READY,BROKEN",
        "CreateExecutionEnvironment,0,UNDONE,ROLLING_BACK,DELETED,TERMINATING"
    })
    void shouldTellHowFarEachIs(
            String type, int nth, TaskState task, OperationState state, String ofVnf, String ofVdu) {
        Operation operation = ConfiguredNs.instantiate().but(type, nth, task).in(state);

        assertThat(statuses(operation)).containsExactly(ofVnf, ofVdu);
    }

    /** Goal: a record never names what isn't there any more (design, section 8.6). */
    @Test
    void shouldForgetWhatWasRolledBack() {
        Map<String, Value> nsr =
                nsr(ConfiguredNs.instantiate().all(TaskState.UNDONE).in(OperationState.ROLLED_BACK));

        assertThat(value(nsr, "configurationStatus").items())
                .allMatch(one -> one.text("status").filter("DELETED"::equals).isPresent());
        assertThat(value(nsr, "_admin.deployed.VCA").items())
                .allMatch(one -> one.field("ee_id").isEmpty());
        assertThat(value(nsr, "_admin.deployed.K8s").items())
                .allMatch(one -> one.field("kdu-instance").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "RunPrimitive,FAILED_TEMP,running,failed",
        "InjectSshKey,FAILED,running,failed",
        "CreateServer,FAILED_TEMP,failed,configured",
        "InstallKdu,FAILED,failed,configured",
        "RunPrimitive,PARTIALLY_COMPLETED,running,failed"
    })
    void shouldTellWhichPartHasFailed(String type, OperationState state, String operational, String config) {
        Map<String, Value> nsr =
                nsr(ConfiguredNs.instantiate().but(type, 0, TaskState.FAILED).in(state));

        assertThat(text(nsr, "operational-status")).isEqualTo(operational);
        assertThat(text(nsr, "config-status")).isEqualTo(config);
        assertThat(text(nsr, "errorDetail")).contains("BAD: " + type + " went wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateServer|0|2/5: deployment of KDUs, VMs and execution environments. 12 of 13 tasks",
                "RunPrimitive|1|3/5: running Day-1 primitives for VDU. 12 of 13 tasks",
                "RunPrimitive|0|4/5: running Day-1 primitives for VNF. 12 of 13 tasks"
            })
    void shouldNameTheStage(String type, int nth, String text) {
        Operation operation =
                ConfiguredNs.instantiate().but(type, nth, TaskState.RUNNING).in(OperationState.PROCESSING);

        assertThat(text(nsr(operation), "detailed-status")).isEqualTo(text);
        RecordUpdate shown = Projection.progress(operation, List.of()).getLast();
        assertThat(text(shown.set(), "detailed-status")).isEqualTo(text);
        assertThat(text + " ").startsWith(text(shown.set(), "stage") + " ");
    }

    /** Goal: what an instantiate removes of an earlier one isn't taken for its own, though places are given anew. */
    @Test
    void shouldTellWhatAnEarlierOneLeftFromItsOwn() {
        Operation operation = ConfiguredNs.instantiateAfterLeftovers()
                .but("CreateExecutionEnvironment", 0, TaskState.RUNNING)
                .in(OperationState.PROCESSING);

        assertThat(statuses(operation)).containsExactly("CREATING");
        assertThat(value(nsr(operation), "_admin.deployed.VCA")
                        .items()
                        .getFirst()
                        .text("needed_terminate"))
                .contains("false");
    }

    @Test
    void shouldRecordTerminatePrimitives() {
        Operation operation = ConfiguredNs.terminate()
                .but("DeleteServer", 0, TaskState.RUNNING)
                .in(OperationState.PROCESSING);

        Map<String, Value> own = Projection.of(operation).getLast().set();
        assertThat(own.get("_admin.operations")).isEqualTo(Json.read("""
            [{"member_vnf_index": "1", "vdu_id": null, "vdu_count_index": 0, "primitive": "bye",
              "primitive_params": {"a": 1}, "operationState": "COMPLETED", "detailed-status": "gone"}]\
            """));
        assertThat(text(own, "stage")).isEqualTo("3/3 delete all.");
        Operation early = ConfiguredNs.terminate().all(TaskState.WAITING).in(OperationState.PROCESSING);
        assertThat(text(Projection.of(early).getLast().set(), "stage")).startsWith("2/3");
        assertThat(Projection.of(early).getLast().set()).doesNotContainKey("_admin.operations");
    }
}
