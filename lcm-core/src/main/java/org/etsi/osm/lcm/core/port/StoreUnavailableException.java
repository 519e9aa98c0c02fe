package org.etsi.osm.lcm.core.port;

/** The store didn't answer, or not with success: the outcome of a write is unknown. The loop tries again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailableException(String message) {
        super(message);
    }
}
