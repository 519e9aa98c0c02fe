package org.etsi.osm.lcm.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker killed while it takes records has all that it acknowledged when it is started again. */
class EmbeddedBrokerKillIT {

    private static final int KILLS = 3;
    private static final TopicPartition PARTITION = new TopicPartition("under-fire", 0);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    @Timeout(180)
    void shouldHaveEveryAcknowledgedRecordAfterEachKill() throws Exception {
        for (int round = 0; round <= KILLS; round++) {
            var process = EmbeddedProcess.broker(folder);
            try {
                verify(process, round);
                if (round < KILLS) {
                    sendAndKill(process, round);
                }
            } finally {
                process.kill();
            }
        }
    }

    private void sendAndKill(EmbeddedProcess process, int round) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                process.address(),
                "acks",
                "all",
                "linger.ms",
                "0",
                "delivery.timeout.ms",
                "1000",
                "request.timeout.ms",
                "1000");
        int deadly = 50 + random.nextInt(500);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < deadly + 10; i++) {
                var value = round + "-" + i;
                var sent = producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), "k", value));
                if (i == deadly) {
                    process.kill();
                }
                sent.get();
                acknowledged.add(value);
            }
        } catch (ExecutionException killed) {
            assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
        }
    }

    private void verify(EmbeddedProcess process, int round) {
        if (round == 0) {
            return;
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", process.address());
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            var limit = Instant.now().plusSeconds(20);
            while (consumer.position(PARTITION) < end && Instant.now().isBefore(limit)) {
                consumer.poll(Duration.ofMillis(200)).forEach(received -> values.add(received.value()));
            }
        }
        assertThat(values).as("before kill %d, seed %d", round, seed).containsSubsequence(acknowledged);
    }
}
