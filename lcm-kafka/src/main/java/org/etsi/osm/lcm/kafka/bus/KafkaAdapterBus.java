package org.etsi.osm.lcm.kafka.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.kafka.wire.CommandCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An adapter's bus over Kafka: one topic of commands in, replies to the partition that each command names. Confined to
 * the loop's thread, but for {@link #wake}.
 */
public final class KafkaAdapterBus implements AdapterBus, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAdapterBus.class);

    private final String topic;
    private final String rejectedTopic;
    private final String inbox;
    private final Subscription tasks;
    private final Sender sender;
    private final Counters counters;
    private final List<Outbound> rejections = new ArrayList<>();

    /**
     * A bus for one adapter.
     *
     * @param topic the commands' topic that {@code tasks} is subscribed to
     * @param topics where replies go, the inbox, and where what can't be read goes
     */
    public KafkaAdapterBus(String topic, Topics topics, Subscription tasks, Sender sender, Counters counters) {
        this.topic = topic;
        this.rejectedTopic = topics.rejected();
        this.inbox = topics.inbox();
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
            Command command = CommandCodec.decode(value);
            if (!command.replyTo().topic().equals(inbox)) {
                throw new WireException("Expected replies to go to " + inbox + ", but the command asks for them in '"
                        + command.replyTo().topic() + "'");
            }
            return new Inbound.Commanded(command);
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
        int partitions = sender.partitionsOf(inbox);
        for (Addressed addressed : replies) {
            boolean canArrive =
                    addressed.to().topic().equals(inbox) && addressed.to().partition() < partitions;
            if (canArrive) {
                records.add(outbound(addressed));
            } else {
                // Sent, it would fail for ever and hold up every other reply.
                counters.add("replies.undeliverable");
                LOG.error(
                        "Expected a reply to go to one of {} partitions of {}, but that of {}/{} #{} is to go to {}; it"
                                + " isn't sent",
                        partitions,
                        inbox,
                        addressed.reply().operation().value(),
                        addressed.reply().task().value(),
                        addressed.reply().sequence(),
                        addressed.to());
            }
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
