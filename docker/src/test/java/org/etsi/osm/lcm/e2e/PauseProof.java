package org.etsi.osm.lcm.e2e;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Drained;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.ControlCodec.ReadAnswer;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the topics tell of many operations: commands, answers, transitions, each with the time at which its sender sent
 * it. All senders are in this JVM, so these times are of one clock. Confined to one thread.
 */
final class PauseProof implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final List<String> TOPICS =
            List.of("ro-tasks", "lcm-control", "lcm-control-replies", "lcm-task-state", "lcm-operation-state");

    private final Consumer<String, byte[]> consumer;
    private final Map<OperationId, Map<String, Long>> commands = new HashMap<>();
    private final Map<String, ReadAnswer> answers = new HashMap<>();
    private final Map<String, Long> answeredAt = new HashMap<>();
    private final Map<String, Long> askedAt = new HashMap<>();
    private final Map<OperationId, OperationState> states = new HashMap<>();
    private final Map<OperationId, Drained> drained = new HashMap<>();
    private final Map<OperationId, Long> lastMoves = new HashMap<>();

    PauseProof(String bootstrap) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false, "max.poll.records", 5_000);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, LIMIT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on, for a little while. */
    void read() {
        consumer.poll(POLL).forEach(this::take);
    }

    /** Reads on for so long. */
    void readFor(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            read();
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        switch (record.topic()) {
            case "ro-tasks" -> {
                var command = CommandCodec.decode(record.value());
                commands.computeIfAbsent(command.operation(), id -> new HashMap<>())
                        .putIfAbsent(
                                command.action() + " " + command.task() + " #" + command.sequence(),
                                record.timestamp());
            }
            case "lcm-control" ->
                askedAt.putIfAbsent(ControlCodec.requestIdOf(record.value()).orElseThrow(), record.timestamp());
            case "lcm-control-replies" -> {
                ReadAnswer answer = ControlCodec.decodeAnswer(record.value());
                answers.putIfAbsent(answer.requestId(), answer);
                answeredAt.putIfAbsent(answer.requestId(), record.timestamp());
            }
            case "lcm-task-state" -> {
                var told = TransitionCodec.decodeTask(record.value());
                lastMoves.merge(told.operation(), told.moved().revision(), Math::max);
            }
            default -> takeOperation(record);
        }
    }

    private void takeOperation(ConsumerRecord<String, byte[]> record) {
        if (Journals.isDecision(record)) {
            return;
        }
        var told = TransitionCodec.decodeOperation(record.value());
        var moved = told.moved();
        states.put(told.operation(), moved.to());
        lastMoves.merge(told.operation(), moved.revision(), Math::max);
        if (moved.control() == Control.PAUSED && moved.inFlight() == 0) {
            drained.put(told.operation(), new Drained(moved.revision(), moved.atEpochMs()));
        }
    }

    /** Commands by action, task and sequence, with the time at which each first left. */
    Map<String, Long> commandsOf(OperationId id) {
        return commands.getOrDefault(id, Map.of());
    }

    @Nullable
    ReadAnswer answer(Verb verb, OperationId id) {
        return answers.get(verb + "/" + id);
    }

    /** Why a verb wasn't accepted; empty if it was. */
    String rejection(Verb verb, OperationId id) {
        var answer = answer(verb, id);
        return answer == null
                ? "no answer"
                : answer.accepted() ? "" : id + ": " + answer.reason() + " " + answer.state();
    }

    long answeredAt(Verb verb, OperationId id) {
        return answeredAt.getOrDefault(verb + "/" + id, 0L);
    }

    @Nullable
    OperationState state(OperationId id) {
        return states.get(id);
    }

    /** The last word on a pause with nothing in flight, if there is one. */
    @Nullable
    Drained drained(OperationId id) {
        return drained.get(id);
    }

    /** The revision of the last transition that was told of the operation and its tasks. */
    long lastMoveOf(OperationId id) {
        return lastMoves.getOrDefault(id, 0L);
    }

    /** From the verbs' being sent to their answers' being sent. */
    String latencies(Verb verb) {
        long[] sorted = answeredAt.keySet().stream()
                .filter(id -> id.startsWith(verb + "/"))
                .mapToLong(id -> answeredAt.getOrDefault(id, 0L) - askedAt.getOrDefault(id, 0L))
                .sorted()
                .toArray();
        return "p50 " + sorted[sorted.length / 2] + " ms, p99 " + sorted[sorted.length * 99 / 100] + " ms, most "
                + Arrays.stream(sorted).max().orElse(0) + " ms";
    }

    @Override
    public void close() {
        consumer.close();
    }
}
