package org.etsi.osm.lcm.kafka.planning;

import java.util.Map;
import org.etsi.osm.lcm.core.model.OperationId;

/**
 * The placement engine as the planning sees it: asked by a message, its answer stored by intake in the operation's
 * record. Any method may throw {@link org.etsi.osm.lcm.core.port.StoreUnavailableException} or
 * {@link org.etsi.osm.lcm.core.port.BusUnavailableException}, and each may be repeated. Thread-safe.
 */
public interface Placements {
    /** There is no engine: nothing is waited for. */
    Placements NONE = new Placements() {
        @Override
        public boolean isAnswered(OperationId operation) {
            return true;
        }

        @Override
        public void ask(OperationId operation) {}

        @Override
        public void place(String nsInstanceId, Map<String, String> accounts) {}
    };

    /** Whether the engine's answer about an operation is stored. */
    boolean isAnswered(OperationId operation);

    /** Asks the engine; the question is acknowledged on return. */
    void ask(OperationId operation);

    /** Writes to the records of an NS's VNFs where they are placed; by member index. */
    void place(String nsInstanceId, Map<String, String> accounts);
}
