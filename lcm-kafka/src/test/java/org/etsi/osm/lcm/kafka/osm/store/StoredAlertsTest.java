package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.intake.DocumentRefusedException;
import org.etsi.osm.lcm.kafka.osm.AlertRecords;
import org.etsi.osm.lcm.kafka.osm.ConfiguredNs;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Shown;
import org.etsi.osm.lcm.kafka.osm.OsmView;
import org.etsi.osm.lcm.kafka.osm.Projection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OSM's monitoring finds of an NS (contracts §2.6). */
class StoredAlertsTest {
    private final OsmServer osm = new OsmServer();
    private final OsmRecords records = new OsmRecords(osm.database(), "here", new Counters(), Clock.systemUTC());
    private final StoredAlerts alerts = new StoredAlerts(osm.database(), records);
    private final Operation instantiated = ConfiguredNs.instantiate().in(OperationState.COMPLETED);

    @BeforeEach
    void onboard() {
        osm.insert("vnfds", """
            {_id: 'vnfd-1', vdu: [{id: 'mgmt.vm',
              'monitoring-parameter': [{id: 'cpu', 'performance-metric': 'cpu_utilization'}],
              alarm: [{'alarm-id': 'hot', 'vnf-monitoring-param-ref': 'cpu', operation: 'GT', value: 80,
                actions: {alarm: [{url: 'http://a'}], other: []}}]}],
             df: [{'vdu-profile': [{id: 'mgmt.vm', 'min-number-of-instances': 1, 'max-number-of-instances': '4'}],
              'healing-aspect': [{id: 'h', 'healing-policy': [{'vdu-id': 'mgmt.vm', 'event-name': 'down'}]}],
              'scaling-aspect': [{name: 'group', 'aspect-delta-details': {deltas: [{'vdu-delta':
                 [{id: 'mgmt.vm'}]}]}, 'scaling-policy': [{'scaling-type': 'manual'}, {'scaling-type': 'automatic',
                 'cooldown-time': 120, 'threshold-time': 2, 'scaling-criteria': [{name: 'c',
                 'vnf-monitoring-param-ref': 'cpu', 'scale-in-threshold': 10, 'scale-in-relational-operation': 'LT',
                 'scale-out-threshold': 60, 'scale-out-relational-operation': 'GE'}]}]}]}]}\
            """);
        records.write(List.of(new Shown(instantiated, Projection.of(instantiated))));
    }

    @AfterEach
    void close() {
        osm.close();
    }

    private Map<String, Document> stored() {
        var found = new TreeMap<String, Document>();
        for (Document alert : osm.database().getCollection("alerts").find().into(new ArrayList<>())) {
            found.put(alert.getString("action_type"), alert);
        }
        return found;
    }

    private Document stored(String type) {
        return stored().getOrDefault(type, new Document());
    }

    @Test
    void shouldWatchHealingScalingAndAlarms() {
        alerts.create(instantiated);

        assertThat(stored().keySet()).containsExactly("healing", "scale_in", "scale_out", "vdu_alarm");
        Document healing = stored("healing");
        assertThat(healing.get("tags"))
                .isEqualTo(new Document("ns_id", "ns-1")
                        .append("vnf_member_index", "1")
                        .append("vdu_name", "vm"));
        assertThat(healing.getString("metric")).isEqualTo("vm_status");
        assertThat(healing.getString("name")).isEqualTo("healing_" + healing.getString("uuid"));
        Document out = stored("scale_out");
        assertThat(out.get("action")).isEqualTo(new Document("scaling-group", "group").append("cooldown-time", 120L));
        assertThat(out.getEmbedded(List.of("prometheus_config", "expr"), String.class))
                .isEqualTo(
                        "(count (osm_cpu_utilization{ns_id=\"ns-1\", vnf_member_index=\"1\", vdu_id=\"mgmt.vm\"}) < 4)"
                                + " and (avg(osm_cpu_utilization{ns_id=\"ns-1\", vnf_member_index=\"1\","
                                + " vdu_id=\"mgmt.vm\"}) >= 60)");
        assertThat(out.getEmbedded(List.of("prometheus_config", "for"), String.class))
                .isEqualTo("2m");
        Document alarm = stored("vdu_alarm");
        assertThat(alarm.get("action", Document.class).keySet()).containsExactly("alarm");
    }

    /** Goal: showing an operation twice neither doubles its alerts nor forgets that one is on. */
    @Test
    void shouldKeepAlertsThatAreThere() {
        alerts.create(instantiated);
        osm.database()
                .getCollection("alerts")
                .updateOne(Filters.eq("action_type", "vdu_alarm"), Updates.set("alarm_status", "alarm"));

        alerts.create(instantiated);

        assertThat(osm.database().getCollection("alerts").countDocuments()).isEqualTo(4);
        assertThat(stored("vdu_alarm").getString("alarm_status")).isEqualTo("alarm");
    }

    /** Goal: an instantiate that is told once more after its terminate leaves no alert behind. */
    @Test
    void shouldEndWithTheNs() {
        alerts.create(instantiated);
        osm.insert("alerts", "{uuid: 'other', tags: {ns_id: 'ns-2'}, action_type: 'other'}");
        osm.insert("prometheus_jobs", "{job_name: 'j', nsr_id: 'ns-1'}");
        Operation terminated = ConfiguredNs.terminate().in(OperationState.COMPLETED, "op-2", 5);
        records.write(List.of(new Shown(terminated, Projection.of(terminated))));

        alerts.remove("ns-1");
        alerts.create(instantiated);

        assertThat(stored().keySet()).containsExactly("other");
        assertThat(osm.database().getCollection("prometheus_jobs").countDocuments())
                .isZero();
    }

    /** Bug: a refused alert was taken for an outage, so that the same end would have been shown for ever. */
    @Test
    void shouldGoOnWithoutAlertsThatCanNotBeWritten() {
        var counters = new Counters();
        var refusing = new AlertRecords() {
            @Override
            public void create(Operation instantiated) {
                throw new DocumentRefusedException("Expected to write, but it is refused", new IllegalStateException());
            }

            @Override
            public void remove(String nsInstanceId) {
                throw new IllegalArgumentException("a bug");
            }
        };
        var repairs = new StoredDueRepairs(osm.database(), Clock.systemUTC());
        try (var view = new OsmView(records, refusing, repairs, Duration.ZERO, counters)) {
            view.show(List.of(instantiated));
            view.show(List.of(ConfiguredNs.terminate().in(OperationState.COMPLETED, "op-2", 5)));
        }

        assertThat(counters.get("alerts.refused")).isEqualTo(2);
        assertThat(osm.read("nsrs", "ns-1").text("nsState")).contains("NOT_INSTANTIATED");
    }

    /** Goal: the end of an operation doesn't read all alerts that there are. */
    @Test
    void shouldIndexWhatItRemovesBy() {
        alerts.prepare();
        alerts.prepare();

        assertThat(indexed("alerts")).contains("tags.ns_id", "uuid");
        assertThat(indexed("prometheus_jobs")).contains("nsr_id");
    }

    private List<String> indexed(String collection) {
        return osm.database()
                .getCollection(collection)
                .listIndexes()
                .map(index -> String.join(",", index.get("key", Document.class).keySet()))
                .into(new ArrayList<>());
    }
}
