package org.etsi.osm.lcm.core.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states of a task (design, section 3.3). {@link #successors()} is the whole transition table. */
public enum TaskState {
    /** Its dependencies, a hold, a back-off or the operation's control keep it. */
    WAITING,
    /** EXECUTE was stored, then sent. */
    RUNNING,
    /** The postcondition was verified and the outputs are stored. */
    DONE,
    /** The attempt is over and its error is stored; side effects may exist. */
    FAILED,
    /** Interrupted; side effects may exist, none is in flight. */
    STOPPED,
    /** ROLLBACK was stored, then sent. */
    UNDOING,
    /** The rollback was verified: no side effect is left. */
    UNDONE,
    /** The attempt to roll back is over; side effects remain. */
    UNDO_FAILED,
    /** An operator took responsibility, with outputs where dependents need them. */
    SKIPPED;

    private static final Map<TaskState, Set<TaskState>> SUCCESSORS = new EnumMap<>(Map.of(
            WAITING, EnumSet.of(RUNNING, DONE, SKIPPED, FAILED, UNDOING),
            RUNNING, EnumSet.of(DONE, FAILED, STOPPED, WAITING),
            DONE, EnumSet.of(UNDOING, WAITING),
            FAILED, EnumSet.of(WAITING, SKIPPED, DONE, UNDOING),
            STOPPED, EnumSet.of(WAITING, SKIPPED, DONE, UNDOING),
            UNDOING, EnumSet.of(UNDONE, UNDO_FAILED, STOPPED),
            UNDONE, EnumSet.of(WAITING, UNDOING),
            UNDO_FAILED, EnumSet.of(UNDOING, WAITING, SKIPPED),
            SKIPPED, EnumSet.of(WAITING, UNDOING)));

    public Set<TaskState> successors() {
        return Set.copyOf(SUCCESSORS.getOrDefault(this, Set.of()));
    }

    public boolean canBecome(TaskState next) {
        return SUCCESSORS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Dependents may start. */
    public boolean isSatisfied() {
        return this == DONE || this == SKIPPED;
    }
}
