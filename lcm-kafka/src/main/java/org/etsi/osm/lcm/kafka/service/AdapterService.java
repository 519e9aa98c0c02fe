package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.etsi.osm.lcm.core.adapter.AdapterLoop;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.core.store.mongo.MongoLedgerStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaAdapterBus;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role of an adapter: its loop on a thread, its steps on virtual ones, its ledger in MongoDB. It starts when Kafka
 * and MongoDB do, outlives their outages, and lets go of its leases when it stops. Thread-safe.
 */
public final class AdapterService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterService.class);

    /** Turns that a stopping loop gets at least: in the first it hears that it has left. */
    private static final int LAST_TURNS = 5;
    /** Between its last turns, while it waits for steps that are out. */
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    private final Settings settings;
    private final String adapter;
    private final MongoConnection connection;
    private final Map<String, TaskHandler> handlers;
    private final Counters counters = new Counters();
    private final String incarnation;
    private final Wiring wiring;
    private final Startup startup;
    private @Nullable LoopRunner runner;
    private boolean isClosed;

    private AdapterService(
            Settings settings, String adapter, MongoConnection connection, Map<String, TaskHandler> handlers) {
        this.settings = settings;
        this.adapter = adapter;
        this.connection = connection;
        this.handlers = Map.copyOf(handlers);
        this.incarnation = adapter + "-" + UUID.randomUUID();
        this.wiring = new Wiring(settings, incarnation, counters);
        this.startup = new Startup(adapter + "-adapter", this::open);
    }

    /**
     * Starts in the background and returns at once.
     *
     * @param adapter {@code ro} or {@code n2vc}: whose commands are taken
     * @param connection the service's own from now on: closed with it
     * @param handlers by task type
     */
    public static AdapterService start(
            Settings settings, String adapter, MongoConnection connection, Map<String, TaskHandler> handlers) {
        var service = new AdapterService(settings, adapter, connection, handlers);
        service.startup.begin();
        return service;
    }

    /** The connection that the settings name. */
    public static MongoConnection connect(Settings settings) {
        return MongoConnection.open(
                settings.text("mongo.uri"), settings.text("mongo.database"), settings.span("mongo.call-limit"));
    }

    /**
     * Waits until commands are taken.
     *
     * @throws IllegalStateException if it never will be; the message says why
     */
    public boolean awaitReady(Duration limit) {
        return startup.awaitReady(limit);
    }

    public Counters counters() {
        return counters;
    }

    private synchronized void open() {
        if (isClosed) {
            return;
        }
        wiring.ensureTopics(connection);
        MongoLedgerStore ledger = connection.ledger("lcm_" + adapter + "_ledger");
        ledger.prepare();
        String topic = wiring.topics().tasks(adapter);
        var bus = new KafkaAdapterBus(
                topic, wiring.topics(), wiring.subscription(adapter, List.of(topic)), wiring.sender(adapter), counters);
        var loop = new AdapterLoop(bus, ledger, new VirtualWorkers(bus::wake), handlers, incarnation, wiring.adapter());
        var started = new LoopRunner(
                adapter + "-adapter",
                "commands wait where they are until it does",
                health -> {
                    loop.turn(Moments.now());
                    startup.ready();
                    return true;
                },
                bus::wake,
                () -> finish(loop, bus));
        runner = started;
        started.start();
        LOG.info("Adapter {} has started for {} task types", incarnation, handlers.size());
    }

    /**
     * Gives every lease back, so that another adapter needn't wait for them to run out. A step that is out keeps its
     * lease until it ends: it is waited for, but not as long as {@link #close} waits for all.
     */
    private void finish(AdapterLoop loop, KafkaAdapterBus bus) {
        long limitMs = settings.span("shutdown.limit").toMillis() / 2;
        try {
            bus.leave();
            long endMs = Moments.now().ticksMs() + limitMs;
            for (int turn = 0; turn < LAST_TURNS || isLettingGo(loop, endMs); turn++) {
                loop.turn(Moments.now());
            }
        } finally {
            bus.close();
        }
    }

    private static boolean isLettingGo(AdapterLoop loop, long endMs) {
        if (!loop.isLettingGo()
                || Moments.now().ticksMs() >= endMs
                || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(LOOK_NANOS);
        return true;
    }

    @Override
    public void close() {
        Duration limit = settings.span("shutdown.limit");
        startup.stop(limit);
        synchronized (this) {
            isClosed = true;
            LoopRunner running = runner;
            if (running != null) {
                running.stop();
                running.join(limit);
            }
        }
        connection.close();
        LOG.info("Adapter {} has stopped", incarnation);
    }
}
