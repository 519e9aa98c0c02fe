package org.etsi.osm.lcm.core.model;

import java.time.Duration;

/**
 * What was asked for: fixed from acceptance on.
 *
 * @param type the lifecycle operation, as OSM names it: {@code instantiate}, {@code terminate}, …
 * @param startTime epoch seconds as NBI wrote them; with the id, the order in which operations of an NS take their
 *     turns
 * @param parameters the request's {@code operationParams}
 * @param onFailure what follows when a task has failed for good
 * @param deadline how long the operation may take, paused time left out
 */
public record OperationRequest(
        OperationId id,
        String nsInstanceId,
        String type,
        double startTime,
        Value.Obj parameters,
        FailurePolicy onFailure,
        Duration deadline) {
    /** The order in which operations of one NS take their turns: by start time, then by id. */
    public boolean isBefore(OperationRequest other) {
        int byTime = Double.compare(startTime, other.startTime);
        return byTime != 0 ? byTime < 0 : id.compareTo(other.id) < 0;
    }

    /** The same without what makes it large. */
    public OperationRequest withoutParameters() {
        return new OperationRequest(id, nsInstanceId, type, startTime, Value.Obj.EMPTY, onFailure, deadline);
    }
}
