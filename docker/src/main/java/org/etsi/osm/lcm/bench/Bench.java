package org.etsi.osm.lcm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.etsi.osm.lcm.bench.embedded.BareLoop;
import org.etsi.osm.lcm.bench.embedded.MeasuredEngine;
import org.etsi.osm.lcm.bench.store.BareStore;
import org.etsi.osm.lcm.bench.store.WriteCounts;
import org.etsi.osm.lcm.bench.store.WriteCounts.Purpose;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedBroker;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.planning.PlanningService;
import org.etsi.osm.lcm.kafka.service.AdapterService;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.tasks.catalogue.NoOp;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/**
 * Runs chains of no-op tasks through the real engine and the real adapter, over a real broker and a MongoDB, and next
 * to them, taking turns in the same process, a bare loop of the same I/O. What it needs is started and ended with it.
 */
final class Bench implements AutoCloseable {
    private static final String LEDGER = "lcm_ro_ledger";
    private static final int PARTITIONS = Settings.defaults().count("kafka.inbox-partitions");
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final BenchSettings settings;
    private final Consumer<String> say;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final WriteCounts writes = new WriteCounts(LEDGER);
    private final MeasuredEngine engine;
    private final AdapterService adapter;
    private final BareLoop bare;

    private Bench(BenchSettings settings, Consumer<String> say, Path folder) {
        this.settings = settings;
        this.say = say;
        try {
            String uri = settings.mongoUri();
            if (uri == null) {
                uri = opened(EmbeddedMongo.open(folder.resolve("store"), 0)).uri();
            }
            String bootstrap =
                    opened(EmbeddedBroker.open(folder.resolve("broker"), 0)).bootstrapServers();
            String database = "lcm_bench_" + UUID.randomUUID().toString().substring(0, 8);
            MongoConnection connection = opened(MongoConnection.open(uri, database, CALL_LIMIT, List.of(writes)));
            parts.push(connection.database()::drop);
            adapter = adapter(bootstrap, MongoConnection.open(uri, database, CALL_LIMIT, List.of(writes)));
            engine = engine(bootstrap, connection);
            bare = opened(new BareLoop(
                    new KafkaClients(bootstrap, "bench-bare", Map.of()),
                    "bench-commands",
                    "bench-replies",
                    new BareStore(connection.database()),
                    BenchChain.sampleCommand(),
                    BenchChain.sampleReply(),
                    PARTITIONS));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts everything; what is on disk is in the folder. */
    static Bench open(BenchSettings settings, Consumer<String> say, Path folder) {
        return new Bench(settings, say, folder);
    }

    /** A folder that is the bench's own. */
    static Path folder() {
        try {
            return Files.createTempDirectory("lcm-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a folder for the bench, but it can't be made", e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private AdapterService adapter(String bootstrap, MongoConnection connection) {
        return opened(AdapterService.start(
                Settings.defaults().with("kafka.bootstrap", bootstrap),
                TaskType.RO,
                connection,
                Map.of(NoOp.TYPE.name(), new NoOpHandler())));
    }

    private MeasuredEngine engine(String bootstrap, MongoConnection connection) {
        if (!adapter.awaitReady(START_LIMIT)) {
            throw new IllegalStateException(
                    "Expected the adapter to be ready within " + START_LIMIT + ", but it isn't: nothing is measured");
        }
        var store = connection.operations();
        store.prepare(Duration.ofDays(1));
        var topics = new Topics("", PARTITIONS, (short) 1);
        return opened(new MeasuredEngine(
                new KafkaClients(bootstrap, "bench-engine", Map.of()),
                topics,
                store,
                wake -> opened(new PlanningService(
                        request -> BenchChain.NO_RECORDS,
                        (request, records) -> BenchChain.plan(settings.tasks()),
                        store,
                        2,
                        wake))));
    }

    BenchResult run() {
        engine.awaitReady();
        say.accept("Warming up with " + settings.warmUp() + " operations of " + settings.tasks() + " tasks");
        warmUp();
        Map<Purpose, Long> writesBefore = writes.now();
        long commandsBefore = engine.counters().get("commands.sent");
        long repliesBefore = adapter.counters().get("replies.sent");
        long sentBefore = engine.counters().get("records.sent");
        var rounds = new ArrayList<BenchResult.Round>();
        long operations = 0;
        for (int atOnce : settings.operations()) {
            rounds.add(measure(atOnce));
            operations += (long) atOnce * settings.rounds(atOnce);
        }
        var counted = new TreeMap<Purpose, Long>();
        writes.now().forEach((purpose, count) -> counted.put(purpose, count - writesBefore.getOrDefault(purpose, 0L)));
        counted.merge(Purpose.OTHER, -bareWrites(operations), Long::sum);
        long commands = engine.counters().get("commands.sent") - commandsBefore;
        return new BenchResult(
                rounds,
                operations,
                operations * settings.tasks(),
                counted,
                commands,
                adapter.counters().get("replies.sent") - repliesBefore,
                engine.counters().get("records.sent") - sentBefore - commands);
    }

    /** The bare loop makes a document for each chain, and writes it once for each task. */
    private long bareWrites(long operations) {
        return operations * (settings.tasks() + 1);
    }

    private void warmUp() {
        int some = Math.max(1, settings.warmUp() / 4);
        for (int i = 0; i < some; i++) {
            engine.run(1);
            bare.run(1, settings.tasks());
        }
        engine.run(Math.max(1, settings.warmUp() - some));
        bare.run(Math.max(1, settings.warmUp() - some), settings.tasks());
    }

    /** The two take turns, so that whatever else the machine does hits both. */
    private BenchResult.Round measure(int atOnce) {
        int count = settings.rounds(atOnce);
        var whole = new double[count];
        var tasks = new double[count];
        var bareMs = new double[count];
        for (int i = 0; i < count; i++) {
            var taken = engine.run(atOnce);
            whole[i] = ms(taken.wholeNanos());
            tasks[i] = ms(taken.tasksNanos());
            bareMs[i] = ms(bare.run(atOnce, settings.tasks()));
        }
        var round = new BenchResult.Round(atOnce, settings.tasks(), median(whole), median(tasks), median(bareMs));
        say.accept(String.format(
                "%5d at once: engine %9.1f ms (tasks alone %9.1f), bare loop %9.1f ms, ratio %5.2f; %7.0f tasks/s,"
                        + " bare %7.0f",
                atOnce,
                round.wholeMs(),
                round.tasksMs(),
                round.bareMs(),
                round.ratio(),
                round.tasksPerSecond(),
                round.barePerSecond()));
        return round;
    }

    private static double ms(long nanos) {
        return nanos / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // What was measured is measured; the folder goes all the same.
                say.accept("A part of the bench didn't close in good order: " + e);
            }
        }
    }
}
