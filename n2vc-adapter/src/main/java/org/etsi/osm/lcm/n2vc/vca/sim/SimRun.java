package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.jspecify.annotations.Nullable;

/**
 * A primitive that was run, as it truly was, whatever the VCA says of it.
 *
 * @param number its place in the order of all runs
 * @param endsAt when it is over by itself
 * @param failure what it fails with in the end; null if it succeeds
 * @param isRecorded false for one that the VCA knows nothing about afterwards
 * @param isDiscarded it was stopped and struck from the record
 */
public record SimRun(
        long number,
        Vca.Request request,
        Instant startedAt,
        Instant endsAt,
        @Nullable String failure,
        boolean isRecorded,
        boolean isDiscarded) {

    public String id() {
        return request.runId();
    }

    public String taskKey() {
        return request.taskKey();
    }

    public String primitive() {
        return request.primitive();
    }

    public Value.Obj arguments() {
        return request.arguments();
    }

    boolean isOnRecordIn(String environment) {
        return isRecorded && !isDiscarded && request.environment().equals(environment);
    }

    PrimitiveRun asOf(Instant now) {
        return new PrimitiveRun(id(), taskKey(), request.environment(), primitive(), state(now), output(now));
    }

    private PrimitiveRun.State state(Instant now) {
        if (now.isBefore(endsAt)) {
            return PrimitiveRun.State.RUNNING;
        }
        return failure == null ? PrimitiveRun.State.SUCCEEDED : PrimitiveRun.State.FAILED;
    }

    private String output(Instant now) {
        if (now.isBefore(endsAt)) {
            return "";
        }
        return failure == null ? primitive() + " was run in " + request.environment() : failure;
    }
}
