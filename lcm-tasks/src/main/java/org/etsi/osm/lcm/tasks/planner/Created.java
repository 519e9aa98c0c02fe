package org.etsi.osm.lcm.tasks.planner;

import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;

/**
 * What a task of an earlier operation has created, as far as is known: its outputs.
 *
 * @param type the task's type
 * @param scope the task's scope; without a {@code vim} there is nothing to delete
 */
public record Created(String type, String label, Map<String, String> scope, Value.Obj outputs) {
    public Created {
        scope = Map.copyOf(scope);
    }

    public static Created by(TaskSpec task, Value.Obj outputs) {
        return new Created(task.type(), task.label(), task.scope(), outputs);
    }
}
