package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.cli.Site;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * An LCM as it is installed: Kafka, MongoDB and the roles in containers, of which each may die, stall or lose a
 * connection without another. Kafka and MongoDB are each in a network of their own, so that a role can be cut off from
 * one of them alone; the test reaches both at ports of this machine that stay the same, whoever is started again.
 */
final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int KAFKA_OUTSIDE = 19092;
    private static final int MONGODB_PORT = 27017;
    private static final String DATABASE = "osm";

    /** Small and quick to start, since there are many; and an address that changed is looked up again at once. */
    private static final String JVM = "-Xms24m -Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
            + " -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=0";

    /** Shorter than in production, so that a death is noticed and made good within seconds. */
    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("JAVA_TOOL_OPTIONS", JVM),
            Map.entry("LCM_KAFKA_BOOTSTRAP", "kafka:9092"),
            Map.entry("LCM_MONGO_URI", "mongodb://mongodb:27017/?directConnection=true&retryWrites=false"),
            Map.entry("LCM_MONGO_DATABASE", DATABASE),
            Map.entry("LCM_MONGO_CALL_LIMIT", "3s"),
            Map.entry("LCM_STORAGE_DRIVER", "mongo"),
            Map.entry("LCM_KAFKA_INBOX_PARTITIONS", "4"),
            Map.entry("LCM_KAFKA_FURTHER_SESSION_TIMEOUT_MS", "4000"),
            Map.entry("LCM_KAFKA_FURTHER_HEARTBEAT_INTERVAL_MS", "500"),
            Map.entry("LCM_KAFKA_FURTHER_RECONNECT_BACKOFF_MAX_MS", "500"),
            Map.entry("LCM_INTAKE_SCAN_EVERY", "1s"),
            Map.entry("LCM_INTAKE_LOST_AFTER", "4s"),
            Map.entry("LCM_OSM_REPAIR_AFTER", "2s"),
            Map.entry("LCM_ADAPTER_LEASE", "4s"),
            Map.entry("LCM_ADAPTER_CALL_LIMIT", "2s"),
            Map.entry("LCM_ADAPTER_SETTLE", "2s"));

    private final Path logs;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Box> boxes = new ArrayList<>();
    private final Map<Role, Network> networks = new EnumMap<>(Role.class);
    private final Box kafka;
    private final Box mongodb;
    private final Site site;
    private final MongoConnection store;
    private final Catalog catalog;

    /**
     * Kafka and MongoDB, ready; no role yet.
     *
     * @param name of the test: where logs are kept below {@code target/containers}
     */
    Cluster(String name) {
        this.logs = Path.of("target", "containers", name);
        try {
            networks.put(Role.KAFKA, part(Network.newNetwork()));
            networks.put(Role.MONGODB, part(Network.newNetwork()));
            String host = DockerClientFactory.instance().dockerHostIpAddress();
            int kafkaPort = freePort();
            int mongodbPort = freePort();
            this.site = new Site(
                    host + ":" + kafkaPort,
                    "mongodb://" + host + ":" + mongodbPort + "/?directConnection=true&retryWrites=false",
                    DATABASE,
                    "");
            this.kafka = start(Role.KAFKA, "kafka", kafka(host, kafkaPort), Role.KAFKA);
            this.mongodb = start(
                    Role.MONGODB,
                    "mongodb",
                    published(container(Images.mongo()), host, mongodbPort, MONGODB_PORT),
                    Role.MONGODB);
            this.store = part(site.store());
            this.catalog = new Catalog(store, Clock.systemUTC());
            awaitKafka();
            awaitMongodb();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a free port, but there is none", e);
        }
    }

    /** Where the engine is elsewhere, or is that of the machine around this container, its loopback isn't ours. */
    private static String bindAddress(String host) {
        return host.equals("localhost") || host.startsWith("127.") ? "127.0.0.1" : "0.0.0.0";
    }

    private static GenericContainer<?> kafka(String host, int port) {
        GenericContainer<?> container = container(Images.kafka());
        Map.ofEntries(
                        Map.entry("NODE_ID", "1"),
                        Map.entry("PROCESS_ROLES", "broker,controller"),
                        Map.entry("CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                        Map.entry("CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                        Map.entry("INTER_BROKER_LISTENER_NAME", "INSIDE"),
                        Map.entry(
                                "LISTENER_SECURITY_PROTOCOL_MAP",
                                "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("LISTENERS", "INSIDE://:9092,OUTSIDE://:" + KAFKA_OUTSIDE + ",CONTROLLER://:9093"),
                        Map.entry("ADVERTISED_LISTENERS", "INSIDE://kafka:9092,OUTSIDE://" + host + ":" + port),
                        Map.entry("NUM_PARTITIONS", "1"),
                        Map.entry("OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                        Map.entry("OFFSETS_TOPIC_NUM_PARTITIONS", "4"),
                        Map.entry("TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                        Map.entry("TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                        Map.entry("GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                        Map.entry("GROUP_MIN_SESSION_TIMEOUT_MS", "1000"),
                        Map.entry("BROKER_SESSION_TIMEOUT_MS", "2000"),
                        Map.entry("BROKER_HEARTBEAT_INTERVAL_MS", "400"),
                        Map.entry("LOG_CLEANER_DEDUPE_BUFFER_SIZE", String.valueOf(4 * 1024 * 1024)))
                .forEach((key, value) -> container.withEnv("KAFKA_" + key, value));
        container.withEnv("KAFKA_HEAP_OPTS", "-Xms96m -Xmx256m");
        return published(container, host, port, KAFKA_OUTSIDE);
    }

    static GenericContainer<?> container(DockerImageName image) {
        return new GenericContainer<>(image).waitingFor(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                // Everybody is started first and asked afterwards.
            }
        });
    }

    /** At a port of this machine that stays the same for ever. */
    private static GenericContainer<?> published(GenericContainer<?> container, String host, int outside, int inside) {
        return container.withCreateContainerCmdModifier(command -> {
            var config = Objects.requireNonNull(command.getHostConfig());
            config.withPortBindings(
                    new PortBinding(Ports.Binding.bindIpAndPort(bindAddress(host), outside), ExposedPort.tcp(inside)));
            command.withExposedPorts(ExposedPort.tcp(inside));
        });
    }

    /**
     * Creates a container and starts it; it needn't be ready. Created in the first of the networks, then put into the
     * others.
     */
    private Box start(Role role, String name, GenericContainer<?> container, Role... reachable) {
        Map<Role, Network> reached = new EnumMap<>(Role.class);
        Arrays.stream(reachable).forEach(whom -> reached.put(whom, network(whom)));
        container.withNetwork(network(reachable[0])).withNetworkAliases(name);
        // Also one that can't be started is taken away in the end.
        part(container);
        container.start();
        var box = part(new Box(name, role, container, reached));
        Arrays.stream(reachable)
                .skip(1)
                .forEach(whom -> container
                        .getDockerClient()
                        .connectToNetworkCmd()
                        .withContainerId(container.getContainerId())
                        .withNetworkId(network(whom).getId())
                        .withContainerNetwork(new ContainerNetwork().withAliases(name))
                        .exec());
        synchronized (boxes) {
            boxes.add(box);
        }
        return box;
    }

    private Network network(Role of) {
        Network found = networks.get(of);
        if (found == null) {
            throw new IllegalArgumentException("Expected Kafka or MongoDB, but " + of + " has no network of its own");
        }
        return found;
    }

    /** Starts roles side by side and waits until they can work. */
    List<Box> start(Role... roles) {
        List<Box> started =
                Arrays.stream(roles).map(role -> start(Launch.of(role))).toList();
        started.forEach(Box::awaitReady);
        return started;
    }

    /** Starts one role, which needn't be ready. */
    Box start(Launch launch) {
        Map<String, String> environment = new HashMap<>(QUICK);
        environment.putAll(launch.environment());
        int number = all(launch.role()).size() + 1;
        GenericContainer<?> container = container(launch.image())
                .withEnv(environment)
                .withCommand(launch.role().command());
        launch.further().accept(container);
        return start(launch.role(), launch.role().command() + "-" + number, container, Role.KAFKA, Role.MONGODB);
    }

    Box kafka() {
        return kafka;
    }

    Box mongodb() {
        return mongodb;
    }

    /** In the order in which they were started. */
    List<Box> all(Role role) {
        return boxes().stream().filter(box -> box.role() == role).toList();
    }

    List<Box> boxes() {
        synchronized (boxes) {
            return List.copyOf(boxes);
        }
    }

    Site site() {
        return site;
    }

    MongoConnection store() {
        return store;
    }

    Catalog catalog() {
        return catalog;
    }

    void awaitKafka() {
        var settings = new Properties();
        settings.put("bootstrap.servers", site.bootstrap());
        settings.put("default.api.timeout.ms", "3000");
        settings.put("request.timeout.ms", "2000");
        try (Admin admin = Admin.create(settings)) {
            await("Kafka to answer")
                    .atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster()
                            .nodes()
                            .get(3, TimeUnit.SECONDS)
                            .isEmpty());
        }
    }

    void awaitMongodb() {
        await("MongoDB to answer").atMost(LIMIT).ignoreExceptions().until(() -> {
            store.orphans().latest(1);
            return true;
        });
    }

    /** The last lines of everybody, for a test that failed. */
    String tails(int lines) {
        var text = new StringBuilder();
        for (Box box : boxes()) {
            text.append("--- ")
                    .append(box.name())
                    .append(box.isRunning() ? "" : " (not running)")
                    .append('\n');
            text.append(box.tail(lines));
        }
        return text.toString();
    }

    /** Has each role write what its threads do, for somebody who reads the kept logs of a test that failed. */
    void tellThreads() {
        boxes().stream().filter(box -> box.role().isOurs()).forEach(box -> attempt(box::tellThreads));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    }

    @Override
    public void close() {
        boxes().parallelStream().forEach(box -> attempt(() -> box.saveLog(logs)));
        while (!parts.isEmpty()) {
            attempt(parts.pop());
        }
    }

    private static void attempt(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // every part gets its turn
            LOG.warn("A part of the cluster didn't close in good order", e);
        }
    }
}
