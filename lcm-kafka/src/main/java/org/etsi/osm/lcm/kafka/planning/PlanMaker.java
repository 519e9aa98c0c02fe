package org.etsi.osm.lcm.kafka.planning;

import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.etsi.osm.lcm.tasks.planner.Records;

/** Makes a plan of the records as they are: what plans to be carried out and plans to look at have in common. */
record PlanMaker(RecordsSource records, Planner planner) {

    /** A plan, and what it was made of. */
    record Made(Records records, Plan plan) {}

    /** Throws what the source of records and the planner throw. */
    Made make(OperationRequest request) {
        Records found = records.of(request);
        return new Made(found, planner.plan(request, found));
    }

    /** What the user is told of a planner's bug. */
    static Failure bug(OperationRequest request, Throwable met) {
        return Failure.permanent(
                "INTERNAL",
                "Expected a plan for the " + request.type() + " of NS " + request.nsInstanceId()
                        + ", but the planner failed: " + met);
    }
}
