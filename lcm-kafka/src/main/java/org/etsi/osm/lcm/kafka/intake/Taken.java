package org.etsi.osm.lcm.kafka.intake;

import java.nio.charset.StandardCharsets;
import org.etsi.osm.lcm.kafka.wire.Rejected;
import org.jspecify.annotations.Nullable;

/** A record as it was taken from Kafka. Its bytes are never changed. */
public final class Taken {
    private final String topic;
    private final int partition;
    private final long offset;
    private final @Nullable String key;
    private final byte @Nullable [] value;

    public Taken(String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.value = value;
    }

    public static Taken of(String topic, long offset, String key, String value) {
        return new Taken(topic, 0, offset, key, value.getBytes(StandardCharsets.UTF_8));
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public @Nullable String key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    Rejected rejected(String reason) {
        return Rejected.of(reason, topic, partition, offset, key, value);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset + " (key " + key + ")";
    }
}
