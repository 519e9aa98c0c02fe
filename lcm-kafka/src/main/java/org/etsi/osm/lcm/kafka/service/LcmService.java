package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.etsi.osm.lcm.core.loop.EngineLoop;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationStore;
import org.etsi.osm.lcm.kafka.admin.AdminBus;
import org.etsi.osm.lcm.kafka.admin.HealthFile;
import org.etsi.osm.lcm.kafka.admin.Pings;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaEngineBus;
import org.etsi.osm.lcm.kafka.bus.OsmPublisher;
import org.etsi.osm.lcm.kafka.intake.IntakeLoop;
import org.etsi.osm.lcm.kafka.intake.KafkaIntakeBus;
import org.etsi.osm.lcm.kafka.osm.NsRepair;
import org.etsi.osm.lcm.kafka.osm.OsmView;
import org.etsi.osm.lcm.kafka.osm.store.OsmRecords;
import org.etsi.osm.lcm.kafka.osm.store.OsmStores;
import org.etsi.osm.lcm.kafka.osm.store.StoredAlerts;
import org.etsi.osm.lcm.kafka.planning.DryPlanning;
import org.etsi.osm.lcm.kafka.planning.PlanningService;
import org.etsi.osm.lcm.kafka.planning.RecordsSource;
import org.etsi.osm.lcm.kafka.planning.StoredRecords;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.etsi.osm.lcm.tasks.planner.Planners;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LCM's own role: intake and engine, each on a thread of its own, and the planning beside them. It starts when
 * Kafka and MongoDB do, outlives their outages, and stops in good order. Thread-safe.
 */
public final class LcmService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LcmService.class);

    private static final long WAIT_MS = 1_000;
    private static final long CLEAN_UP_EVERY_MS = 3_600_000;

    /** A younger plan may be one whose operation is about to be stored. */
    private static final Duration ORPHANED_PLAN_AGE = Duration.ofDays(1);

    /** An instance that got no partition, since there are more instances, is ready too. */
    private static final long READY_WITHOUT_PARTITION_MS = 15_000;

    private final Settings settings;
    private final Planner planner;
    private final MongoConnection connection;
    private final Counters counters = new Counters();
    private final UUID incarnation = UUID.randomUUID();
    private final String owner = "lcm-" + incarnation;
    private final Wiring wiring;
    private final Startup startup = new Startup("lcm", this::open);
    private final List<LoopRunner> runners = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final OsmPublisher publisher;
    private long openedTicksMs;
    private long cleanedUpTicksMs;
    private boolean isClosed;

    private LcmService(Settings settings, Planner planner) {
        this.settings = settings;
        this.planner = planner;
        this.connection = MongoConnection.open(
                settings.text("mongo.uri"), settings.text("mongo.database"), settings.span("mongo.call-limit"));
        this.wiring = new Wiring(settings, owner, counters);
        this.publisher = wiring.publisher();
    }

    /** Starts in the background and returns at once; {@link #awaitReady} tells when it works. */
    public static LcmService start(Settings settings) {
        return start(settings, new Planners(settings.count("engine.max-tasks")));
    }

    /** The same with a planner of one's own, for operations that OSM knows nothing of: to measure and to train. */
    public static LcmService start(Settings settings, Planner planner) {
        var service = new LcmService(settings, planner);
        service.startup.begin();
        return service;
    }

    /**
     * Waits until operations can be taken.
     *
     * @return false if it isn't so far yet
     * @throws IllegalStateException if it never will be; the message says why and what to do
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
        var stores = new OsmStores(connection, counters);
        stores.objection().ifPresent(objection -> {
            throw new Startup.NotYetException(objection);
        });
        wiring.ensureTopics(connection);
        OsmRecords records = stores.records();
        MongoOperationStore store = connection.operations();
        store.prepare(settings.span("engine.retention"));
        var view = new StoredEngineView(store, connection.queries());
        openedTicksMs = Moments.now().ticksMs();
        cleanedUpTicksMs = openedTicksMs;
        openIntake(stores, records, view, store);
        openEngine(stores, records, store, view);
        runners.forEach(LoopRunner::start);
        LOG.info("LCM {} has started; it waits for its partitions", owner);
    }

    private void openIntake(OsmStores stores, OsmRecords records, StoredEngineView view, MongoOperationStore store) {
        List<String> topics = new ArrayList<>(wiring.topics().osm());
        topics.add(wiring.topics().control());
        var bus = new KafkaIntakeBus(wiring.subscription("intake", topics), wiring.sender("intake"), wiring.topics());
        var repair = new NsRepair(records, view, stores.repairs(), counters);
        String mark = settings.text("osm.worker");
        var dryRuns = new DryPlanning(source(stores, records, view), planner, bus::wake);
        parts.add(dryRuns);
        var loop = new IntakeLoop(
                bus,
                stores.operations(mark),
                stores.accounts(mark),
                view,
                repair,
                connection.freezes(),
                dryRuns,
                wiring.intake(),
                counters);
        AdminBus admin = wiring.adminBus(publisher);
        var pings = new Pings(admin, worker(), version(), HealthFile.in(settings.text("health.folder")), counters);
        runners.add(new LoopRunner(
                "lcm-intake",
                "requests wait where they are until it does",
                health -> {
                    pings.turn(Moments.now());
                    loop.turn(Moments.now(), WAIT_MS);
                    cleanUpIfDue(store);
                    return true;
                },
                bus::wake,
                () -> {
                    admin.close();
                    bus.close();
                }));
        parts.add(publisher);
    }

    /** OSM's workers have names of 12 hexadecimal digits. */
    private String worker() {
        return incarnation.toString().substring(24);
    }

    private static String version() {
        @Nullable String version = LcmService.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Plans outlive their operations, which expire by themselves. On intake's thread. */
    private void cleanUpIfDue(MongoOperationStore store) {
        long now = Moments.now().ticksMs();
        if (now - cleanedUpTicksMs >= CLEAN_UP_EVERY_MS) {
            cleanedUpTicksMs = now;
            counters.add("plans.removed", store.removeOrphanedPlans(ORPHANED_PLAN_AGE));
        }
    }

    private void openEngine(OsmStores stores, OsmRecords records, OperationStore store, StoredEngineView view) {
        StoredAlerts alerts = stores.alerts(records);
        alerts.prepare();
        var osm = new OsmView(records, alerts, stores.repairs(), settings.span("osm.repair-after"), counters);
        var bus = new KafkaEngineBus(
                wiring.subscription("engine", List.of(wiring.topics().inbox())),
                wiring.sender("engine"),
                wiring.topics(),
                osm,
                counters);
        var planning = new PlanningService(
                source(stores, records, view),
                stores.placements(publisher::publish),
                settings.span("engine.placement-limit"),
                planner,
                store,
                settings.count("engine.planning-threads"),
                bus::wake);
        parts.add(planning);
        parts.add(osm);
        var log = new LoopLog(counters);
        var loop = new EngineLoop(
                bus, store, connection.freezes(), planning, wiring.engine(), wiring.loop(), owner, Moments::now, log);
        runners.add(new LoopRunner(
                "lcm-engine",
                "operations stay as they are until it does",
                health -> turn(loop, log, health),
                bus::wake,
                bus::close));
    }

    private RecordsSource source(OsmStores stores, OsmRecords records, StoredEngineView view) {
        return new StoredRecords(
                records, wiring.packages(stores), view::earlierOf, settings.text("osm.vca-public-key"));
    }

    private boolean turn(EngineLoop loop, LoopLog log, Health health) {
        loop.turn(WAIT_MS);
        boolean hasTrouble = log.tellTrouble(health);
        boolean isServed =
                !loop.ready().isEmpty() || Moments.now().ticksMs() - openedTicksMs > READY_WITHOUT_PARTITION_MS;
        if (isServed && !hasTrouble) {
            startup.ready();
        }
        return !(hasTrouble && loop.isHeldUp());
    }

    /** Stops in good order: each loop ends its turn, commits and leaves its group; within the limit that is set. */
    @Override
    public void close() {
        Duration limit = settings.span("shutdown.limit");
        startup.stop(limit);
        @Nullable RuntimeException failed = null;
        synchronized (this) {
            isClosed = true;
            runners.forEach(LoopRunner::stop);
            runners.forEach(runner -> runner.join(limit.dividedBy(2)));
            for (AutoCloseable part : parts) {
                try {
                    part.close();
                } catch (Exception e) {
                    failed = new IllegalStateException("A part didn't close", e);
                }
            }
        }
        connection.close();
        if (failed != null) {
            LOG.warn("Not all parts closed in good order; nothing is lost", failed);
        }
        LOG.info("LCM {} has stopped", owner);
    }
}
