package org.etsi.osm.lcm.kafka.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.KafkaClients;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.OperationTransition;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.TaskTransition;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * Follows the transitions of tasks and operations as they are published; one may come more than once. Each call is
 * bounded and may throw {@link BusUnavailableException}. Confined to one thread.
 */
public final class TransitionFeed implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final String taskTopic;
    private final Consumer<String, byte[]> consumer;

    private TransitionFeed(String taskTopic, Consumer<String, byte[]> consumer) {
        this.taskTopic = taskTopic;
        this.consumer = consumer;
    }

    /**
     * Begins to follow.
     *
     * @param fromStart what the topics still hold comes first; else only what is new
     */
    public static TransitionFeed open(KafkaClients clients, Topics topics, boolean fromStart) {
        Consumer<String, byte[]> consumer = clients.consumer("tail", "lcm-tail-" + UUID.randomUUID());
        try {
            List<TopicPartition> all = Stream.of(topics.taskState(), topics.operationState())
                    .flatMap(topic -> OperatorClient.partitions(consumer, topic).stream())
                    .toList();
            consumer.assign(all);
            if (fromStart) {
                consumer.seekToBeginning(all);
            } else {
                consumer.seekToEnd(all);
            }
            all.forEach(partition -> consumer.position(partition, CONNECT_LIMIT));
            return new TransitionFeed(topics.taskState(), consumer);
        } catch (KafkaException e) {
            consumer.close();
            throw new BusUnavailableException(
                    "Expected Kafka at " + clients.bootstrap() + " to answer, but: " + e.getMessage(), e);
        }
    }

    /** What has come; of one NS in order. */
    public List<Transition> poll(Duration limit) {
        List<Transition> found = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(limit)) {
                byte[] value = record.value();
                if (value != null) {
                    read(record.topic(), value, found);
                }
            }
        } catch (KafkaException e) {
            throw new BusUnavailableException("Expected transitions from Kafka, but: " + e.getMessage(), e);
        }
        return found;
    }

    private void read(String topic, byte[] value, List<Transition> into) {
        try {
            into.add(
                    topic.equals(taskTopic)
                            ? new Transition.OfTask(TransitionCodec.decodeTask(value))
                            : new Transition.OfOperation(TransitionCodec.decodeOperation(value)));
        } catch (WireException e) {
            // Of another version: a follower shows what it understands.
            return;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** One of the two kinds of transition. */
    public sealed interface Transition {
        String operation();

        long revision();

        long atEpochMs();

        /** Of a task. */
        record OfTask(TaskTransition task) implements Transition {
            @Override
            public String operation() {
                return task.operation().value();
            }

            @Override
            public long revision() {
                return task.moved().revision();
            }

            @Override
            public long atEpochMs() {
                return task.moved().atEpochMs();
            }
        }

        /** Of an operation. */
        record OfOperation(OperationTransition transition) implements Transition {
            @Override
            public String operation() {
                return transition.operation().value();
            }

            @Override
            public long revision() {
                return transition.moved().revision();
            }

            @Override
            public long atEpochMs() {
                return transition.moved().atEpochMs();
            }
        }
    }
}
