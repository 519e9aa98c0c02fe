package org.etsi.osm.lcm.kafka.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.Decision;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.OperationTransition;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.TaskTransition;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Reads the journal of one operation from the topics of transitions: of each, the one partition that its NS belongs to,
 * from its beginning to where it ends when reading begins. Bounded in time; it commits nothing and may be repeated.
 */
public final class JournalReader {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final OperationId operation;
    private final String nsInstanceId;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<TaskTransition> tasks = new ArrayList<>();
    private final List<OperationTransition> operations = new ArrayList<>();

    private JournalReader(Topics topics, OperationId operation, String nsInstanceId) {
        this.topics = topics;
        this.operation = operation;
        this.nsInstanceId = nsInstanceId;
    }

    /**
     * What the topics hold of an operation.
     *
     * @throws BusUnavailableException if they can't be read to their ends in time
     */
    public static OperationJournal read(
            KafkaClients clients, Topics topics, OperationId operation, String nsInstanceId, Duration limit) {
        var reader = new JournalReader(topics, operation, nsInstanceId);
        try (Consumer<String, byte[]> consumer = clients.listener("journal")) {
            reader.read(consumer, System.nanoTime() + limit.toNanos());
        } catch (KafkaException e) {
            throw new BusUnavailableException(
                    "Expected Kafka at " + clients.bootstrap() + " to answer, but: " + e.getMessage(), e);
        }
        return OperationJournal.of(operation, reader.decisions, reader.tasks, reader.operations);
    }

    private void read(Consumer<String, byte[]> consumer, long endNanos) {
        List<TopicPartition> wanted =
                List.of(partition(consumer, topics.taskState()), partition(consumer, topics.operationState()));
        consumer.assign(wanted);
        consumer.seekToBeginning(wanted);
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted, CONNECT_LIMIT);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), CONNECT_LIMIT) < end.getValue())) {
            if (System.nanoTime() > endNanos) {
                throw new BusUnavailableException(
                        "Expected to read the journal to its end in time, but there was more of it");
            }
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private TopicPartition partition(Consumer<String, byte[]> consumer, String topic) {
        int count = OperatorClient.partitions(consumer, topic).size();
        return new TopicPartition(topic, Partitioning.of(nsInstanceId, count));
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null || !nsInstanceId.equals(record.key())) {
            return;
        }
        try {
            if (record.topic().equals(topics.taskState())) {
                take(TransitionCodec.decodeTask(value));
            } else if (Json.readObject(value)
                    .text("type")
                    .filter(MessageType.DECISION.word()::equals)
                    .isPresent()) {
                take(TransitionCodec.decodeDecision(value));
            } else {
                take(TransitionCodec.decodeOperation(value));
            }
        } catch (WireException e) {
            // Of another version: the gap that it leaves is named by whoever needs every revision.
            return;
        }
    }

    private void take(TaskTransition transition) {
        if (transition.operation().equals(operation)) {
            tasks.add(transition);
        }
    }

    private void take(OperationTransition transition) {
        if (transition.operation().equals(operation)) {
            operations.add(transition);
        }
    }

    private void take(Decision decision) {
        if (decision.operation().equals(operation)) {
            decisions.add(decision);
        }
    }
}
