package org.etsi.osm.lcm.kafka.bus;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.etsi.osm.lcm.kafka.wire.MessageType;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.jspecify.annotations.Nullable;

/** A record to send, its headers included. */
public record Outbound(ProducerRecord<String, byte[]> record, MessageType type) {

    /**
     * A message of ours.
     *
     * @param partition none where Kafka's client may choose
     * @param traceparent none if it belongs to no operation
     */
    static Outbound of(
            String topic,
            @Nullable Integer partition,
            @Nullable String key,
            byte[] value,
            MessageType type,
            @Nullable String traceparent) {
        var record = new ProducerRecord<String, byte[]>(topic, partition, key, value);
        record.headers().add(MessageType.HEADER, type.word().getBytes(StandardCharsets.UTF_8));
        if (traceparent != null) {
            record.headers().add(Trace.HEADER, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return new Outbound(record, type);
    }

    /** A message about an operation; the partition is named by the sender. */
    public static Outbound about(
            String operation, String span, String topic, int partition, String key, byte[] value, MessageType type) {
        return of(topic, partition, key, value, type, Trace.of(operation, span));
    }

    /** A message to the owner of a partition, about no operation of it. */
    public static Outbound internal(String topic, int partition, byte[] value, MessageType type) {
        return of(topic, partition, type.word(), value, type, null);
    }

    /** An answer of which not even the operation may be known. */
    public static Outbound answer(String topic, String requestId, byte[] value) {
        return of(topic, null, requestId, value, MessageType.ANSWER, null);
    }

    /** A record of the kind OSM has: its key is a command, and it has no header. */
    public static Outbound osm(String topic, String command, byte[] value) {
        return new Outbound(new ProducerRecord<>(topic, command, value), MessageType.OSM);
    }

    public static Outbound rejected(String topic, Rejected rejected) {
        return of(topic, null, null, rejected.encode(), MessageType.REJECTED, null);
    }
}
