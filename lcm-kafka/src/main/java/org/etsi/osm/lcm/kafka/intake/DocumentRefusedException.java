package org.etsi.osm.lcm.kafka.intake;

/** The database refuses to change a document of OSM's for its shape, and would each time: nothing is tried again. */
public final class DocumentRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DocumentRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
