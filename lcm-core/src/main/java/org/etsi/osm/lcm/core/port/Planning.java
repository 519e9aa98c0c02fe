package org.etsi.osm.lcm.core.port;

import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;

/**
 * Makes plans off the loop: reads the records, lets the planner of the operation's type work, stores the plan. A
 * request that throws for a reason outside of it (store away) is tried again by the implementation, never answered as
 * refused.
 */
public interface Planning {

    /** Starts planning and returns at once; asking again for the same operation is harmless. */
    void submit(OperationRequest request, Ownership ownership);

    /** Results since the last call, never blocking. */
    List<Result> take();

    /** What became of one request: the event is {@link Event.Planned} or {@link Event.PlanRefused}. */
    record Result(OperationId operation, Ownership ownership, Event event) {}
}
