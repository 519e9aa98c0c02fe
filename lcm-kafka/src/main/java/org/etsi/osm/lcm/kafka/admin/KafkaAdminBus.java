package org.etsi.osm.lcm.kafka.admin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.OsmPublisher;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code admin} over Kafka. A consumer that has failed is replaced, and hears from then on. */
public final class KafkaAdminBus implements AdminBus {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAdminBus.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final OsmPublisher publisher;
    private @Nullable Consumer<String, byte[]> consumer;

    /** @param consumers make consumers that belong to no group */
    public KafkaAdminBus(Supplier<Consumer<String, byte[]>> consumers, OsmPublisher publisher) {
        this.consumers = consumers;
        this.publisher = publisher;
    }

    @Override
    public List<Heard> poll() {
        try {
            List<Heard> heard = new ArrayList<>();
            current().poll(Duration.ZERO).forEach(record -> heard.add(new Heard(record.key(), text(record.value()))));
            return heard;
        } catch (KafkaException | IllegalStateException e) {
            close();
            throw new BusUnavailableException("Expected records of admin, but: " + e.getMessage(), e);
        }
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private Consumer<String, byte[]> current() {
        Consumer<String, byte[]> current = consumer;
        if (current == null) {
            current = consumers.get();
            consumer = current;
            List<TopicPartition> partitions = current.partitionsFor(Topics.admin()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            current.assign(partitions);
            current.seekToEnd(partitions);
            // Only now the end is looked up: what is said after this is heard.
            partitions.forEach(current::position);
        }
        return current;
    }

    @Override
    public void publish(String key, Value value) {
        publisher.publish(new OsmSide.Message(Topics.admin(), key, value));
    }

    @Override
    public void close() {
        Consumer<String, byte[]> old = consumer;
        consumer = null;
        if (old != null) {
            try {
                old.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_LIMIT));
            } catch (KafkaException e) {
                LOG.debug("A consumer didn't close in good order; it belongs to no group", e);
            }
        }
    }
}
