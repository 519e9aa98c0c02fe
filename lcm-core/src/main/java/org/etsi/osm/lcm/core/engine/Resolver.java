package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Puts outputs of other tasks where a task's parameters refer to them. */
final class Resolver {
    private final Function<TaskId, Task> tasks;

    /** The first reference that led nowhere, for the error; in its place is {@link Value.Nil}. */
    private Value.@Nullable Ref missing;

    Resolver(Function<TaskId, Task> tasks) {
        this.tasks = tasks;
    }

    Value.Obj resolve(Value.Obj parameters) {
        return (Value.Obj) resolved(parameters);
    }

    Value.@Nullable Ref missing() {
        return missing;
    }

    private Value resolved(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var copy = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> copy.put(name, resolved(field)));
                yield new Value.Obj(copy);
            }
            case Value.Arr(var items) -> {
                var copy = new ArrayList<Value>(items.size());
                items.forEach(item -> copy.add(resolved(item)));
                yield Value.list(copy);
            }
            case Value.Ref ref -> followed(ref);
            case Value.Text text -> text;
            case Value.Int number -> number;
            case Value.Dec number -> number;
            case Value.Bool truth -> truth;
            case Value.Nil nil -> nil;
        };
    }

    private Value followed(Value.Ref ref) {
        var outputs = tasks.apply(ref.task()).outputs();
        var found = outputs == null ? null : outputs.at(ref.pointer()).orElse(null);
        if (found == null) {
            if (missing == null) {
                missing = ref;
            }
            return new Value.Nil();
        }
        return found;
    }
}
