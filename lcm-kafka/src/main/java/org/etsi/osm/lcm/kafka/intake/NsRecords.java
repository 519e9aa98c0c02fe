package org.etsi.osm.lcm.kafka.intake;

/**
 * The records of NSs, which NBI may overwrite with an older state of theirs. Either method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}, and may be repeated.
 */
public interface NsRecords {

    /** Puts the record of an NS right, if it is wrong; an NS that nobody knows is none of ours. */
    void check(String nsInstanceId);

    /** The same for those that are due to be looked at, at most so many. */
    void checkDue(int limit);
}
