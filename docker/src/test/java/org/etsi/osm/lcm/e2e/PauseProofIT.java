package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Drained;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Outbound;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.service.AdapterService;
import org.etsi.osm.lcm.kafka.service.LcmService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.kafka.settings.SettingsReader;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant 4 on the topics, with the real service: once {@code pause} is answered no new sequence leaves until
 * {@code resume}, and once drained nothing moves. A thousand operations run while all of them are paused.
 */
@Timeout(180)
class PauseProofIT {
    private static final int OPERATIONS = Integer.getInteger("pause.operations", 1_000);
    private static final int TASKS = 8;
    private static final int TASK_MS = 1_500;
    private static final int PARTITIONS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void shouldLetNoCommandLeaveOnceAPauseIsAnswered() {
        try (var mongo = EmbeddedMongo.open(folder.resolve("store"), 0);
                var broker = EmbeddedBroker.open(folder.resolve("broker"), 0)) {
            var gate = new GatedNoOp();
            Settings settings = settings(broker.bootstrapServers(), mongo.uri());
            try (var store = connection(settings);
                    var lcm = LcmService.start(settings, (request, records) -> chain());
                    var adapter = AdapterService.start(
                            settings, TaskType.RO, connection(settings), Map.of(NoOp.TYPE.name(), gate))) {
                assertThat(lcm.awaitReady(LIMIT)).isTrue();
                assertThat(adapter.awaitReady(LIMIT)).isTrue();
                var clients = new KafkaClients(broker.bootstrapServers(), "pause-proof", Map.of());
                try (var sender = new Sender(() -> clients.producer("test"), new Counters());
                        var seen = new PauseProof(broker.bootstrapServers())) {
                    prove(sender, seen, store, gate);
                }
            }
        }
    }

    private static Settings settings(String bootstrap, String mongo) {
        return new SettingsReader()
                .environment(Map.of(
                        "LCM_KAFKA_BOOTSTRAP",
                        bootstrap,
                        "LCM_MONGO_URI",
                        mongo,
                        "LCM_MONGO_DATABASE",
                        "pause-" + UUID.randomUUID(),
                        "LCM_STORAGE_DRIVER",
                        "mongo",
                        "LCM_KAFKA_INBOX_PARTITIONS",
                        String.valueOf(PARTITIONS),
                        // OSM has no records of these operations: nobody is to look for them.
                        "LCM_INTAKE_SCAN_EVERY",
                        "1h",
                        "LCM_ADAPTER_MAX_PER_VIM",
                        "1000"))
                .read();
    }

    private static MongoConnection connection(Settings settings) {
        return MongoConnection.open(settings.text("mongo.uri"), settings.text("mongo.database"), CALL_LIMIT);
    }

    private static Plan chain() {
        var tasks = new ArrayList<TaskSpec>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(new TaskSpec(
                    TaskId.at(i),
                    NoOp.TYPE.name(),
                    "wait " + (i + 1),
                    TaskType.RO,
                    new NoOp.Parameters(TASK_MS, new Value.Nil()).toValue(),
                    i == 0 ? List.of() : List.of(TaskId.at(i - 1)),
                    Duration.ofMinutes(2),
                    RetryPolicy.NEVER,
                    Reversibility.EXACT,
                    Map.of()));
        }
        return new Plan(tasks);
    }

    private static void prove(Sender sender, PauseProof seen, MongoConnection store, GatedNoOp gate) {
        List<OperationId> all = request(sender);
        awaitAll(seen, "every operation to be live", id -> !seen.commandsOf(id).isEmpty(), all);
        gate.open();
        await("most of them to be on their way")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    seen.read();
                    return all.stream()
                                    .filter(id -> seen.commandsOf(id).size() > 1)
                                    .count()
                            > OPERATIONS / 2;
                });

        ask(sender, Verb.PAUSE, all);
        awaitAll(seen, "every pause to be answered", id -> seen.answer(Verb.PAUSE, id) != null, all);
        assertThat(all.stream().map(id -> seen.rejection(Verb.PAUSE, id)).filter(why -> !why.isEmpty()))
                .isEmpty();
        awaitAll(seen, "every operation to be drained", id -> seen.drained(id) != null, all);
        Map<OperationId, Set<String>> before = new TreeMap<>();
        all.forEach(id -> before.put(id, Set.copyOf(seen.commandsOf(id).keySet())));
        // Whatever leaves in spite of the pause has two tasks' time for it.
        seen.readFor(Duration.ofMillis(2L * TASK_MS));

        all.forEach(id -> verifyStill(seen, store, id, before.getOrDefault(id, Set.of())));

        long resumedAt = System.currentTimeMillis();
        ask(sender, Verb.RESUME, all);
        awaitAll(seen, "every resume to be answered", id -> seen.answer(Verb.RESUME, id) != null, all);
        awaitAll(seen, "every operation to be completed", id -> seen.state(id) == OperationState.COMPLETED, all);
        verifyRest(seen, all, before, resumedAt);
        System.out.println(
                "Pause proof: " + all.size() + " operations; from the verb to its answer, all at once: pause "
                        + seen.latencies(Verb.PAUSE) + ", resume " + seen.latencies(Verb.RESUME));
    }

    private static void awaitAll(PauseProof seen, String what, Predicate<OperationId> holds, List<OperationId> all) {
        await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    seen.read();
                    return all.stream().allMatch(holds);
                });
    }

    /** Nothing left after the answer, and the drain was told with the revision that is stored. */
    private static void verifyStill(PauseProof seen, MongoConnection store, OperationId id, Set<String> before) {
        long answeredAt = seen.answeredAt(Verb.PAUSE, id);
        seen.commandsOf(id)
                .forEach((command, leftAt) -> assertThat(leftAt)
                        .as("%s of %s, whose pause was answered at %d", command, id, answeredAt)
                        .isLessThanOrEqualTo(answeredAt));
        assertThat(seen.commandsOf(id).keySet()).as("commands of %s", id).isEqualTo(before);
        assertThat(store.queries().find(id).orElseThrow()).isInstanceOfSatisfying(Loaded.Sound.class, loaded -> {
            Operation stored = loaded.operation();
            Drained drained = Objects.requireNonNull(stored.steering().drained(), "drained");
            assertThat(stored.control()).isEqualTo(Control.PAUSED);
            assertThat(drained).isEqualTo(seen.drained(id));
            assertThat(stored.revision()).as("nothing has moved since").isGreaterThanOrEqualTo(drained.revision());
            assertThat(seen.lastMoveOf(id)).isEqualTo(drained.revision());
        });
    }

    /** The pause cut all of them off on their way, and what it kept back left after the resume. */
    private static void verifyRest(
            PauseProof seen, List<OperationId> all, Map<OperationId, Set<String>> before, long resumedAt) {
        assertThat(all).allSatisfy(id -> {
            Map<String, Long> commands = seen.commandsOf(id);
            Set<String> kept = new HashSet<>(commands.keySet());
            kept.removeAll(before.getOrDefault(id, Set.of()));
            assertThat(commands).hasSize(TASKS);
            assertThat(kept).isNotEmpty();
            assertThat(kept)
                    .allSatisfy(command -> assertThat(commands.get(command)).isGreaterThanOrEqualTo(resumedAt));
        });
    }

    private static List<OperationId> request(Sender sender) {
        var ids = new ArrayList<OperationId>();
        var records = new ArrayList<Outbound>();
        for (int i = 0; i < OPERATIONS; i++) {
            var id = new OperationId(UUID.randomUUID().toString());
            String ns = "ns-" + id;
            var request = new OperationRequest(
                    id,
                    ns,
                    "instantiate",
                    System.currentTimeMillis() / 1_000.0,
                    Value.Obj.EMPTY,
                    FailurePolicy.HOLD,
                    Duration.ofMinutes(10));
            ids.add(id);
            byte[] value = InboxCodec.encode(new Inbound.Requested(request));
            var record = new ProducerRecord<>("lcm-inbox", Partitioning.of(ns, PARTITIONS), ns, value);
            records.add(new Outbound(record, MessageType.REQUEST));
        }
        sender.send(records);
        return ids;
    }

    private static void ask(Sender sender, Verb verb, List<OperationId> all) {
        sender.send(all.stream()
                .map(id -> ControlCodec.encode(VerbRequest.of(verb + "/" + id, id, verb, "proof")))
                .map(value -> new Outbound(new ProducerRecord<>("lcm-control", "any", value), MessageType.VERB))
                .toList());
    }
}
