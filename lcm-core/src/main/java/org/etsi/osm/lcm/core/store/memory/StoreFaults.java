package org.etsi.osm.lcm.core.store.memory;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.port.OperationStore.Write;

/**
 * What goes wrong in a {@link MemoryOperationStore}: asked once for each call, before it does anything. A simulation
 * implements it from its seed.
 */
public interface StoreFaults {
    /** Nothing ever fails. */
    StoreFaults NONE = new StoreFaults() {};

    default WriteFate onWrite(List<Write> batch) {
        return WriteFate.FINE;
    }

    default CallFate onCall(Call call) {
        return CallFate.FINE;
    }

    /** The calls that aren't writes of operations. */
    enum Call {
        BEGIN_EPOCH,
        EPOCH_OF,
        CLAIM,
        LOAD,
        STAMPS,
        PLAN,
        PUT_PLAN,
        FIND
    }

    /** How such a call ends; after FAILS_AFTER it was done all the same. */
    enum CallFate {
        FINE,
        FAILS_BEFORE,
        FAILS_AFTER
    }

    /** What becomes of one write of a batch. */
    enum Arrival {
        LANDS,
        /** It never arrives. */
        LOST,
        /** It isn't there yet, and lands when the simulation says so, if it still matches then. */
        LATE,
        /** The store says that it can never hold it. */
        REFUSED
    }

    /**
     * What becomes of a batch.
     *
     * @param isAnswered if not, the caller gets a StoreUnavailableException, whatever has landed
     */
    record WriteFate(Function<Write, Arrival> arrival, boolean isAnswered) {
        public static final WriteFate FINE = new WriteFate(write -> Arrival.LANDS, true);

        /** Nothing arrives, and the caller doesn't know. */
        public static WriteFate failsBefore() {
            return new WriteFate(write -> Arrival.LOST, false);
        }

        /** Everything arrives, and the caller doesn't know. */
        public static WriteFate failsAfter() {
            return new WriteFate(write -> Arrival.LANDS, false);
        }

        /** Nothing has arrived yet when the caller gives up; all of it may still do. */
        public static WriteFate late() {
            return new WriteFate(write -> Arrival.LATE, false);
        }

        /** These don't arrive, the others do, and the answer says so, as far as a bulk's answer can. */
        public static WriteFate partial(Set<OperationId> lost) {
            return new WriteFate(write -> lost.contains(write.id()) ? Arrival.LOST : Arrival.LANDS, true);
        }
    }
}
