package org.etsi.osm.lcm.tasks.descriptor;

/** A document that can't be planned from: one sentence says what was expected, what was found, and where. */
public final class UnusableDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableDocumentException(String message) {
        super(message);
    }
}
