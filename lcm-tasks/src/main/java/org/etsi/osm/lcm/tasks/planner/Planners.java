package org.etsi.osm.lcm.tasks.planner;

import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.InvalidPlanException;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.tasks.descriptor.UnusableDocumentException;

/** All planners, by the type of the operation. */
public final class Planners implements Planner {
    /** How many tasks a plan may have where nothing else is configured. */
    public static final int DEFAULT_LIMIT = 5_000;

    private static final Set<String> NOT_YET = Set.of("action", "scale", "heal", "update", "migrate", "verticalscale");

    private final Map<String, Planner> byType;

    /** @param limit how many tasks a plan may have */
    public Planners(int limit) {
        byType = Map.of("instantiate", new InstantiatePlanner(limit), "terminate", new TerminatePlanner(limit));
    }

    @Override
    public Plan plan(OperationRequest request, Records records) {
        var planner = byType.get(request.type());
        if (planner == null && NOT_YET.contains(request.type())) {
            throw PlanRefusedException.notSupportedYet("Operation '" + request.type() + "' is");
        }
        if (planner == null) {
            throw PlanRefusedException.request(
                    "Expected an operation of type " + byType.keySet() + ", but found '" + request.type() + "'");
        }
        try {
            return planner.plan(request, records);
        } catch (UnusableDocumentException e) {
            throw PlanRefusedException.records(String.valueOf(e.getMessage()));
        } catch (InvalidPlanException e) {
            throw new PlanRefusedException(Failure.permanent("INVALID_PLAN", String.valueOf(e.getMessage())));
        }
    }
}
