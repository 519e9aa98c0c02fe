package org.etsi.osm.lcm.core.model;

/**
 * A freeze in force: what it selects doesn't start anywhere, whichever operation it belongs to.
 *
 * @param requestId of the request that it came by
 * @param reason in the operator's words; may be empty
 */
public record Freeze(Selector selector, String actor, String reason, long atEpochMs, String requestId) {
    /** The longest reason that is kept; more is cut. */
    public static final int REASON_LIMIT = 512;

    public Freeze {
        if (!selector.kind().isOfFreezes()) {
            throw new IllegalArgumentException(
                    "Expected a freeze by ns, vim, type or everything, but found " + selector);
        }
        reason = reason.length() <= REASON_LIMIT ? reason : reason.substring(0, REASON_LIMIT);
    }
}
