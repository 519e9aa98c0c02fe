package org.etsi.osm.lcm.kafka.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.settings.Settings;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of OSM's topics as an adapter follows it, in a consumer group of its own, on a thread of its own. Starts when
 * Kafka and MongoDB do, and outlives their outages. What can't be read is passed over: intake rejects it. Thread-safe.
 */
public final class OsmFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OsmFollower.class);
    private static final long WAIT_MS = 1_000;

    private final Settings settings;
    private final String role;
    private final MongoConnection connection;
    private final String topic;
    private final Listener listener;
    private final Counters counters;
    private final Wiring wiring;
    private final Startup startup;
    private List<ConsumerRecord<String, byte[]>> batch = List.of();
    private boolean isBusy;
    private @Nullable LoopRunner runner;
    private boolean isClosed;

    private OsmFollower(
            Settings settings,
            String role,
            MongoConnection connection,
            String topic,
            Listener listener,
            Counters counters) {
        this.settings = settings;
        this.role = role;
        this.connection = connection;
        this.topic = topic;
        this.listener = listener;
        this.counters = counters;
        this.wiring = new Wiring(settings, role, counters);
        this.startup = new Startup(role, this::open);
    }

    /** What an adapter does with messages. Called by one thread; may throw as the stores do, and is called again. */
    public interface Listener {
        /** Stores what has to be done, or remembers it if the database tells it anyway; may be told twice. */
        void take(String command, Value.Obj body);

        /** Does a bounded piece of work; true if there is more to do now. */
        boolean turn(Moment now);
    }

    /**
     * Starts in the background and returns at once.
     *
     * @param role names the thread and the consumer group
     * @param connection stays the caller's; open until this is closed
     */
    public static OsmFollower start(
            Settings settings,
            String role,
            MongoConnection connection,
            String topic,
            Listener listener,
            Counters counters) {
        var follower = new OsmFollower(settings, role, connection, topic, listener, counters);
        follower.startup.begin();
        return follower;
    }

    private synchronized void open() {
        if (isClosed) {
            return;
        }
        wiring.ensureTopics(connection);
        Subscription subscription = wiring.subscription(role, List.of(topic));
        var started = new LoopRunner(
                role,
                "messages on " + topic + " wait where they are until it does",
                health -> turn(subscription),
                subscription::wake,
                subscription::close);
        runner = started;
        started.start();
    }

    private boolean turn(Subscription subscription) {
        if (batch.isEmpty()) {
            batch = subscription.poll(isBusy ? 0 : WAIT_MS).records();
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            take(record);
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        }
        subscription.commit(next);
        batch = List.of();
        isBusy = listener.turn(Moments.now());
        return true;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.key() != null && record.value() != null && OsmYaml.read(record.value()) instanceof Value.Obj b) {
                listener.take(record.key(), b);
                counters.add(role + ".messages");
            }
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (WireException e) {
            LOG.debug("A record of {} isn't YAML; intake rejects it", topic, e);
        } catch (RuntimeException e) {
            // The top of one record: the next one is taken.
            LOG.error("Record {}-{}@{} met a bug; it is passed over", topic, record.partition(), record.offset(), e);
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
    }
}
