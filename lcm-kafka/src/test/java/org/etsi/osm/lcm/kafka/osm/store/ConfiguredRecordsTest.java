package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.osm.ConfiguredNs;
import org.etsi.osm.lcm.kafka.osm.OsmReadingRules;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Shown;
import org.etsi.osm.lcm.kafka.osm.Projection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The records of an NS with all there is, from its first operation to its last, as their readers find them. */
class ConfiguredRecordsTest {
    private final OsmServer osm = new OsmServer();
    private final Counters counters = new Counters();
    private final OsmRecords records = new OsmRecords(osm.database(), "here", counters, Clock.systemUTC());

    @AfterEach
    void close() {
        osm.close();
    }

    private void show(Operation operation) {
        records.write(List.of(new Shown(operation, Projection.of(operation))));
        assertThat(broken()).isEmpty();
        assertThat(counters.get("records.refused")).isZero();
    }

    private List<String> broken() {
        var all = new ArrayList<String>(OsmReadingRules.ofNsr(osm.read("nsrs", "ns-1")));
        all.addAll(OsmReadingRules.ofVnfr(osm.read("vnfrs", "vnfr-1")));
        all.addAll(OsmReadingRules.ofVnfr(osm.read("vnfrs", "vnfr-2")));
        all.addAll(OsmReadingRules.ofOperation(osm.read("nslcmops", "op-1")));
        all.addAll(OsmReadingRules.between(List.of(osm.read("nslcmops", "op-1")), osm.read("nsrs", "ns-1")));
        return all;
    }

    private Value at(String collection, String id, String pointer) {
        return osm.read(collection, id).at(pointer).orElse(Value.of("nothing"));
    }

    private static Operation instantiated() {
        return ConfiguredNs.instantiate().in(OperationState.COMPLETED);
    }

    @Test
    void shouldShowWhatWasMade() {
        show(ConfiguredNs.instantiate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-1", 2));
        show(instantiated());

        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/interfaces/1/ip-address")).isEqualTo(Value.of("192.0.2.7;10.0.0.5"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/ip-address")).isEqualTo(Value.of("192.0.2.7"));
        assertThat(at("vnfrs", "vnfr-1", "/ip-address")).isEqualTo(Value.of("192.0.2.7"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/vim_info/vim:v1/created_items"))
                .isEqualTo(Value.Obj.EMPTY.with("port:port-1", true).with("floating_ip:fip-1", true));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/vim_info/vim:v1/interfaces_backup"))
                .isEqualTo(Value.Arr.EMPTY);
        assertThat(at("vnfrs", "vnfr-2", "/kdur/0/status")).isEqualTo(Value.of("READY"));
        assertThat(at("vnfrs", "vnfr-2", "/kdur/0/services/0/name")).isEqualTo(Value.of("ldap"));
        assertThat(at("vnfrs", "vnfr-2", "/ip-address"))
                .as("a function of KDUs only has its service's address")
                .isEqualTo(Value.of("10.9.9.9"));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/VCA/0/ee_id")).isEqualTo(Value.of("m.app.0"));
        assertThat(OsmReadingRules.settled(
                        osm.read("nsrs", "ns-1"),
                        List.of(osm.read("vnfrs", "vnfr-1"), osm.read("vnfrs", "vnfr-2")),
                        List.of(osm.read("nslcmops", "op-1"))))
                .isEmpty();
    }

    @Test
    void shouldTakeItBackAsItIsRemoved() {
        show(instantiated());
        osm.insert("nslcmops", "{_id: 'op-2', operationState: 'PROCESSING', startTime: 6.0, _admin: {}}");

        show(ConfiguredNs.terminate()
                .but("DeleteExecutionEnvironment", 1, TaskState.RUNNING)
                .but("DeleteServer", 0, TaskState.WAITING)
                .in(OperationState.PROCESSING, "op-2", 3));

        assertThat(at("nsrs", "ns-1", "/configurationStatus/0/status")).isEqualTo(Value.of("DELETED"));
        assertThat(at("nsrs", "ns-1", "/configurationStatus/1/status")).isEqualTo(Value.of("TERMINATING"));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/VCA/0/needed_terminate"))
                .isEqualTo(Value.of(false));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/VCA/0/ee_id")).isEqualTo(new Value.Nil());
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/VCA/1/ee_id")).isEqualTo(Value.of("m.vdu.1"));
        assertThat(at("nslcmops", "op-2", "/_admin/operations/0/primitive")).isEqualTo(Value.of("bye"));

        show(ConfiguredNs.terminate().in(OperationState.COMPLETED, "op-2", 4));

        assertThat(at("nsrs", "ns-1", "/configurationStatus/1/status")).isEqualTo(Value.of("DELETED"));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/RO/nsr_status")).isEqualTo(Value.of("DELETED"));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/K8s/0/kdu-instance")).isEqualTo(new Value.Nil());
        assertThat(at("nsrs", "ns-1", "/vld/1/vim_info"))
                .as("that of a found network too")
                .isEqualTo(Value.of("nothing"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/status")).isEqualTo(Value.of("DELETED"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/vim_info/vim:v1")).isEqualTo(Value.of("nothing"));
        assertThat(at("vnfrs", "vnfr-2", "/kdur/0/status")).isEqualTo(Value.of("nothing"));
        assertThat(OsmReadingRules.settled(
                        osm.read("nsrs", "ns-1"),
                        List.of(osm.read("vnfrs", "vnfr-1"), osm.read("vnfrs", "vnfr-2")),
                        List.of(osm.read("nslcmops", "op-2"))))
                .isEmpty();
    }

    /** Bug: a leftover beyond the record's lists kept all that is removed from being shown until the end. */
    @Test
    void shouldShowTheRemovalOfWhatTheRecordHasAPlaceFor() {
        show(instantiated());
        osm.database()
                .getCollection("nsrs")
                .updateOne(
                        Filters.eq("_id", "ns-1"),
                        Document.parse("{$pop: {configurationStatus: 1, '_admin.deployed.VCA': 1}}"));

        show(ConfiguredNs.terminate()
                .but("DeleteServer", 0, TaskState.WAITING)
                .in(OperationState.PROCESSING, "op-2", 3));

        assertThat(at("nsrs", "ns-1", "/configurationStatus/0/status")).isEqualTo(Value.of("DELETED"));
        assertThat(at("nsrs", "ns-1", "/configurationStatus/1")).isEqualTo(Value.of("nothing"));
        assertThat(at("nsrs", "ns-1", "/_admin/deployed/VCA/1")).isEqualTo(Value.of("nothing"));
    }

    /** Goal: OSM's own leaves the ERROR of a function for ever. */
    @Test
    void shouldClearTheErrorOfAFunctionWhenARetrySucceeds() {
        show(ConfiguredNs.instantiate()
                .but("CreateServer", 0, TaskState.FAILED)
                .in(OperationState.FAILED_TEMP, "op-1", 5));
        assertThat(at("vnfrs", "vnfr-1", "/status")).isEqualTo(Value.of("ERROR"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/status")).isEqualTo(Value.of("ERROR"));

        show(instantiated());

        assertThat(at("vnfrs", "vnfr-1", "/status")).isEqualTo(Value.of("nothing"));
        assertThat(at("vnfrs", "vnfr-1", "/vdur/0/status")).isEqualTo(Value.of("ACTIVE"));
    }

    /** Goal: an NS whose record NBI has put back to before its first operation can still be shown as terminated. */
    @Test
    void shouldTerminateAnNsWhoseListsAreGone() {
        show(ConfiguredNs.terminate().in(OperationState.COMPLETED));

        assertThat(at("nsrs", "ns-1", "/nsState")).isEqualTo(Value.of("NOT_INSTANTIATED"));
        assertThat(at("nsrs", "ns-1", "/configurationStatus")).isEqualTo(new Value.Nil());
    }

    /** Goal: news of the operation before it never show up in the record of the next. */
    @Test
    void shouldDropLateNews() {
        Operation running = ConfiguredNs.instantiate()
                .but("RunPrimitive", 0, TaskState.RUNNING)
                .in(OperationState.PROCESSING, "op-1", 3);
        show(ConfiguredNs.instantiate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-1", 2));
        records.write(List.of(new Shown(running, Projection.progress(running, List.of()))));
        assertThat(at("nsrs", "ns-1", "/configurationStatus/0/status")).isEqualTo(Value.of("EXECUTING PRIMITIVE"));
        assertThat(broken()).isEmpty();

        show(ConfiguredNs.instantiate().in(OperationState.COMPLETED, "op-1", 8));
        show(ConfiguredNs.terminate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-2", 2));
        Value.Obj before = osm.read("nsrs", "ns-1");
        records.write(List.of(new Shown(running, Projection.progress(running, List.of()))));

        assertThat(osm.read("nsrs", "ns-1")).isEqualTo(before);
    }
}
