package org.etsi.osm.lcm.kafka.wire;

/**
 * Bytes from outside that can't be understood; the message says in one sentence what was expected and what was found.
 */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
