package org.etsi.osm.lcm.core.model;

/** How an operation is cancelled (SOL005): let what is in flight finish, or abort it. */
public enum CancelMode {
    GRACEFUL,
    FORCEFUL
}
