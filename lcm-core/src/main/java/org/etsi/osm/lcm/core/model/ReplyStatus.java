package org.etsi.osm.lcm.core.model;

/** How an adapter answers a command (design, section 4). */
public enum ReplyStatus {
    PROGRESS,
    SUCCEEDED,
    FAILED,
    STOPPED,
    STALE
}
