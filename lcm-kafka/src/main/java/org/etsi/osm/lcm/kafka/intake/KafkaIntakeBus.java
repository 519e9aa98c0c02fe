package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.bus.Outbound;
import org.etsi.osm.lcm.kafka.bus.Partitioning;
import org.etsi.osm.lcm.kafka.bus.Sender;
import org.etsi.osm.lcm.kafka.bus.Subscription;
import org.etsi.osm.lcm.kafka.bus.Topics;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.InboxCodec;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.kafka.wire.WideCodec;

/** The intake's bus over Kafka: one consumer of OSM's topics and of the operators' one. Confined to its thread. */
public final class KafkaIntakeBus implements IntakeBus, AutoCloseable {
    private final Subscription subscription;
    private final Sender sender;
    private final Topics topics;

    public KafkaIntakeBus(Subscription subscription, Sender sender, Topics topics) {
        this.subscription = subscription;
        this.sender = sender;
        this.topics = topics;
    }

    @Override
    public List<Taken> poll(long maxWaitMs) {
        List<Taken> taken = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record :
                subscription.poll(maxWaitMs).records()) {
            taken.add(new Taken(record.topic(), record.partition(), record.offset(), record.key(), record.value()));
        }
        return taken;
    }

    @Override
    public void send(Findings findings) {
        List<Outbound> records = new ArrayList<>();
        for (ForEngine message : findings.inbox()) {
            records.add(forEngine(message));
        }
        for (Inbound message : findings.toAll()) {
            for (int partition = 0; partition < topics.inboxPartitions(); partition++) {
                records.add(Outbound.internal(
                        topics.inbox(), partition, InboxCodec.encode(message), InboxCodec.typeOf(message)));
            }
        }
        for (Told told : findings.replies()) {
            records.add(Outbound.answer(topics.controlReplies(), told.requestId(), encoded(told)));
        }
        for (OsmSide.Message message : findings.osm()) {
            records.add(Outbound.osm(message.topic(), message.command(), Json.write(message.value())));
        }
        findings.rejected().forEach(rejected -> records.add(Outbound.rejected(topics.rejected(), rejected)));
        sender.send(records);
    }

    private static byte[] encoded(Told told) {
        return told.verb()
                .map(verb -> WideCodec.encodeAnswer(
                        told.requestId(), verb, told.operation(), told.accepted(), told.reason(), told.detail()))
                .orElseGet(() -> ControlCodec.encodeRejection(told.requestId(), told.operation(), told.reason()));
    }

    private Outbound forEngine(ForEngine message) {
        var type = InboxCodec.typeOf(message.message());
        return Outbound.about(
                message.operation().value(),
                type.word(),
                topics.inbox(),
                Partitioning.of(message.nsInstanceId(), topics.inboxPartitions()),
                message.nsInstanceId(),
                InboxCodec.encode(message.message()),
                type);
    }

    @Override
    public void commit(List<Taken> taken) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (Taken record : taken) {
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        }
        subscription.commit(next);
    }

    @Override
    public String controlTopic() {
        return topics.control();
    }

    @Override
    public int inboxPartitions() {
        return topics.inboxPartitions();
    }

    /** Ends a poll that waits; from any thread. */
    public void wake() {
        subscription.wake();
    }

    @Override
    public void close() {
        subscription.close();
        sender.close();
    }
}
