package org.etsi.osm.lcm.core.model;

/**
 * What a partial rollback undoes; the operation is FAILED_TEMP afterwards, and may go forward again.
 *
 * @param task the last one that stays, with all that it depends on; or the one that goes, with its dependents
 */
public record UndoScope(Kind kind, TaskId task) {
    /** How far it goes. */
    public enum Kind {
        /** Everything but the task and what it depends on, directly or through others. */
        DOWN_TO,
        /** The task and all that depends on it, directly or through others. */
        FROM
    }

    @Override
    public String toString() {
        return kind == Kind.DOWN_TO ? "down to " + task : task + " and its dependents";
    }
}
