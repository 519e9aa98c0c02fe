package org.etsi.osm.lcm.core.model;

/** Tasks that don't make a sound plan: the request is refused with this sentence, nothing was started. */
public final class InvalidPlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidPlanException(String message) {
        super(message);
    }
}
