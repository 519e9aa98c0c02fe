package org.etsi.osm.lcm.kafka.planning;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.tasks.planner.Placement;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;

/**
 * How long to wait for a placement engine, and the wait of one order to plan. It asks once; another owner, or the same
 * process after its restart, looks first and asks once more. Used by one thread at a time.
 */
final class PlacementWait {
    /** The code of the refusal when no answer came. */
    static final String TIMEOUT = "PLACEMENT_TIMEOUT";

    private final Placements placements;
    private final Duration limit;
    private final OperationRequest request;
    private boolean isAsked;
    private long askedTicksMs;

    PlacementWait(Placements placements, Duration limit, OperationRequest request) {
        this.placements = placements;
        this.limit = limit;
        this.request = request;
    }

    /**
     * Whether a plan can be made: the answer is there, or none is needed.
     *
     * @throws PlanRefusedException if it was waited for long enough
     */
    boolean isOver() {
        if (!Placement.isAsked(request.parameters()) || placements.isAnswered(request.id())) {
            return true;
        }
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        if (!isAsked) {
            placements.ask(request.id());
            isAsked = true;
            askedTicksMs = now;
        } else if (now - askedTicksMs >= limit.toMillis()) {
            throw new PlanRefusedException(Failure.permanent(
                    TIMEOUT,
                    "Expected PLA to say within " + limit.toSeconds() + " s where to place the VNFs of NS "
                            + request.nsInstanceId() + " (operation " + request.id()
                            + "), but no answer came; nothing was deployed. Instantiate again when PLA is at work, or"
                            + " without placement-engine"));
        }
        return false;
    }

    /** Shows in the records where the VNFs will be. */
    void place(Map<String, String> accounts) {
        if (!accounts.isEmpty()) {
            placements.place(request.nsInstanceId(), accounts);
        }
    }
}
