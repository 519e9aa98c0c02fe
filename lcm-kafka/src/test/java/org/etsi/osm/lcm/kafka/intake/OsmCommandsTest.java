package org.etsi.osm.lcm.kafka.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that OSM has on the topics that we read (contracts §1.2), and what becomes of it. */
class OsmCommandsTest {
    private static final String OPERATION = "{_id: op-1, nsInstanceId: ns-1}";

    private final FakeOsm osm = new FakeOsm();
    private final FakeAccounts accounts = new FakeAccounts();
    private final Counters counters = new Counters();
    private final MemoryIntakeBus bus = new MemoryIntakeBus();

    /** What a message comes to. */
    enum Fate {
        /** Something is done. */
        TAKEN,
        /** Known, and of no consequence. */
        IGNORED,
        /** The operation FAILED at once, with a reason. */
        REFUSED,
        /** It can't be understood. */
        REJECTED
    }

    /** A command and what becomes of it. */
    record Row(String topic, String key, String value, Fate fate) {}

    static Stream<Row> commands() {
        return Stream.of(
                        rows("ns", OPERATION, Fate.TAKEN, "instantiate", "terminate"),
                        rows(
                                "ns",
                                OPERATION,
                                Fate.REFUSED,
                                "action",
                                "scale",
                                "update",
                                "heal",
                                "migrate",
                                "verticalscale"),
                        rows("ns", "{_id: ns-2}", Fate.TAKEN, "deleted"),
                        rows(
                                "ns",
                                "{nslcmop_id: op-1}",
                                Fate.IGNORED,
                                "vnf_terminated",
                                "policy_updated",
                                "terminated",
                                "instantiated",
                                "scaled",
                                "healed",
                                "actioned",
                                "updated",
                                "migrated",
                                "verticalscaled"),
                        rows("ns", OPERATION, Fate.TAKEN, "vca_status_refresh"),
                        rows("nslcmops", "{_id: op-1, cancelMode: GRACEFUL}", Fate.TAKEN, "cancel"),
                        rows("vim_account", "{_id: vim-1, op_id: 'vim-1:0'}", Fate.IGNORED, "created", "create"),
                        rows("vim_account", "{_id: vim-1, op_id: 'vim-1:1'}", Fate.IGNORED, "edited", "edit"),
                        rows("vim_account", "{_id: vim-1, op_id: 'vim-1:2'}", Fate.TAKEN, "delete"),
                        rows("vim_account", "{_id: vim-9, op_id: null}", Fate.IGNORED, "deleted"),
                        rows("pla", "{nslcmopId: op-1}", Fate.IGNORED, "get_placement"),
                        rows("pla", "{placement: {nslcmopId: op-1, vnf: []}}", Fate.TAKEN, "placement"),
                        new Topics("", 1, (short) 1)
                                .osm().stream()
                                        .flatMap(topic -> Stream.concat(
                                                rows(topic, "ns-1", Fate.IGNORED, "echo", "test", "exit", "show", "#x"),
                                                rows(topic, OPERATION, Fate.REJECTED, "fly", "", "Instantiate"))))
                .flatMap(row -> row);
    }

    private static Stream<Row> rows(String topic, String value, Fate fate, String... keys) {
        return Stream.of(keys).map(key -> new Row(topic, key, value, fate));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldDoWithACommandWhatTheContractSays(Row row) {
        String type = OsmCommands.OPERATIONS.contains(row.key()) ? row.key() : "instantiate";
        osm.add("op-1", "ns-1", type, 1, Value.Obj.EMPTY);
        osm.know("op-2", "ns-2", "instantiate");
        accounts.add("vim-1");

        assertThat(fateOf(Taken.of(row.topic(), 0, row.key(), row.value()))).isEqualTo(row.fate());
    }

    /** Goal: OSM's own captures are understood; those from an LCM are ignored. Named topic.key[.variant].value.yaml. */
    @Test
    void shouldKnowWhatToDoWithEveryWireFixture() throws IOException {
        assumeTrue(Fixtures.present(), "OSM's fixtures aren't here");
        List<String> read = new Topics("", 1, (short) 1).osm();
        int seen = 0;
        for (Path file : files()) {
            String[] name = file.getFileName().toString().split("\\.", -1);
            if (read.contains(name[0])) {
                seen++;
                prepare(file);
                Fate expected = commands()
                        .filter(row -> row.topic().equals(name[0]) && row.key().equals(name[1]))
                        .map(Row::fate)
                        .findFirst()
                        .orElseThrow();
                assertThat(fateOf(new Taken(name[0], 0, seen, name[1], Files.readAllBytes(file))))
                        .as(file.toString())
                        .isEqualTo(expected);
            } else {
                assertThat(name[0]).as("a topic that others read").isEqualTo("admin");
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(Fixtures.folder().resolve("wire/kafka"))) {
            return files.sorted().toList();
        }
    }

    /** The documents that NBI stores before it publishes. */
    private void prepare(Path file) throws IOException {
        Value value = OsmYaml.read(Files.readAllBytes(file));
        osm.known.clear();
        osm.know("op-2", value.text("_id").orElse("none"), "instantiate");
        osm.documents.clear();
        value.text("_id").ifPresent(id -> {
            accounts.add(id);
            osm.add(id, "ns-1", value.text("lcmOperationType").orElse("instantiate"), 1, Value.Obj.EMPTY);
        });
        value.at("/placement/nslcmopId")
                .flatMap(Value::asText)
                .ifPresent(id -> osm.add(id, "ns-1", "instantiate", 1, Value.Obj.EMPTY));
    }

    private Fate fateOf(Taken record) {
        long ignored = counters.get("intake.ignored");
        int refused = osm.refusals.size();
        bus.found.clear();
        bus.waiting.add(record);
        var freezes = new MemoryFreezeStore(new MemoryOperationStore());
        var loop = new IntakeLoop(
                bus, osm, accounts, osm, osm, freezes, new FakeDryRuns(), IntakeSettings.DEFAULT, counters);
        loop.turn(new Moment(1, 1), 0);
        assertThat(bus.committed).contains(record);
        if (!bus.found.getFirst().rejected().isEmpty()) {
            assertThat(bus.found.getFirst().rejected().getFirst().reason()).startsWith("Expected");
            return Fate.REJECTED;
        }
        return osm.refusals.size() > refused
                ? Fate.REFUSED
                : counters.get("intake.ignored") > ignored ? Fate.IGNORED : Fate.TAKEN;
    }

    /** One record at a time. */
    private static final class MemoryIntakeBus implements IntakeBus {
        private final List<Taken> waiting = new java.util.ArrayList<>();
        private final List<Taken> committed = new java.util.ArrayList<>();
        private final List<Findings> found = new java.util.ArrayList<>();

        @Override
        public List<Taken> poll(long maxWaitMs) {
            var taken = List.copyOf(waiting);
            waiting.clear();
            return taken;
        }

        @Override
        public void send(Findings findings) {
            found.add(findings);
        }

        @Override
        public void commit(List<Taken> taken) {
            committed.addAll(taken);
        }

        @Override
        public String controlTopic() {
            return "lcm-control";
        }

        @Override
        public int inboxPartitions() {
            return 1;
        }
    }
}
