package org.etsi.osm.lcm.kafka.osm;

import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;

/** Where an operation is, as far as OSM's records tell it apart. */
enum Phase {
    /** Others of its NS go first. */
    QUEUED("PROCESSING", false),
    /** It has the NS, and no plan yet. */
    STARTING("PROCESSING", false),
    RUNNING("PROCESSING", false),
    ROLLING_BACK("ROLLING_BACK", false),
    /** FAILED_TEMP: it waits for an operator. */
    HELD("FAILED_TEMP", true),
    /** Its own state is broken; it is out of the engine's hands, and waits for an operator too. */
    PARKED("FAILED_TEMP", false),
    COMPLETED("COMPLETED", true),
    PARTIAL("PARTIALLY_COMPLETED", true),
    FAILED("FAILED", true),
    /** Nothing of it is left, after an operator's rollback or an automatic one. */
    ROLLED_BACK("ROLLED_BACK, or FAILED after an automatic rollback", true);

    private final String operationState;
    private final boolean announced;

    Phase(String operationState, boolean announced) {
        this.operationState = operationState;
        this.announced = announced;
    }

    /** What OSM's record of the operation says, in words. */
    String operationState() {
        return operationState;
    }

    /** OSM's own message follows. */
    boolean isAnnounced() {
        return announced;
    }

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
