package org.etsi.osm.lcm.kafka.osm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {

    private static Map<String, Value> of(Operation operation, String collection) {
        return Projection.of(operation).stream()
                .filter(u -> u.target() instanceof Target.Guarded
                        && u.target().collection().equals(collection))
                .map(RecordUpdate::set)
                .findFirst()
                .orElse(Map.of());
    }

    private static String text(Map<String, Value> set, String field) {
        Value value = set.get(field);
        return value == null ? "-" : value.asText().orElse("null");
    }

    /** The table of design §5, row by row: what nslcmops and nsrs show. */
    @ParameterizedTest
    @CsvSource({
        "instantiate,PROCESSING,false,WAITING,-,-,-,-,-",
        "instantiate,PROCESSING,true,WAITING,BUILDING,INSTANTIATING,init,init,-",
        "instantiate,PROCESSING,true,RUNNING,BUILDING,INSTANTIATING,init,init,INSTANTIATED",
        "instantiate,ROLLING_BACK,true,UNDOING,BUILDING,INSTANTIATING,terminating,terminating,INSTANTIATED",
        "instantiate,FAILED_TEMP,true,FAILED,BROKEN,IDLE,failed,init,-",
        "instantiate,COMPLETED,false,DONE,READY,IDLE,running,configured,INSTANTIATED",
        "instantiate,FAILED,false,FAILED,BROKEN,IDLE,failed,init,-",
        "instantiate,ROLLED_BACK,false,UNDONE,NOT_INSTANTIATED,IDLE,init,init,NOT_INSTANTIATED",
        "terminate,PROCESSING,true,RUNNING,TERMINATING,TERMINATING,terminating,terminating,-",
        "terminate,FAILED_TEMP,true,FAILED,BROKEN,IDLE,failed,terminating,-",
        "terminate,COMPLETED,false,DONE,NOT_INSTANTIATED,IDLE,terminated,terminated,NOT_INSTANTIATED",
        "noop,COMPLETED,false,DONE,-,-,-,-,-"
    })
    void shouldShowEachPhase(
            String type,
            OperationState state,
            boolean occupies,
            TaskState server,
            String nsState,
            String current,
            String operational,
            String config,
            String admin) {
        Operation operation = OperationSamples.operation("op-1", type, state, occupies, server, 1, 5);

        Map<String, Value> nsr = of(operation, "nsrs");
        Map<String, Value> nslcmop = of(operation, "nslcmops");

        assertThat(List.of(
                        text(nsr, "nsState"),
                        text(nsr, "currentOperation"),
                        text(nsr, "operational-status"),
                        text(nsr, "config-status"),
                        text(nsr, "_admin.nsState")))
                .containsExactly(nsState, current, operational, config, admin);
        assertThat(text(nslcmop, "operationState")).isEqualTo(state.name());
        assertThat(nslcmop.get("statusEnteredTime")).isEqualTo(new Value.Dec(1_760_000_001.0));
    }

    /** Goal: osmclient wraps errorMessage and indexes errorDetail, so both are texts once an operation has failed. */
    @Test
    void shouldAlwaysHaveAnErrorTextWhereItIsRead() {
        for (OperationState state : List.of(OperationState.FAILED, OperationState.FAILED_TEMP)) {
            Operation operation =
                    OperationSamples.operation("op-1", "instantiate", state, true, TaskState.FAILED, 1, 5);

            assertThat(text(of(operation, "nslcmops"), "errorMessage")).contains("quota is used up");
            assertThat(text(of(operation, "nsrs"), "errorDetail")).contains("quota is used up");
            assertThat(text(of(operation, "nsrs"), "errorDescription"))
                    .isEqualTo(
                            "Operation: INSTANTIATING.op-1, 2/5: deployment of KDUs, VMs and execution environments.");
        }
    }

    /** Goal: nobody waits for an operation that is out of the engine's hands, and no terminate is overwritten by it. */
    @Test
    void shouldShowAParkedOperationAsFailedTemp() {
        Operation parked = OperationSamples.operation(
                        "op-1", "instantiate", OperationState.PROCESSING, true, TaskState.RUNNING, 1, 5)
                .parked("it is broken");

        assertThat(text(of(parked, "nslcmops"), "operationState")).isEqualTo("FAILED_TEMP");
        assertThat(text(of(parked, "nslcmops"), "errorMessage")).contains("Parked", "it is broken");
        assertThat(text(of(parked, "nsrs"), "nsState")).isEqualTo("BROKEN");
        assertThat(text(of(parked, "nsrs"), "currentOperation")).isEqualTo("IDLE");
        assertThat(Projection.of(parked))
                .anyMatch(u -> u.target() instanceof Target.Guarded guarded
                        && guarded.collection().equals("nsrs")
                        && guarded.onlyIfLast());
    }

    @Test
    void shouldTellProgressAndPlaceInTheQueue() {
        Operation running = OperationSamples.operation(
                "op-1", "instantiate", OperationState.PROCESSING, true, TaskState.RUNNING, 1, 5);
        Operation queued = OperationSamples.operation(
                "op-1", "instantiate", OperationState.PROCESSING, false, TaskState.WAITING, 1, 5);

        assertThat(text(of(running, "nslcmops"), "detailed-status")).endsWith("2 of 3 tasks");
        assertThat(of(queued, "nslcmops").get("queuePosition")).isEqualTo(Value.of(2));
        assertThat(Projection.of(queued)).hasSize(1);
    }

    @Test
    void shouldWriteWhatWasMadeWhereItsScopeSays() {
        Operation done = OperationSamples.operation(
                "op-1", "instantiate", OperationState.COMPLETED, false, TaskState.DONE, 1, 5);

        var paths = new ArrayList<String>();
        Projection.of(done)
                .forEach(update -> update.set()
                        .keySet()
                        .forEach(path -> paths.add(update.target().collection() + ":" + path)));

        assertThat(paths)
                .contains(
                        "nsrs:vld.$[e].vim_info.vim:v1",
                        "vnfrs:vdur.$[v].interfaces.$[i].ip-address",
                        "vnfrs:vdur.$[v].vim_info.vim:v1",
                        "vnfrs:vdur.$[v].status",
                        "vnfrs:ip-address",
                        "vnfrs:_admin.nsState");
        assertThat(Projection.of(done).getLast().target().collection()).isEqualTo("nslcmops");
    }

    /** Found by {@code InterruptionsIT}, seed 2: the next instantiation asked for such an address, and it was taken. */
    @Test
    void shouldNotShowAddressesOfAPortWhoseServerNeverWas() {
        Operation stopped = OperationSamples.operation(
                "op-1", "instantiate", OperationState.FAILED_TEMP, true, TaskState.STOPPED, 1, 5);

        assertThat(Projection.of(stopped))
                .noneMatch(update -> update.set().keySet().stream()
                        .anyMatch(path -> path.endsWith("ip-address") || path.endsWith("mac-address")));
    }

    @Test
    void shouldTakeBackWhatWasUndone() {
        Operation undone = OperationSamples.operation(
                "op-1", "instantiate", OperationState.ROLLED_BACK, false, TaskState.UNDONE, 1, 5);

        assertThat(Projection.of(undone).stream().flatMap(u -> u.unset().stream()))
                .contains("vdur.$[v].vim_info.vim:v1", "vld.$[e].vim_info.vim:v1");
    }

    @Test
    void shouldAnnounceTheEndAsOsmDoes() {
        Operation done = OperationSamples.operation(
                "op-1", "instantiate", OperationState.COMPLETED, false, TaskState.DONE, 1, 5);
        Operation gone =
                OperationSamples.operation("op-2", "terminate", OperationState.COMPLETED, false, TaskState.DONE, 1, 5);

        var instantiated = FinalMessages.of(done, OperationState.COMPLETED).getFirst();
        var terminated = FinalMessages.of(gone, OperationState.COMPLETED).getFirst();

        assertThat(instantiated.command()).isEqualTo("instantiated");
        assertThat(org.etsi.osm.lcm.kafka.wire.Json.text(instantiated.value()))
                .isEqualTo("{\"nsr_id\":\"ns-1\",\"nslcmop_id\":\"op-1\",\"operationState\":\"COMPLETED\","
                        + "\"startTime\":1760000000.5,\"links\":{\"self\":\"/osm/nslcm/v1/ns_lcm_op_occs/op-1\","
                        + "\"nsInstance\":\"/osm/nslcm/v1/ns_instances/ns-1\"},"
                        + "\"operationParams\":{\"nsInstanceId\":\"ns-1\",\"nsdId\":\"nsd-1\"}}");
        assertThat(terminated.command()).isEqualTo("terminated");
        assertThat(terminated.value().field("autoremove")).contains(new Value.Bool(true));
    }
}
