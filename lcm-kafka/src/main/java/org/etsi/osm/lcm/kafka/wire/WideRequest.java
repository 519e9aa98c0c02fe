package org.etsi.osm.lcm.kafka.wire;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Value;

/** What an operator asks for that belongs to no single operation, so that intake answers it. */
public sealed interface WideRequest {
    String requestId();

    /** Who asks, for the history. */
    String actor();

    /** As it is called on the wire. */
    String verb();

    /** Nothing that the selector means starts from now on. */
    record Freeze(String requestId, String actor, Selector selector, String reason) implements WideRequest {
        @Override
        public String verb() {
            return "freeze";
        }
    }

    record Thaw(String requestId, String actor, Selector selector) implements WideRequest {
        @Override
        public String verb() {
            return "thaw";
        }
    }

    /** Which freezes are in force. */
    record ListFreezes(String requestId, String actor) implements WideRequest {
        @Override
        public String verb() {
            return "freezes";
        }
    }

    /**
     * What a planner would make of a request, without anything being done.
     *
     * @param operation whose record NBI has stored; else the request is given
     * @param request with {@code nsInstanceId}, {@code type} and {@code operationParams}; empty beside an operation
     */
    record DryRun(String requestId, String actor, Optional<String> operation, Value.Obj request)
            implements WideRequest {
        @Override
        public String verb() {
            return "plan";
        }
    }
}
