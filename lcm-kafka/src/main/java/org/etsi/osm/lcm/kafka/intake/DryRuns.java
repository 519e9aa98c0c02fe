package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;

/** Makes plans only to look at: nothing is stored and nothing is sent. Off the caller's thread; thread-safe. */
public interface DryRuns {

    /** Starts and returns at once; false if too many are under way already. */
    boolean submit(String requestId, OperationRequest request);

    /** Those that are through since the last call, never blocking. */
    List<Result> take();

    /**
     * What a planner made of a request.
     *
     * @param plan none if there is none, for the reason told
     */
    record Result(String requestId, OperationRequest request, Optional<Plan> plan, String reason) {}
}
