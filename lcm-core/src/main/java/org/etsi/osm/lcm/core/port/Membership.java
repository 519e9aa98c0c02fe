package org.etsi.osm.lcm.core.port;

/** What a poll says about the partitions of this consumer; in the order in which it happened. */
public sealed interface Membership {
    int partition();

    /** It is ours from now on. */
    record Assigned(int partition) implements Membership {}

    /** It is taken away in good order: what was processed has been committed. */
    record Revoked(int partition) implements Membership {}

    /** It is gone, and somebody else may have it already: nothing more may be committed. */
    record Lost(int partition) implements Membership {}
}
