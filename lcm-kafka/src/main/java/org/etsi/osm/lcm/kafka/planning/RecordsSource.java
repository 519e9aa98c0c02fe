package org.etsi.osm.lcm.kafka.planning;

import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.tasks.planner.Records;

/** Where the records come from that a plan is made of. Thread-safe. */
public interface RecordsSource {
    /**
     * Everything that planners need to know for a request. What is missing is left out: planners say what that means.
     * Throws {@link org.etsi.osm.lcm.core.port.StoreUnavailableException} if it can't be read now.
     */
    Records of(OperationRequest request);
}
