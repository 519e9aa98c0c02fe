package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * An execution environment or a release as it truly is, whatever is told of it. How far it is follows from the time.
 *
 * @param id no two that are there have the same; one that is gone may be followed by another
 * @param number its place in the order of all that was ever made, run and removed
 * @param account VCA account or cluster
 * @param name namespace of the element, or name of the release
 * @param details what else it was asked for with
 * @param appearsAt from when on it is there
 * @param readyAt when it is ready, or has failed
 * @param failure what it fails with in the end; null if it doesn't
 * @param deletingAt from when on it is on its way out; null if nobody asked
 * @param goneAt from when on it isn't there any more; null if nobody asked
 */
public record SimThing(
        String id,
        long number,
        Kind kind,
        String account,
        String nsInstanceId,
        String taskKey,
        String name,
        Value.Obj details,
        Instant appearsAt,
        Instant readyAt,
        @Nullable String failure,
        @Nullable Instant deletingAt,
        @Nullable Instant goneAt) {

    /** What it is. */
    public enum Kind {
        ENVIRONMENT,
        RELEASE
    }

    /**
     * One that is gone.
     *
     * @param number of its removal, in the order of {@link SimThing#number}
     */
    public record Buried(SimThing thing, long number) {}

    boolean isVisible(Instant now) {
        return !now.isBefore(appearsAt) && !isGone(now);
    }

    boolean isGone(Instant now) {
        return goneAt != null && !now.isBefore(goneAt);
    }

    boolean isDeleting(Instant now) {
        return deletingAt != null && !now.isBefore(deletingAt);
    }

    boolean isReady(Instant now) {
        return !now.isBefore(readyAt);
    }

    /** On its way out from then on; an end that is nearer stays. */
    public SimThing ending(Instant from, Instant at) {
        if (goneAt != null && !at.isBefore(goneAt)) {
            return this;
        }
        return new SimThing(
                id, number, kind, account, nsInstanceId, taskKey, name, details, appearsAt, readyAt, failure, from, at);
    }

    String detail(String field) {
        return details.text(field).orElse("");
    }
}
