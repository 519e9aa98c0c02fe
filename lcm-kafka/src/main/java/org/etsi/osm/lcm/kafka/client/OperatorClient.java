package org.etsi.osm.lcm.kafka.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.etsi.osm.lcm.kafka.wire.WideCodec;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Asks verbs and waits for their answers, and publishes what NBI would. Every call is bounded and may throw
 * {@link BusUnavailableException}. Confined to one thread.
 */
public final class OperatorClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(4);

    private final KafkaClients clients;
    private final Topics topics;
    private final Producer<String, byte[]> producer;
    /** Opened with the first question. */
    private @Nullable Consumer<String, byte[]> replies;

    public OperatorClient(KafkaClients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
        this.producer = clients.producer("operator");
    }

    /**
     * Asks for a verb, again under the same id if no answer comes for a while: an engine that died may have kept
     * nothing of it. Nothing if no answer came in time, and then whether it took effect is unknown.
     */
    public Optional<ReadAnswer> ask(VerbRequest request, Duration limit) {
        return ask(request.operation().value(), request.requestId(), ControlCodec.encode(request), limit);
    }

    /** The same, for what belongs to no single operation. */
    public Optional<ReadAnswer> ask(WideRequest request, Duration limit) {
        return ask(request.verb(), request.requestId(), WideCodec.encode(request), limit);
    }

    private Optional<ReadAnswer> ask(String key, String requestId, byte[] question, Duration limit) {
        try {
            Consumer<String, byte[]> answers = atTheirEnd();
            long end = System.nanoTime() + limit.toNanos();
            long again = System.nanoTime();
            while (System.nanoTime() < end) {
                if (System.nanoTime() >= again) {
                    send(topics.control(), key, question);
                    again = System.nanoTime() + AGAIN_AFTER.toNanos();
                }
                for (ConsumerRecord<String, byte[]> record : answers.poll(POLL)) {
                    Optional<ReadAnswer> answer = answer(record, requestId);
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

    /** The answers from now on. The positions are settled before the question leaves, so that none can be missed. */
    private Consumer<String, byte[]> atTheirEnd() {
        Consumer<String, byte[]> open = replies;
        if (open == null) {
            open = clients.consumer("operator", "lcm-operator-" + UUID.randomUUID());
            replies = open;
        }
        if (open.assignment().isEmpty()) {
            open.assign(partitions(open, topics.controlReplies()));
        }
        open.seekToEnd(open.assignment());
        for (TopicPartition partition : open.assignment()) {
            open.position(partition, CONNECT_LIMIT);
        }
        return open;
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
        if (replies != null) {
            replies.close();
        }
    }
}
