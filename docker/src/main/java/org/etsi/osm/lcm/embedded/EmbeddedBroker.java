package org.etsi.osm.lcm.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One whole Kafka in this process: controller and broker, on disk, reachable on 127.0.0.1 only.
 *
 * <p>What it acknowledged survives the death of the process (SIGKILL included); it is found again by opening the same
 * folder. One process at a time may open a folder; a second one is refused.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String CLUSTER_ID_FILE = "cluster-id";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Opens the broker kept in the folder, creating both if absent, on the given port (0: any free one). */
    public static EmbeddedBroker open(Path folder, int port) {
        int brokerPort = port == 0 ? Loopback.freePort() : port;
        var logs = folder.resolve("logs");
        format(folder, logs);
        var settings = BrokerSettings.of(logs, brokerPort, Loopback.freePort());
        Exit.setHaltProcedure((status, message) -> halt(logs, status));
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, brokerPort);
    }

    /** Kafka gives up at once when it can't write any more; it says much of where that was met, and not what to do. */
    private static void halt(Path logs, int status) {
        LOG.error(
                "Expected to write to {}, but Kafka can't any more (is the disk full?): this process ends; what was"
                        + " acknowledged is kept, and goes on when it is started again with room on the disk",
                logs);
        Runtime.getRuntime().halt(status);
    }

    /** Writes what a KRaft node must find before its first start; a folder that has it stays as it is. */
    private static void format(Path folder, Path logs) {
        try {
            Files.createDirectories(logs);
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(clusterId(folder))
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Expected to format " + logs + " for Kafka, but the thread was interrupted", e);
        } catch (Exception e) { // the formatter declares no narrower one
            throw new KafkaException("Expected to format " + logs + " for Kafka, but it failed", e);
        }
    }

    private static String clusterId(Path folder) throws IOException {
        var file = folder.resolve(CLUSTER_ID_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    /** What a client of this broker takes as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Ends broker and controller in an orderly way, within half a minute. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
