package org.etsi.osm.lcm.core.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator's hand is on an operation, beside its {@link Control}: stored with it, so that it outlives every
 * owner.
 *
 * @param tolerant failed tasks are left behind, and what else can be done is finished (verb {@code continue})
 * @param undo what the rollback under way is limited to; none if it undoes everything
 * @param breakpoints the operation pauses when one of these tasks is about to start
 * @param stepping the task that a step has started and that hasn't ended yet; only with {@link Control#STEP}
 * @param stoppedAt the task that was about to start when a breakpoint paused the operation
 * @param frozenBy every freeze in force that means this NS or some task of it
 * @param drained when the last command in flight ended; only while paused
 */
public record Steering(
        boolean tolerant,
        @Nullable UndoScope undo,
        List<Selector> breakpoints,
        @Nullable TaskId stepping,
        @Nullable TaskId stoppedAt,
        List<Selector> frozenBy,
        @Nullable Drained drained) {
    /** Breakpoints of one operation at once. */
    public static final int MOST_BREAKPOINTS = 32;

    public static final Steering NONE = new Steering(false, null, List.of(), null, null, List.of(), null);

    public Steering {
        breakpoints = List.copyOf(breakpoints);
        frozenBy = List.copyOf(frozenBy);
    }

    public Steering tolerant(boolean now) {
        return new Steering(now, undo, breakpoints, stepping, stoppedAt, frozenBy, drained);
    }

    public Steering undo(@Nullable UndoScope now) {
        return new Steering(tolerant, now, breakpoints, stepping, stoppedAt, frozenBy, drained);
    }

    public Steering with(Selector breakpoint) {
        var more = new ArrayList<>(breakpoints);
        more.add(breakpoint);
        return breakpoints(more);
    }

    public Steering without(Selector breakpoint) {
        return breakpoints(
                breakpoints.stream().filter(b -> !b.equals(breakpoint)).toList());
    }

    public Steering breakpoints(List<Selector> now) {
        return new Steering(tolerant, undo, now, stepping, stoppedAt, frozenBy, drained);
    }

    public Steering stepping(@Nullable TaskId now) {
        return new Steering(tolerant, undo, breakpoints, now, stoppedAt, frozenBy, drained);
    }

    public Steering stoppedAt(@Nullable TaskId now) {
        return new Steering(tolerant, undo, breakpoints, stepping, now, frozenBy, drained);
    }

    public Steering frozenBy(List<Selector> now) {
        return new Steering(tolerant, undo, breakpoints, stepping, stoppedAt, now, drained);
    }

    public Steering drained(@Nullable Drained now) {
        return new Steering(tolerant, undo, breakpoints, stepping, stoppedAt, frozenBy, now);
    }
}
