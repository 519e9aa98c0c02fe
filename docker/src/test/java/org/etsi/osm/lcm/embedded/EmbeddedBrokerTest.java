package org.etsi.osm.lcm.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final String TOPIC = "ns"; // created by being used, as OSM's other modules expect

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void shouldKeepRecordsAndCommittedOffsetsWhenReopened() throws Exception {
        try (var broker = EmbeddedBroker.open(folder, 0)) {
            send(broker, "one");
            send(broker, "two");
            assertThat(receive(broker, "reader", 2)).containsExactly("one", "two");
        }

        try (var broker = EmbeddedBroker.open(folder, 0)) {
            send(broker, "three");

            assertThat(receive(broker, "reader", 1)).containsExactly("three");
            assertThat(receive(broker, "late", 3)).containsExactly("one", "two", "three");
        }
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "instantiate", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> receive(EmbeddedBroker broker, String group, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", group, "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            var end = Instant.now().plusSeconds(20);
            while (values.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200)).forEach(received -> values.add(received.value()));
            }
            consumer.commitSync();
        }
        return values;
    }
}
