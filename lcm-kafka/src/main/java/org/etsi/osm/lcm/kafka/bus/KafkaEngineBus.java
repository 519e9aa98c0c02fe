package org.etsi.osm.lcm.kafka.bus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.Decision;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.OperationTransition;
import org.etsi.osm.lcm.kafka.wire.TransitionCodec.TaskTransition;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's bus over Kafka. The assignor is the cooperative one: a partition that stays is never taken away and
 * given back, so a rebalance costs no takeover but of what really moves. Revocation happens inside {@link #poll} only,
 * when the batch before it is stored, sent and committed. Confined to the engine's thread, but for {@link #wake}.
 */
public final class KafkaEngineBus implements EngineBus, AutoCloseable {
    /** Several operations of one NS: who occupies it has the last word on its records, else the latest. */
    private static final Comparator<Operation> LAST_WORD = Comparator.comparing(
                    (Operation o) -> o.occupies() && o.parked() == null)
            .thenComparing(Operation::request, (a, b) -> a.isBefore(b) ? -1 : b.isBefore(a) ? 1 : 0);

    private final Subscription inbox;
    private final Sender sender;
    private final Topics topics;
    private final OsmSide osm;
    private final Counters counters;
    private final List<Outbound> rejections = new ArrayList<>();

    public KafkaEngineBus(Subscription inbox, Sender sender, Topics topics, OsmSide osm, Counters counters) {
        this.inbox = inbox;
        this.sender = sender;
        this.topics = topics;
        this.osm = osm;
        this.counters = counters;
    }

    @Override
    public Poll poll(long maxWaitMs) {
        Subscription.Fetched fetched = inbox.poll(maxWaitMs);
        List<Received> received = new ArrayList<>(fetched.records().size());
        for (ConsumerRecord<String, byte[]> record : fetched.records()) {
            received.add(new Received(record.partition(), record.offset(), decode(record)));
        }
        return new Poll(fetched.changes().stream().map(Memberships::of).toList(), received);
    }

    private Inbound decode(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        try {
            if (value == null) {
                throw new WireException("Expected a message, but the record has no value");
            }
            return InboxCodec.decode(value);
        } catch (WireException e) {
            counters.add("inbox.rejected");
            var rejected = Rejected.of(
                    String.valueOf(e.getMessage()),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.key(),
                    value);
            // Sent before its offset is committed, so that it isn't lost if sending fails now.
            rejections.add(Outbound.rejected(topics.rejected(), rejected));
            return new Inbound.Unreadable();
        }
    }

    @Override
    public void publish(List<Command> commands, List<Delivery> deliveries) {
        List<Outbound> first = new ArrayList<>();
        List<Outbound> answers = new ArrayList<>();
        Map<String, Operation> due = new HashMap<>();
        List<Outbound> ends = new ArrayList<>();
        for (Command command : commands) {
            first.add(outbound(command));
        }
        for (Delivery delivery : deliveries) {
            for (Outgoing item : delivery.items()) {
                sort(item, delivery.snapshot(), first, answers, due, ends);
            }
        }
        sender.send(first);
        sender.send(answers);
        if (!due.isEmpty()) {
            show(due.values().stream().sorted(LAST_WORD).toList());
        }
        sender.send(ends);
    }

    private void show(List<Operation> snapshots) {
        try {
            osm.show(snapshots);
        } catch (StoreUnavailableException e) {
            throw new BusUnavailableException("Expected OSM's records to be written, but: " + e.getMessage(), e);
        }
    }

    @Override
    public void unreadable(OperationId operation, String reason) {
        try {
            osm.unreadable(operation, reason);
        } catch (StoreUnavailableException e) {
            throw new BusUnavailableException("Expected OSM's records to be written, but: " + e.getMessage(), e);
        }
    }

    @Override
    public void killed(OperationId operation, String reason) {
        try {
            osm.killed(operation, reason);
        } catch (StoreUnavailableException e) {
            throw new BusUnavailableException("Expected OSM's records to be written, but: " + e.getMessage(), e);
        }
    }

    private void sort(
            Outgoing item,
            @Nullable Operation snapshot,
            List<Outbound> first,
            List<Outbound> answers,
            Map<String, Operation> due,
            List<Outbound> ends) {
        if (item instanceof Outgoing.Answered(var revision, var answer)) {
            String operation = answer.operation().value();
            answers.add(Outbound.of(
                    topics.controlReplies(),
                    null,
                    answer.requestId(),
                    ControlCodec.encode(answer),
                    MessageType.ANSWER,
                    Trace.of(operation, answer.requestId())));
            return;
        }
        if (snapshot == null) {
            throw new IllegalArgumentException("Expected a snapshot to tell " + item + " of, but found none");
        }
        switch (item) {
            case Outgoing.TaskMoved moved -> first.add(transition(snapshot, moved));
            case Outgoing.OperationMoved moved -> first.add(transition(snapshot, moved));
            case Outgoing.Decided decided -> first.add(decision(snapshot, decided));
            case Outgoing.RecordsDue records ->
                due.merge(snapshot.id().value(), snapshot, (a, b) -> a.revision() > b.revision() ? a : b);
            case Outgoing.EndAnnounced(var revision, var state) ->
                osm.announcements(snapshot, state)
                        .forEach(m -> ends.add(Outbound.osm(m.topic(), m.command(), Json.write(m.value()))));
            case Outgoing.Answered answered -> throw new IllegalStateException("Answers were sorted out before");
        }
    }

    private Outbound outbound(Command command) {
        counters.add("commands.sent");
        String topic = topics.tasks(command.adapter());
        int partition = Partitioning.of(command.taskKey(), sender.partitionsOf(topic));
        String span = command.taskKey() + ":" + command.action() + ":" + command.sequence();
        return Outbound.of(
                topic,
                partition,
                command.taskKey(),
                CommandCodec.encode(command),
                MessageType.COMMAND,
                Trace.of(command.operation().value(), span));
    }

    private Outbound transition(Operation snapshot, Outgoing.TaskMoved moved) {
        return byNs(
                topics.taskState(),
                snapshot,
                TransitionCodec.encode(TaskTransition.of(snapshot, moved)),
                MessageType.TASK_STATE,
                moved.revision());
    }

    private Outbound transition(Operation snapshot, Outgoing.OperationMoved moved) {
        return byNs(
                topics.operationState(),
                snapshot,
                TransitionCodec.encode(OperationTransition.of(snapshot, moved)),
                MessageType.OPERATION_STATE,
                moved.revision());
    }

    private Outbound decision(Operation snapshot, Outgoing.Decided decided) {
        return byNs(
                topics.operationState(),
                snapshot,
                TransitionCodec.encode(Decision.of(snapshot, decided)),
                MessageType.DECISION,
                decided.revision());
    }

    private Outbound byNs(String topic, Operation snapshot, byte[] value, MessageType type, long revision) {
        String ns = snapshot.request().nsInstanceId();
        int partition = Partitioning.of(ns, sender.partitionsOf(topic));
        String trace = Trace.of(snapshot.id().value(), type.word() + ":" + revision);
        return Outbound.of(topic, partition, ns, value, type, trace);
    }

    @Override
    public void progress(Operation snapshot, List<Reply> news) {
        osm.progress(snapshot, news);
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        sender.send(rejections);
        rejections.clear();
        var offsets = new HashMap<TopicPartition, Long>();
        nextOffsets.forEach((partition, offset) -> offsets.put(new TopicPartition(topics.inbox(), partition), offset));
        inbox.commit(offsets);
    }

    @Override
    public void pause(Set<Integer> partitions) {
        inbox.pause(inInbox(partitions));
    }

    @Override
    public void resume(Set<Integer> partitions) {
        inbox.resume(inInbox(partitions));
    }

    private Set<TopicPartition> inInbox(Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topics.inbox(), partition))
                .collect(Collectors.toSet());
    }

    /** Ends a poll that waits; from any thread. */
    public void wake() {
        inbox.wake();
    }

    @Override
    public void close() {
        inbox.close();
        sender.close();
    }

    /** Kafka's words for membership in the core's. */
    static final class Memberships {
        private Memberships() {}

        static Membership of(Subscription.Change change) {
            int partition = change.partition().partition();
            return switch (change.kind()) {
                case ASSIGNED -> new Membership.Assigned(partition);
                case REVOKED -> new Membership.Revoked(partition);
                case LOST -> new Membership.Lost(partition);
            };
        }
    }
}
