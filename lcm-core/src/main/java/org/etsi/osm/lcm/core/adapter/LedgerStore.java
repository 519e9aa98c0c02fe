package org.etsi.osm.lcm.core.adapter;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger of an adapter survives: one document per task. Whatever a method has returned normally is durable:
 * majority-acknowledged and journaled, and reads of the same process see it; what others have written since may be
 * missed by a read, never by a write. Every method may throw {@link StoreUnavailableException}; a write that threw may
 * or may not have happened, or may still happen, and then still compares before it sets. Used by the loop's thread; the
 * sweep may call it from another.
 */
public interface LedgerStore {

    /**
     * Open entries of a partition, ordered by task key, after a given one. An entry that can't be read back is left
     * out: it never keeps the others from being read.
     */
    List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit);

    /** The entries of these tasks, by task key; those that don't exist are left out. */
    Map<String, LedgerEntry> get(Collection<String> taskKeys);

    /**
     * Writes all of them, each on its own: one that conflicts says nothing about the others. At most one write per
     * task. The outcome has an entry for each.
     */
    Map<String, Outcome> write(List<Write> writes);

    /** All entries of an NS, ordered by task key, after a given one. */
    List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit);

    /** All entries in a state, ordered by task key, after a given one. */
    List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit);

    /**
     * One task's write: an insert if there is nothing before, else an update of what differs, if the stored revision is
     * still that of {@code before}.
     */
    record Write(@Nullable LedgerEntry before, LedgerEntry after) {
        public Write {
            long expected = before == null ? 1 : before.revision() + 1;
            if (after.revision() != expected) {
                throw new IllegalArgumentException("Expected revision " + expected + " for the next write of entry "
                        + after.taskKey() + ", but it was " + after.revision());
            }
            if (before != null && !before.taskKey().equals(after.taskKey())) {
                throw new IllegalArgumentException("Expected a write to keep its task, but it went from "
                        + before.taskKey() + " to " + after.taskKey());
            }
        }

        /** The write that turns one into the other; a revision of 0 before means that nothing is stored yet. */
        static Write of(LedgerEntry before, LedgerEntry after) {
            return new Write(before.revision() == 0 ? null : before, after.withRevision(before.revision() + 1));
        }

        public String taskKey() {
            return after.taskKey();
        }
    }

    /** What became of a write. */
    enum Outcome {
        WRITTEN,
        /** An insert found the task taken, or an update found another revision, or nothing. */
        CONFLICT,
        /** It can never be stored, such as one that is too large; nothing was written. */
        REFUSED,
        /** An insert found the task taken by something that can't be read back; nothing was written. */
        UNREADABLE
    }
}
