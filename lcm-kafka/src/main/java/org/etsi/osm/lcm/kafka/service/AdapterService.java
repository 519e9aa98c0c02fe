package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /** Turns that a stopping loop gets to write its leases back. */
    private static final int LAST_TURNS = 5;

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

    /** Another adapter needn't wait for the leases to run out. */
    private static void finish(AdapterLoop loop, KafkaAdapterBus bus) {
        try {
            bus.leave();
            for (int i = 0; i < LAST_TURNS; i++) {
                loop.turn(Moments.now());
            }
        } finally {
            bus.close();
        }
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
