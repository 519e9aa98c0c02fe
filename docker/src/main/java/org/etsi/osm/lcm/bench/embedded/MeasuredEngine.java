package org.etsi.osm.lcm.bench.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.loop.EngineLoop;
import org.etsi.osm.lcm.core.loop.LoopListener;
import org.etsi.osm.lcm.core.loop.LoopSettings;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.KafkaEngineBus;
import org.etsi.osm.lcm.kafka.bus.Outbound;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.tasks.catalogue.EditedParameters;

/** The engine as the service runs it, but for OSM around it: no intake, no records, plans from a function. */
public final class MeasuredEngine implements AutoCloseable {
    private static final long WAIT_MS = 1_000;
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Topics topics;
    private final Counters counters = new Counters();
    private final Sender requests;
    private final KafkaEngineBus bus;
    private final EngineLoop loop;
    private final Turning turning;
    private final Map<OperationId, Watch> watched = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    /** When a chain's tasks began and ended, as stored. */
    private static final class Watch {
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile long plannedNanos;
        private volatile long completedNanos;
    }

    /**
     * What some operations took.
     *
     * @param wholeNanos from the first request to the last operation's being stored as COMPLETED
     * @param tasksNanos from the first plan's being stored with its first command to the same end
     */
    public record Taken(long wholeNanos, long tasksNanos) {}

    /** Where plans come from, once there is a bus to wake. */
    public interface PlanningFactory {
        Planning with(Runnable wake);
    }

    /** Starts the engine's thread. */
    public MeasuredEngine(KafkaClients clients, Topics topics, OperationStore store, PlanningFactory plans) {
        this.topics = topics;
        this.requests = new Sender(() -> clients.producer("requests"), new Counters());
        this.bus = new KafkaEngineBus(
                new Subscription(clients.consumer("engine", topics.inbox()), List.of(topics.inbox()), CALL_LIMIT),
                new Sender(() -> clients.producer("engine"), counters),
                topics,
                new NoOsm(),
                counters);
        var usual = LoopSettings.DEFAULT;
        var settings = new LoopSettings(
                topics.inbox(),
                usual.loadPage(),
                usual.resendFirstMs(),
                usual.resendLimitMs(),
                usual.progressMs(),
                usual.lookLimitMs());
        this.loop = new EngineLoop(
                bus,
                store,
                new NoFreezes(),
                plans.with(bus::wake),
                new Engine(EngineSettings.DEFAULT, EditedParameters::objection),
                settings,
                "bench-" + UUID.randomUUID(),
                MeasuredEngine::now,
                new Listener());
        this.turning = new Turning("bench-engine", this::turn, bus::close);
    }

    private static Moment now() {
        return new Moment(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System.currentTimeMillis());
    }

    private void turn() {
        loop.turn(WAIT_MS);
        if (loop.ready().size() == topics.inboxPartitions()) {
            ready.countDown();
        }
    }

    /** Waits until every partition is served. */
    public void awaitReady() {
        await(ready, "the engine to have its partitions");
    }

    /** Messages that the engine has sent so far, by what they are. */
    public Counters counters() {
        return counters;
    }

    /** Requests so many operations at once, each of an NS of its own, and waits until all are closed. */
    public Taken run(int operations) {
        var asked = new ArrayList<OperationRequest>();
        for (int i = 0; i < operations; i++) {
            asked.add(request());
        }
        asked.forEach(request -> watched.put(request.id(), new Watch()));
        var records = asked.stream().map(this::record).toList();
        long began = System.nanoTime();
        requests.send(records);
        long planned = Long.MAX_VALUE;
        long completed = Long.MIN_VALUE;
        for (OperationRequest request : asked) {
            Watch watch = watched.get(request.id());
            if (watch == null) {
                throw new IllegalStateException("Expected operation " + request.id() + " to be watched, but it isn't");
            }
            await(watch.closed, "operation " + request.id() + " to be closed");
            planned = Math.min(planned, watch.plannedNanos);
            completed = Math.max(completed, watch.completedNanos);
            watched.remove(request.id());
        }
        return new Taken(completed - began, completed - planned);
    }

    private void await(CountDownLatch latch, String what) {
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!latch.await(1, TimeUnit.SECONDS)) {
                turning.check();
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "Expected " + what + " within " + LIMIT + ", but it wasn't: nothing was measured");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected " + what + ", but the bench was interrupted", e);
        }
    }

    private static OperationRequest request() {
        String id = UUID.randomUUID().toString();
        return new OperationRequest(
                new OperationId(id),
                "ns-" + id,
                "bench",
                System.currentTimeMillis() / 1_000.0,
                Value.Obj.EMPTY,
                FailurePolicy.FAIL,
                Duration.ofMinutes(10));
    }

    private Outbound record(OperationRequest request) {
        String ns = request.nsInstanceId();
        int partition = Partitioning.of(ns, requests.partitionsOf(topics.inbox()));
        byte[] value = InboxCodec.encode(new Inbound.Requested(request));
        return new Outbound(new ProducerRecord<>(topics.inbox(), partition, ns, value), MessageType.REQUEST);
    }

    @Override
    public void close() {
        bus.wake();
        turning.close();
        requests.close();
    }

    private final class Listener implements LoopListener {
        @Override
        public void stored(Operation before, Operation after, List<String> reasons) {
            Watch watch = watched.get(after.id());
            if (watch == null) {
                return;
            }
            if (after.isPlanned() && !before.isPlanned()) {
                watch.plannedNanos = System.nanoTime();
            }
            if (after.state() == OperationState.COMPLETED && before.state() != OperationState.COMPLETED) {
                watch.completedNanos = System.nanoTime();
            }
            if (!after.isOpen()) {
                watch.closed.countDown();
            }
        }

        @Override
        public void unavailable(String what, RuntimeException cause) {
            throw new IllegalStateException("Expected " + what + " to work all the time, but it didn't", cause);
        }

        @Override
        public void parked(OperationId operation, String reason, Throwable cause) {
            throw new IllegalStateException("Expected " + operation + " to run, but it is parked: " + reason, cause);
        }
    }

    /** Nobody freezes anything while it is measured. */
    private static final class NoFreezes implements FreezeStore {
        @Override
        public Freezes current() {
            return Freezes.NONE;
        }

        @Override
        public boolean acknowledge(int partition, long epoch, long version) {
            return true;
        }

        @Override
        public Changed change(Function<Freezes, Freezes.Outcome> request) {
            return new Changed(request.apply(Freezes.NONE), Freezes.NONE);
        }

        @Override
        public Map<Integer, Long> acknowledged() {
            return Map.of();
        }
    }
}
