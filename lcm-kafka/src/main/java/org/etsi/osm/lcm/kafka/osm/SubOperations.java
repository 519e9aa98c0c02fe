package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/** {@code _admin.operations} of an operation's record: an entry for each terminate primitive that was begun. */
final class SubOperations {
    private static final int LONGEST = 1_000;

    private SubOperations() {}

    static List<Value> of(Operation operation) {
        List<Value> found = new ArrayList<>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            TaskSpec spec = operation.plan().tasks().get(i);
            Task task = operation.tasks().get(i);
            if (spec.type().equals("RunPrimitive") && task.state() != TaskState.WAITING) {
                found.add(of(operation, spec, task));
            }
        }
        return found;
    }

    private static Value of(Operation operation, TaskSpec spec, Task task) {
        Map<String, String> scope = spec.scope();
        Failure error = task.error();
        String output =
                task.outputs() == null ? "" : task.outputs().text("output").orElse("");
        String state = switch (task.state()) {
            case DONE, SKIPPED -> "COMPLETED";
            case RUNNING -> "PROCESSING";
            default -> "FAILED";
        };
        return Value.Obj.EMPTY
                .with("member_vnf_index", ConfigurationRecords.text(scope.get(Scope.VNF)))
                .with("vdu_id", ConfigurationRecords.text(scope.get(Scope.VDU)))
                .with("vdu_count_index", ConfigurationRecords.count(scope))
                .with("primitive", spec.parameters().text("primitive").orElse(spec.label()))
                .with(
                        "primitive_params",
                        resolved(spec.parameters().field("arguments").orElse(Value.Obj.EMPTY), operation))
                .with("operationState", state)
                .with("detailed-status", shortened(error == null ? output : error.toString()));
    }

    /** A record can't hold a reference: what it refers to takes its place, or nothing does. */
    private static Value resolved(Value value, Operation operation) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var copy = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> copy.put(ConfigurationRecords.key(name), resolved(field, operation)));
                yield new Value.Obj(copy);
            }
            case Value.Arr(var items) ->
                Value.list(items.stream().map(item -> resolved(item, operation)).toList());
            case Value.Ref(var on, var pointer) -> {
                Value.Obj outputs = operation.task(on).outputs();
                yield outputs == null ? new Value.Nil() : outputs.at(pointer).orElse(new Value.Nil());
            }
            default -> value;
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
