package org.etsi.osm.lcm.core.port;

/** The bus didn't acknowledge: what was sent may or may not have arrived. The loop sends it again. */
public final class BusUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BusUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public BusUnavailableException(String message) {
        super(message);
    }
}
