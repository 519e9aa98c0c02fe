package org.etsi.osm.lcm.core.adapter;

import org.etsi.osm.lcm.core.model.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The way of one command from acceptance to its answer: a state machine without I/O and without a clock. Which calls
 * are made, and when, is decided here; whether they may be made now is decided by the attempt, which holds the lease.
 */
sealed interface Course permits ExecuteCourse, RollbackCourse {

    /** What to do now; repeated calls without news give the same. */
    Move next(LedgerEntry entry, long nowMs);

    /**
     * Takes the result of a step.
     *
     * @param issuedMs when it was decided to make the step: what was seen may be that old
     */
    void on(Step step, StepResult result, LedgerEntry entry, long issuedMs, long nowMs);

    /** Somebody else may have acted on the task until now: what was seen before counts for nothing. */
    void disturbed(LedgerEntry entry, long nowMs);

    /** The entry with what this course knows of the task, whatever becomes of the command. */
    LedgerEntry facts(LedgerEntry entry);

    /** The other operations of the NS are closed now; what is seen from this time on counts. */
    default void closed(long believedFromMs) {}

    /** Whether the command has its answer. */
    boolean isOver();

    /** Whether nothing that is seen counts while somebody else holds the task, since he may be about to create. */
    default boolean mustBeAlone() {
        return false;
    }

    /** What there is to tell before the end; given once. */
    default @Nullable Reply takeProgress() {
        return null;
    }
}
