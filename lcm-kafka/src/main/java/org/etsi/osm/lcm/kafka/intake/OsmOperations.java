package org.etsi.osm.lcm.kafka.intake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Value;

/**
 * OSM's records of operations ({@code nslcmops}), as far as intake needs them. Any method may throw
 * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException}, those that change something
 * {@link DocumentRefusedException}; each may be repeated.
 */
public interface OsmOperations {

    Optional<Value.Obj> find(String id);

    /** Takes an operation for us by compare-and-set, if it is PROCESSING and nobody else has it. */
    Claim claim(String id);

    /** PROCESSING operations of an NS that are ours or nobody's, by start time, then id. */
    List<Value.Obj> processingOf(String nsInstanceId, int limit);

    /** PROCESSING operations that are ours or nobody's and started before that; by id, after a given one. */
    List<Value.Obj> processing(double startedBefore, Optional<String> after, int limit);

    /** Which of these exist, whatever their state. */
    Set<String> existing(Collection<String> ids);

    /** Whether the record of an NS is there. */
    boolean isNsThere(String nsInstanceId);

    /** Ends an operation that never started: PROCESSING becomes FAILED with this error; anything else stays. */
    void refuse(String id, String error);

    /** Takes back NBI's mark that a cancel is pending, if nothing of the operation is under way. */
    void dropCancelOfEnded(String id);

    /**
     * Stores where a placement engine wants the VNFs of an operation, once: false if the operation isn't ours or
     * nobody's, isn't PROCESSING, or has a placement already.
     */
    boolean place(String id, Value.Obj placement);

    /** What a claim came to. */
    enum Claim {
        OURS,
        /** Another LCM has it. */
        ANOTHERS,
        /** It doesn't exist, or isn't PROCESSING any more. */
        GONE
    }
}
