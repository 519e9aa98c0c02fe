package org.etsi.osm.lcm.core.store.mongo;

/** A stored document isn't what this version can understand; the message says where. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
