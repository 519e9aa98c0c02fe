package org.etsi.osm.lcm.kafka.osm;

import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;

/** Where an operation is, as far as OSM's records tell it apart. */
enum Phase {
    /** Others of its NS go first. */
    QUEUED,
    /** It has the NS, and no plan yet. */
    STARTING,
    RUNNING,
    ROLLING_BACK,
    /** FAILED_TEMP: it waits for an operator. */
    HELD,
    /** Its own state is broken; it is out of the engine's hands, and waits for an operator too. */
    PARKED,
    COMPLETED,
    PARTIAL,
    FAILED,
    /** Nothing of it is left, after an operator's rollback or an automatic one. */
    ROLLED_BACK;

    static Phase of(Operation operation) {
        if (operation.parked() != null && !operation.state().isTerminal()) {
            return PARKED;
        }
        return switch (operation.state()) {
            case PROCESSING -> operation.occupies() ? operation.isPlanned() ? RUNNING : STARTING : QUEUED;
            case ROLLING_BACK -> ROLLING_BACK;
            case FAILED_TEMP -> HELD;
            case COMPLETED -> COMPLETED;
            case PARTIALLY_COMPLETED -> PARTIAL;
            case ROLLED_BACK -> ROLLED_BACK;
            case FAILED -> operation.automaticRollback() && isClean(operation) ? ROLLED_BACK : FAILED;
        };
    }

    /** No task has left anything behind. */
    static boolean isClean(Operation operation) {
        for (int i = 0; i < operation.tasks().size(); i++) {
            Task task = operation.tasks().get(i);
            if (task.needsUndo()) {
                return false;
            }
        }
        return true;
    }
}
