package org.etsi.osm.lcm.core.adapter;

import java.util.List;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/**
 * The orphan ledger: what was found at a VIM that no task stands for (design, section 4.1). Kept for good; written at
 * least once per find, so that one resource of one reason is one record. May throw {@link StoreUnavailableException}.
 */
public interface OrphanStore {

    /** Durable on return; recording the same resource with the same reason again changes only its fate and time. */
    void record(Orphan orphan);

    /** The latest ones, newest first. */
    List<Orphan> latest(int limit);

    /**
     * One find.
     *
     * @param taskKey of the tag; it may name no task that is known
     * @param seenEpochMs for people to read, by the finder's clock
     */
    record Orphan(
            String vim,
            String id,
            String kind,
            String nsInstanceId,
            String taskKey,
            Reason reason,
            Fate fate,
            String remark,
            long seenEpochMs) {}

    /** Why it is an orphan. */
    enum Reason {
        /** Its task was rolled back, or its operation is closed. */
        LATE,
        /** Its task stands for another one. */
        SURPLUS,
        /** Nobody knows its task. */
        UNKNOWN_TASK
    }

    /** What was done about it. */
    enum Fate {
        REPORTED,
        REMOVED,
        REMOVAL_FAILED
    }
}
