package org.etsi.osm.lcm.kafka.osm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.osm.ConfiguredNs;
import org.etsi.osm.lcm.kafka.osm.NsRepair;
import org.etsi.osm.lcm.kafka.osm.OsmReadingRules;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Shown;
import org.etsi.osm.lcm.kafka.osm.OsmView;
import org.etsi.osm.lcm.kafka.osm.Projection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Others write the same documents (contracts §2.8): NBI puts whole ones back, RO changes fields at any time. */
@Timeout(120)
class OverwrittenRecordsTest {
    private static final Duration AFTER = Duration.ofSeconds(60);

    private final OsmServer osm = new OsmServer();
    private final Counters counters = new Counters();
    private final EngineSide engine = new EngineSide();
    private final OsmRecords records = new OsmRecords(osm.database(), "here", counters, Clock.systemUTC());

    @AfterEach
    void close() {
        osm.close();
    }

    private static Clock at(long seconds) {
        return Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    }

    private NsRepair repairAt(long seconds) {
        return new NsRepair(records, engine, new StoredDueRepairs(osm.database(), at(seconds)), counters);
    }

    /** As the engine does: stored, then shown. */
    private void show(Operation operation) {
        engine.store(operation);
        try (var view = new OsmView(
                records,
                new StoredAlerts(osm.database(), records),
                new StoredDueRepairs(osm.database(), at(1_000)),
                AFTER,
                counters)) {
            view.show(List.of(operation));
        }
    }

    private Document readAsNbi() {
        Document nsr = osm.database()
                .getCollection("nsrs")
                .find(Filters.eq("_id", "ns-1"))
                .into(new ArrayList<>())
                .getFirst();
        nsr.remove("_id");
        return nsr;
    }

    private void writeAsNbi(Document read) {
        osm.database().getCollection("nsrs").updateOne(Filters.eq("_id", "ns-1"), new Document("$set", read));
    }

    /** The record without what tells when it was written. */
    private Value nsr() {
        Value.Obj nsr = osm.read("nsrs", "ns-1");
        var admin = (Value.Obj) nsr.field("_admin").orElseThrow();
        return nsr.with("_admin", admin.with("modified", 0));
    }

    private static Operation starting() {
        return ConfiguredNs.instantiate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-1", 2);
    }

    private static Operation instantiated() {
        return ConfiguredNs.instantiate().in(OperationState.COMPLETED, "op-1", 9);
    }

    @Test
    void shouldShowTheLastOperationAgainWhenNbiPutsBackAnOlderRecord() {
        Document fresh = readAsNbi();
        show(starting());
        Document building = readAsNbi();
        show(instantiated());
        Value right = nsr();

        for (Document old : List.of(fresh, building)) {
            writeAsNbi(old);
            assertThat(nsr()).isNotEqualTo(right);
            repairAt(1_000).check("ns-1");
            assertThat(nsr()).isEqualTo(right);
        }
        assertThat(counters.get("records.repaired")).isEqualTo(2);
    }

    /** Goal: the process that ended the operation may be dead by then; the note is in the database. */
    @Test
    void shouldLookOnceMoreAMinuteAfterTheEnd() {
        show(starting());
        Document building = readAsNbi();
        show(instantiated());
        Value right = nsr();
        writeAsNbi(building);

        repairAt(1_059).checkDue(10);
        assertThat(nsr()).isNotEqualTo(right);

        repairAt(1_061).checkDue(10);
        assertThat(nsr()).isEqualTo(right);
        assertThat(osm.database().getCollection("lcm_repairs").countDocuments()).isZero();
    }

    @Test
    void shouldLeaveARecordAloneThatIsRight() {
        show(instantiated());
        Value.Obj before = osm.read("nsrs", "ns-1");

        repairAt(1_000).check("ns-1");
        repairAt(1_000).check("no-such-ns");

        assertThat(osm.read("nsrs", "ns-1")).isEqualTo(before);
        assertThat(counters.get("records.repaired")).isZero();
    }

    /** Goal: an engine that shows the next operation meanwhile is never overtaken. */
    @Test
    void shouldNotRepairWhatSomebodyHasShownMeanwhile() {
        show(starting());
        Document building = readAsNbi();
        show(instantiated());
        writeAsNbi(building);
        var seen = records.seen("ns-1").orElseThrow();

        Operation next = ConfiguredNs.terminate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-2", 3);
        show(next);
        boolean repaired = records.repair(new Shown(instantiated(), Projection.of(instantiated())), seen);

        assertThat(osm.read("nsrs", "ns-1").text("nsState")).contains("TERMINATING");
        assertThat(osm.read("nsrs", "ns-1").text("currentOperationID")).contains("op-2");
        assertThat(repaired).as("it is no longer as it was seen").isFalse();
    }

    /** Goal: what waits in the queue, or was cancelled there, has never been the NS's last operation. */
    @Test
    void shouldKnowWhichOperationHasTheLastWord() {
        show(instantiated());
        Value right = nsr();
        Operation planned = ConfiguredNs.terminate().all(TaskState.WAITING).in(OperationState.FAILED_TEMP, "op-2", 3);
        engine.store(org.etsi.osm.lcm.kafka.osm.OperationSamples.operation(
                "op-3", "terminate", OperationState.PROCESSING, false, TaskState.WAITING, 1, 2));
        repairAt(1_000).check("ns-1");
        assertThat(nsr()).isEqualTo(right);

        engine.store(planned);
        repairAt(1_000).check("ns-1");
        assertThat(osm.read("nsrs", "ns-1").text("nsState")).contains("BROKEN");
    }

    @Test
    void shouldLoseNothingOfOthersAndShowNothingWrongAtTheEnd() throws Exception {
        show(starting());
        Operation last = ConfiguredNs.terminate().in(OperationState.COMPLETED, "op-2", 300);
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var nbi = threads.submit(nbiUntil(isOver));
            var ro = threads.submit(roUntil(isOver));
            for (int round = 0; round < 20; round++) {
                long revision = 10L + round * 10L;
                show(ConfiguredNs.instantiate()
                        .but("RunPrimitive", 0, TaskState.RUNNING)
                        .in(OperationState.PROCESSING, "op-1", revision));
            }
            show(ConfiguredNs.instantiate().in(OperationState.COMPLETED, "op-1", 250));
            show(ConfiguredNs.terminate().all(TaskState.WAITING).in(OperationState.PROCESSING, "op-2", 260));
            show(last);
            isOver.set(true);
            int writes = ro.get();
            assertThat(nbi.get()).as("NBI has been there").isPositive();

            assertThat(osm.read("vnfrs", "vnfr-1").at("/vdur/0/interfaces/0/ro-writes"))
                    .contains(Value.of((long) writes));
        }
        repairAt(1_061).checkDue(10);

        assertThat(osm.read("nsrs", "ns-1").text("description"))
                .as("what NBI's users wrote")
                .isPresent();
        assertThat(osm.read("nsrs", "ns-1").text("nsState")).contains("NOT_INSTANTIATED");
        assertThat(osm.read("nsrs", "ns-1").at("/_admin/lcm/revision")).contains(Value.of(300L));
        var broken = new ArrayList<>(OsmReadingRules.ofNsr(osm.read("nsrs", "ns-1")));
        broken.addAll(OsmReadingRules.ofVnfr(osm.read("vnfrs", "vnfr-1")));
        assertThat(broken).isEmpty();
        assertThat(counters.get("records.refused")).isZero();
    }

    /** Reads and writes back whole records, each a little older than the last, with a field of its own. */
    private Callable<Integer> nbiUntil(AtomicBoolean isOver) {
        return () -> {
            int writes = 0;
            while (!isOver.get() || writes == 0) {
                Document read = readAsNbi();
                osm.read("nslcmops", "op-1"); // takes a moment, as NBI does between its reading and its writing
                writeAsNbi(read.append("description", "by NBI " + writes++));
                repairAt(1_000).check("ns-1");
            }
            return writes;
        };
    }

    private Callable<Integer> roUntil(AtomicBoolean isOver) {
        return () -> {
            int writes = 0;
            while (!isOver.get() || writes == 0) {
                osm.database()
                        .getCollection("vnfrs")
                        .updateOne(
                                Filters.eq("_id", "vnfr-1"),
                                Updates.combine(
                                        Updates.inc("vdur.0.interfaces.0.ro-writes", 1L),
                                        Updates.set("vdur.0.interfaces.0.vlan", "17")));
                writes++;
            }
            return writes;
        };
    }

    /** Bug: one NS that met a bug stayed first in line, and intake's turn never got beyond it. */
    @Test
    void shouldGoOnAfterAnNsThatMeetsABug() {
        show(instantiated());
        var repairs = new StoredDueRepairs(osm.database(), at(1_000));
        repairs.note(List.of("ns-0"), Duration.ZERO);
        osm.insert("nsrs", "{_id: 'ns-0', _admin: {}}");
        NsRepair.Operations buggy = new NsRepair.Operations() {
            @Override
            public List<NsRepair.Brief> ofNs(String nsInstanceId) {
                if (nsInstanceId.equals("ns-0")) {
                    throw new IllegalStateException("a bug");
                }
                return engine.ofNs(nsInstanceId);
            }

            @Override
            public Optional<Operation> find(OperationId id) {
                return engine.find(id);
            }
        };
        var later = new StoredDueRepairs(osm.database(), at(1_000_000));

        new NsRepair(records, buggy, later, counters).checkDue(10);

        assertThat(later.due(10)).isEmpty();
        assertThat(counters.get("records.unrepaired")).isEqualTo(1);
    }
}
