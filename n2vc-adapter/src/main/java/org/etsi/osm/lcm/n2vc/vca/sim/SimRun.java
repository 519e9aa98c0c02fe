package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.time.Instant;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.jspecify.annotations.Nullable;

/**
 * Something that was run in an execution environment, as it truly was, whatever the VCA says of it.
 *
 * @param number its place in the order of all that was ever made, run and removed
 * @param startedAt before that nothing of it can be seen
 * @param endsAt when it is over by itself
 * @param failure what it fails with in the end; null if it succeeds
 * @param isRecorded false for one that the VCA knows nothing about afterwards
 * @param isDiscarded it was stopped and struck from the record
 */
public record SimRun(
        long number,
        Kind kind,
        Vca.Request request,
        Instant startedAt,
        Instant endsAt,
        @Nullable String failure,
        boolean isRecorded,
        boolean isDiscarded) {

    /** What was run. */
    public enum Kind {
        PRIMITIVE,
        INSTALLATION,
        RELATION
    }

    public String id() {
        return request.runId();
    }

    public String taskKey() {
        return request.taskKey();
    }

    public String environment() {
        return request.environment();
    }

    public String primitive() {
        return request.primitive();
    }

    public Value.Obj arguments() {
        return request.arguments();
    }

    /** As it is kept under a number of its own. */
    public SimRun numbered(long itsNumber) {
        return new SimRun(itsNumber, kind, request, startedAt, endsAt, failure, isRecorded, isDiscarded);
    }

    /** Struck from the record. */
    public SimRun discarded() {
        return new SimRun(number, kind, request, startedAt, endsAt, failure, isRecorded, true);
    }

    SimRun struckBy(SimStrike strike) {
        Duration late = strike.late();
        return new SimRun(
                number,
                kind,
                request,
                startedAt.plus(late),
                endsAt.plus(late).plus(strike.slower()),
                strike.failure(),
                isRecorded && strike.isRecorded(),
                isDiscarded);
    }

    /** Whether the VCA tells of it, as far as it happened after the environment was made. */
    boolean isOnRecordIn(SimThing environment, Instant now) {
        return isRecorded
                && !isDiscarded
                && !now.isBefore(startedAt)
                && request.environment().equals(environment.id())
                && number > environment.number();
    }

    PrimitiveRun asOf(Instant now) {
        return new PrimitiveRun(id(), taskKey(), environment(), primitive(), arguments(), state(now), output(now));
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
        return failure == null ? primitive() + " was run in " + environment() : failure;
    }
}
