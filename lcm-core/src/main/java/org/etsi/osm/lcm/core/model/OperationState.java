package org.etsi.osm.lcm.core.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The states of an operation, as ETSI SOL005 has them on the wire (clause 6.6.2; PROCESSING is the first for an NS).
 * {@link #successors()} is the whole transition table; anything else is a broken rule.
 */
public enum OperationState {
    PROCESSING,
    COMPLETED,
    PARTIALLY_COMPLETED,
    FAILED_TEMP,
    FAILED,
    ROLLING_BACK,
    ROLLED_BACK;

    private static final Map<OperationState, Set<OperationState>> SUCCESSORS = new EnumMap<>(Map.of(
            PROCESSING, EnumSet.of(COMPLETED, PARTIALLY_COMPLETED, FAILED_TEMP, FAILED, ROLLING_BACK),
            FAILED_TEMP, EnumSet.of(PROCESSING, ROLLING_BACK, FAILED),
            ROLLING_BACK, EnumSet.of(ROLLED_BACK, FAILED_TEMP, FAILED),
            COMPLETED, EnumSet.noneOf(OperationState.class),
            PARTIALLY_COMPLETED, EnumSet.noneOf(OperationState.class),
            FAILED, EnumSet.noneOf(OperationState.class),
            ROLLED_BACK, EnumSet.noneOf(OperationState.class)));

    public Set<OperationState> successors() {
        return Set.copyOf(SUCCESSORS.getOrDefault(this, Set.of()));
    }

    public boolean canBecome(OperationState next) {
        return SUCCESSORS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Nothing follows: no command is in flight, no timer runs, only reads are answered. */
    public boolean isTerminal() {
        return SUCCESSORS.getOrDefault(this, Set.of()).isEmpty();
    }

    /** Tasks may be in flight. */
    public boolean isMoving() {
        return this == PROCESSING || this == ROLLING_BACK;
    }
}
