package org.etsi.osm.lcm.tasks.planner;

import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;

/**
 * Turns a request into a plan. Pure: the same request and records give the same plan, and nothing is looked up. Throws
 * {@link PlanRefusedException} for whatever is wrong with the records or the request, and nothing else but for a bug.
 */
public interface Planner {
    Plan plan(OperationRequest request, Records records);
}
