package org.etsi.osm.lcm.kafka.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Asks verbs and waits for their answers, and publishes what NBI would. Every call is bounded and may throw
 * {@link BusUnavailableException}. Confined to one thread.
 */
public final class OperatorClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;
    private final Topics topics;
    private final Producer<String, byte[]> producer;

    public OperatorClient(KafkaClients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
        this.producer = clients.producer("operator");
    }

    /** Asks for a verb; nothing if no answer came in time, and then whether it took effect is unknown. */
    public Optional<ReadAnswer> ask(VerbRequest request, Duration limit) {
        try (Consumer<String, byte[]> replies = clients.consumer("operator", "lcm-operator-" + request.requestId())) {
            List<TopicPartition> partitions = partitions(replies, topics.controlReplies());
            replies.assign(partitions);
            replies.seekToEnd(partitions);
            // The positions are settled before the question leaves, so that the answer can't be missed.
            partitions.forEach(partition -> replies.position(partition, CONNECT_LIMIT));
            send(topics.control(), request.operation().value(), ControlCodec.encode(request));
            long end = System.nanoTime() + limit.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : replies.poll(POLL)) {
                    Optional<ReadAnswer> answer = answer(record, request.requestId());
                    if (answer.isPresent()) {
                        return answer;
                    }
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    /** Publishes on one of OSM's topics: the key is the command, the value YAML. */
    public void publish(String topic, String command, Value value) {
        send(topic, command, FlowYaml.write(value));
    }

    static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, CONNECT_LIMIT);
        if (found == null || found.isEmpty()) {
            throw new BusUnavailableException("Expected topic " + topic
                    + " on the brokers, but it doesn't exist: the LCM creates it when it first starts");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static Optional<ReadAnswer> answer(ConsumerRecord<String, byte[]> record, String requestId) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlCodec.decodeAnswer(value))
                    .filter(answer -> answer.requestId().equals(requestId));
        } catch (WireException e) {
            // Another's answer in a form that this version doesn't know.
            return Optional.empty();
        }
    }

    private void send(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusUnavailableException("Expected an acknowledgement, but the thread was interrupted", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unavailable(e);
        }
    }

    private BusUnavailableException unavailable(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String why = cause.getMessage() == null ? "no answer in time" : cause.getMessage();
        return new BusUnavailableException("Expected Kafka at " + clients.bootstrap() + " to answer, but: " + why, e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
