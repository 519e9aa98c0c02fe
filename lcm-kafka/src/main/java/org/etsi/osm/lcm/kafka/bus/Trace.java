package org.etsi.osm.lcm.kafka.bus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * W3C trace context that needs no storage: the trace follows from the operation's id, the span from what is sent. So
 * all messages of an operation are one trace, whoever sends them, and a repeated one has the same span.
 */
final class Trace {
    static final String HEADER = "traceparent";

    private Trace() {}

    static String of(String operation, String span) {
        return "00-" + digest("trace:" + operation, 16) + "-" + digest("span:" + operation + ":" + span, 8) + "-01";
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java runtime, but it is missing", e);
        }
    }
}
