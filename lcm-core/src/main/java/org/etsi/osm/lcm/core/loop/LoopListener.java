package org.etsi.osm.lcm.core.loop;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;

/** What the loop tells its shell, for logs and counters. Called on the loop's thread; must not throw. */
public interface LoopListener {
    /** A decision was stored. */
    default void stored(Operation before, Operation after, List<String> reasons) {}

    /** An event changed nothing, for these reasons: a late reply, say, which is evidence all the same. */
    default void ignored(OperationId operation, List<String> reasons) {}

    /** An operation was taken out of the engine's hands; its neighbours go on. */
    default void parked(OperationId operation, String reason, Throwable cause) {}

    /** The store or the bus is away; the loop tries again. */
    default void unavailable(String what, RuntimeException cause) {}

    /** Somebody else has written where this loop thought to be the owner. */
    default void fenced(int partition, String why) {}

    /** A partition was loaded, with so many open operations. */
    default void takenOver(int partition, long epoch, int operations) {}

    LoopListener SILENT = new LoopListener() {};
}
