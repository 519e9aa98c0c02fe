package org.etsi.osm.lcm.core.model;

/**
 * The operator's hand on an operation: a field beside its state, so that a SOL005 client never meets an unknown word
 * (design, section 3.4).
 */
public enum Control {
    RUN,
    PAUSED,
    /** One task was started by a step; when it has ended, the operation is paused. */
    STEP
}
