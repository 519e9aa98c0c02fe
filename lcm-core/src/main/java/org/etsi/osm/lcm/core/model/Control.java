package org.etsi.osm.lcm.core.model;

/**
 * The operator's hand on an operation: a field beside its state, so that a SOL005 client never meets an unknown word
 * (design, section 3.4).
 */
public enum Control {
    RUN,
    PAUSED,
    STEP
}
