package org.etsi.osm.lcm.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that is on some topics, from their beginning. Confined to one thread. */
public final class Tap implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    public Tap(String bootstrap, List<String> topics) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, LIMIT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What a topic holds by now, in the order of each partition. */
    public List<ConsumerRecord<String, byte[]>> all(String topic) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
        long until = System.nanoTime() + LIMIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())
                && System.nanoTime() < until) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
