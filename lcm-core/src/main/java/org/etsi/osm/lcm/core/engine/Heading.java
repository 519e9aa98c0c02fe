package org.etsi.osm.lcm.core.engine;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.jspecify.annotations.Nullable;

/**
 * Which way an operation goes, and what keeps tasks of it from going: what the frontier depends on beside the tasks.
 *
 * @param undo backward, what it is limited to
 */
record Heading(boolean backward, @Nullable UndoScope undo, String nsInstanceId, List<Selector> frozenBy) {

    static Heading of(Operation operation) {
        return new Heading(
                operation.state() == OperationState.ROLLING_BACK,
                operation.steering().undo(),
                operation.request().nsInstanceId(),
                operation.steering().frozenBy());
    }

    boolean isFrozen(TaskSpec task) {
        return frozenBy.stream().anyMatch(selector -> selector.selects(nsInstanceId, task));
    }
}
