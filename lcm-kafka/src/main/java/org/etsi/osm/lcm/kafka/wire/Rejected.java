package org.etsi.osm.lcm.kafka.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record that couldn't be understood, on {@code lcm-rejected}: why, where it came from, how it begins.
 *
 * @param key of the record, if it had one
 * @param head the first bytes of its value, as text; what isn't UTF-8 in them is replaced
 */
public record Rejected(
        String reason,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        int bytes,
        String head) {
    /** Bytes of a rejected record that are kept. */
    public static final int HEAD_BYTES = 512;

    private static final int KEY_LIMIT = 128;

    public static Rejected of(
            String reason, String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {
        byte[] head = value == null ? new byte[0] : Arrays.copyOf(value, Math.min(value.length, HEAD_BYTES));
        String shortKey = key == null || key.length() <= KEY_LIMIT ? key : key.substring(0, KEY_LIMIT);
        return new Rejected(
                Fields.shortened(reason),
                topic,
                partition,
                offset,
                shortKey,
                value == null ? 0 : value.length,
                new String(head, StandardCharsets.UTF_8));
    }

    public byte[] encode() {
        Envelope envelope = Envelope.of(MessageType.REJECTED)
                .put("reason", reason)
                .put("topic", topic)
                .put("partition", partition)
                .put("offset", offset);
        if (key != null) {
            envelope.put("key", key);
        }
        return Json.write(envelope.put("bytes", bytes).put("head", head).build());
    }

    public static Rejected decode(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.REJECTED);
        return new Rejected(
                fields.text("reason"),
                fields.text("topic"),
                fields.count("partition"),
                fields.number("offset"),
                fields.optionalText("key").orElse(null),
                fields.count("bytes"),
                fields.text("head"));
    }
}
