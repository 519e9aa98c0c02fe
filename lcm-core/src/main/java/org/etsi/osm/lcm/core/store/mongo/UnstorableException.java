package org.etsi.osm.lcm.core.store.mongo;

/** A value that no document can hold, however often it is tried. */
final class UnstorableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnstorableException(String message) {
        super(message);
    }
}
