package org.etsi.osm.lcm.kafka.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.etsi.osm.lcm.kafka.wire.WireException;

/**
 * An adapter's bus over Kafka: one topic of commands in, replies to the partition that each command names. Confined to
 * the loop's thread, but for {@link #wake}.
 */
public final class KafkaAdapterBus implements AdapterBus, AutoCloseable {
    private final String topic;
    private final String rejectedTopic;
    private final Subscription tasks;
    private final Sender sender;
    private final Counters counters;
    private final List<Outbound> rejections = new ArrayList<>();

    /** @param topic the commands' topic that {@code tasks} is subscribed to */
    public KafkaAdapterBus(String topic, String rejectedTopic, Subscription tasks, Sender sender, Counters counters) {
        this.topic = topic;
        this.rejectedTopic = rejectedTopic;
        this.tasks = tasks;
        this.sender = sender;
        this.counters = counters;
    }

    @Override
    public Poll poll(long maxWaitMs) {
        Subscription.Fetched fetched = tasks.poll(maxWaitMs);
        List<Received> received = new ArrayList<>(fetched.records().size());
        for (ConsumerRecord<String, byte[]> record : fetched.records()) {
            received.add(new Received(record.partition(), record.offset(), decode(record)));
        }
        return new Poll(
                fetched.changes().stream().map(KafkaEngineBus.Memberships::of).toList(), received);
    }

    private Inbound decode(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        try {
            if (value == null) {
                throw new WireException("Expected a command, but the record has no value");
            }
            return new Inbound.Commanded(CommandCodec.decode(value));
        } catch (WireException e) {
            counters.add("commands.rejected");
            var rejected = Rejected.of(
                    String.valueOf(e.getMessage()),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.key(),
                    value);
            rejections.add(Outbound.rejected(rejectedTopic, rejected));
            return new Inbound.Unreadable();
        }
    }

    @Override
    public void reply(List<Addressed> replies) {
        List<Outbound> records = new ArrayList<>(replies.size());
        for (Addressed addressed : replies) {
            records.add(outbound(addressed));
        }
        sender.send(records);
        counters.add("replies.sent", records.size());
    }

    private static Outbound outbound(Addressed addressed) {
        Reply reply = addressed.reply();
        String span = reply.task() + ":" + reply.action() + ":" + reply.sequence() + ":" + reply.status();
        return Outbound.of(
                addressed.to().topic(),
                addressed.to().partition(),
                addressed.to().key(),
                InboxCodec.encode(new EngineBus.Inbound.Replied(reply)),
                MessageType.REPLY,
                Trace.of(reply.operation().value(), span));
    }

    @Override
    public void commit(Map<Integer, Long> nextOffsets) {
        sender.send(rejections);
        rejections.clear();
        var offsets = new HashMap<TopicPartition, Long>();
        nextOffsets.forEach((partition, offset) -> offsets.put(new TopicPartition(topic, partition), offset));
        tasks.commit(offsets);
    }

    /** Gives all partitions back; the next poll tells the loop, which then lets go of what it holds. */
    public void leave() {
        tasks.leave();
    }

    /** Ends a poll that waits, so that a finished step is told at once; from any thread. */
    public void wake() {
        tasks.wake();
    }

    @Override
    public void close() {
        tasks.close();
        sender.close();
    }
}
