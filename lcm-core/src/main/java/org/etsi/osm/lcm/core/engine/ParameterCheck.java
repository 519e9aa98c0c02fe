package org.etsi.osm.lcm.core.engine;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What a task type has to say about parameters that an operator has edited. Pure; called while deciding, so it must
 * neither wait nor throw.
 */
@FunctionalInterface
public interface ParameterCheck {
    /** For plans whose types nobody knows, as in tests of the engine alone. */
    ParameterCheck NONE = (type, parameters) -> Optional.empty();

    /**
     * Why a task of this type can't have these parameters; nothing if it can. References are resolved, unless one leads
     * to an output that isn't there yet.
     */
    Optional<String> objection(String type, Value.Obj parameters);
}
