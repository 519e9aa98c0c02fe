package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Where an LCM's Kafka and MongoDB are. What {@code lcm up} runs on says so in a file of its data folder.
 *
 * @param topicPrefix before the names of the LCM's own topics
 */
public record Site(String bootstrap, String mongoUri, String database, String topicPrefix) {
    private static final String FILE = "up.json";
    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    public MongoConnection store() {
        return MongoConnection.open(mongoUri, database, CALL_LIMIT);
    }

    public KafkaClients clients() {
        return new KafkaClients(
                bootstrap,
                "lcm-operator",
                Map.of("reconnect.backoff.max.ms", "1000", "default.api.timeout.ms", "8000", "max.block.ms", "8000"));
    }

    public Topics topics() {
        return new Topics(topicPrefix, 1, (short) -1);
    }

    public OperatorClient operator() {
        return new OperatorClient(clients(), topics());
    }

    /** Tells others on this machine where it is. */
    public void writeTo(Path folder) {
        var document = Value.Obj.EMPTY
                .with("bootstrap", bootstrap)
                .with("mongo", mongoUri)
                .with("database", database)
                .with("topicPrefix", topicPrefix)
                .with("pid", ProcessHandle.current().pid());
        try {
            Path fresh = folder.resolve(FILE + ".new");
            Files.writeString(fresh, Json.text(document) + "\n");
            Files.move(
                    fresh,
                    folder.resolve(FILE),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailedException.failed(
                    "Expected to write " + folder.resolve(FILE) + ", but: " + e.getMessage());
        }
    }

    /** What a folder's {@code lcm up} wrote, whether or not it still runs. */
    public static Optional<Site> in(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            var document = Json.readObject(Files.readString(file).getBytes(StandardCharsets.UTF_8));
            return Optional.of(new Site(
                    document.text("bootstrap").orElse(""),
                    document.text("mongo").orElse(""),
                    document.text("database").orElse("osm"),
                    document.text("topicPrefix").orElse("")));
        } catch (IOException | WireException e) {
            return Optional.empty();
        }
    }

    /** The port that an address of Kafka or MongoDB ends with; 0 if there is none. */
    static int port(String address) {
        var found = java.util.regex.Pattern.compile(":(\\d{1,5})(/|\\?|$)").matcher(address);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    /** Nothing is left of it but the data. */
    static void removeFrom(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            // The next one to come up writes it anew.
            return;
        }
    }
}
