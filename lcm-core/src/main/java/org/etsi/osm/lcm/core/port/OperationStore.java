package org.etsi.osm.lcm.core.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Where operations survive (design, section 3.1). Whatever a method has returned normally is durable:
 * majority-acknowledged and journaled. Reads see whatever the same process has read or written before, and may miss
 * what others have written since. Every method may throw {@link StoreUnavailableException}; a write that threw may or
 * may not have happened, or may still happen. All methods are called from the loop's thread, but {@link #plan} and
 * {@link #putPlan} from planning threads too.
 */
public interface OperationStore {

    /** Begins a new epoch of a partition: the number is higher than all before. */
    long beginEpoch(int partition);

    /** The epoch of a partition that was begun last; 0 if none was. */
    long epochOf(int partition);

    /** Makes every open operation of the partition with an older epoch ours; may be repeated. */
    void claim(Ownership ownership);

    /**
     * Open operations of a partition in this epoch, ordered by id, after a given one; plans are filled in. An operation
     * that can't be read back is given as {@link Loaded.Broken}, and never keeps the others from being read.
     */
    List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit);

    /**
     * Writes all of them, each on its own: one that fails says nothing about the others. The outcome has an entry for
     * each write.
     */
    Map<OperationId, Outcome> write(List<Write> writes);

    /** What is stored of these operations now; those that don't exist are left out. */
    Map<OperationId, Stamp> stamps(List<OperationId> ids);

    /**
     * The stored plan of an operation, under the id that {@link #putPlan} gave it; nothing if none was stored whole.
     */
    Optional<StoredPlan> plan(OperationId operation);

    /**
     * Stores a plan whole, unless one is stored already: then that one is returned. Repeated and concurrent calls all
     * return the same plan.
     */
    StoredPlan putPlan(OperationId operation, Plan plan);

    /** An operation as it is stored, open or closed, whoever owns it; for reading only. */
    Optional<Operation> find(OperationId id);

    /** A plan and the id under which operations name it. */
    record StoredPlan(String planId, Plan plan) {}

    /** What a load found at one id. */
    sealed interface Loaded {
        record Sound(Operation operation) implements Loaded {}

        /** Stored, but not to be understood: it is parked, and its neighbours go on. */
        record Broken(OperationId id, long revision, String reason) implements Loaded {}
    }

    /** One operation's write. */
    sealed interface Write {
        OperationId id();

        /** Creates it; {@link Outcome#EXISTS} if there is one of this id already. */
        record Insert(Operation operation) implements Write {
            @Override
            public OperationId id() {
                return operation.id();
            }
        }

        /**
         * Replaces what differs between two snapshots, if epoch and revision are still those of {@code before}. The new
         * snapshot's {@code open} flag follows from {@link Operation#isOpen()}.
         *
         * @param nowTicksMs the owner's clock: timers are stored as what remains of them
         */
        record Update(Operation before, Operation after, long nowTicksMs) implements Write {
            @Override
            public OperationId id() {
                return after.id();
            }
        }

        /**
         * Takes an operation out of the engine's hands, whatever else is wrong with it. Nothing but {@code parked} and
         * the revision is written, so it may be repeated; a later revision is never overwritten.
         *
         * @param revision that of the parked snapshot, one more than is stored; none if it can't be read: then the
         *     stored one stays
         */
        record Park(
                OperationId id,
                Ownership ownership,
                String reason,
                @Nullable Long revision) implements Write {}

        /**
         * Closes an operation as FAILED of which nothing can be decided any more, whatever else is wrong with it:
         * {@code parked} stays as evidence. May be repeated.
         */
        record Kill(OperationId id, Ownership ownership, Failure why, long atEpochMs) implements Write {}
    }

    /** What became of a write. */
    enum Outcome {
        WRITTEN,
        /** An insert found the id taken. */
        EXISTS,
        /** Epoch or revision were not those expected, or it isn't known: {@link #stamps} tells. */
        UNCONFIRMED,
        /** It can never be stored: too large, or nested too deep. Nothing was written; again would end the same. */
        REFUSED
    }

    /** Who wrote an operation last, and how far. */
    record Stamp(OperationId id, long epoch, String owner, long revision, boolean open, OperationRequest request) {}
}
