package org.etsi.osm.lcm.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans as trees, for exports: every field of every task, in the order of the plan. */
public final class PlanValues {
    private PlanValues() {}

    public static Value.Arr toValue(Plan plan) {
        return Value.list(plan.tasks().stream().map(PlanValues::task).toList());
    }

    private static Value.Obj task(TaskSpec task) {
        var scope = new LinkedHashMap<String, Value>();
        task.scope().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> scope.put(entry.getKey(), Value.of(entry.getValue())));
        return Value.Obj.EMPTY
                .with("id", task.id().value())
                .with("type", task.type())
                .with("label", task.label())
                .with("adapter", task.adapter())
                .with("parameters", task.parameters())
                .with(
                        "dependsOn",
                        Value.list(task.dependsOn().stream()
                                .map(id -> Value.of(id.value()))
                                .toList()))
                .with("timeoutMs", task.timeout().toMillis())
                .with(
                        "retry",
                        Value.Obj.EMPTY
                                .with("attempts", task.retry().attempts())
                                .with("firstMs", task.retry().first().toMillis())
                                .with("limitMs", task.retry().limit().toMillis()))
                .with("reversibility", task.reversibility().name())
                .with("scope", new Value.Obj(scope));
    }

    /**
     * The plan that a tree tells of; references in parameters have to be references already.
     *
     * @throws IllegalArgumentException if it tells of none, with what was expected
     */
    public static Plan fromValue(Value tree) {
        if (!(tree instanceof Value.Arr(var items))) {
            throw new IllegalArgumentException("Expected a list of tasks as a plan, but found another kind of value");
        }
        var tasks = new ArrayList<TaskSpec>();
        for (Value item : items) {
            tasks.add(asTask(item));
        }
        return new Plan(tasks);
    }

    private static TaskSpec asTask(Value tree) {
        Value retry = tree.field("retry").orElseThrow(() -> missing("retry"));
        var scope = new LinkedHashMap<String, String>();
        if (tree.field("scope").orElse(Value.Obj.EMPTY) instanceof Value.Obj(var fields)) {
            fields.forEach((name, value) -> scope.put(name, value.asText().orElse("")));
        }
        return new TaskSpec(
                new TaskId(text(tree, "id")),
                text(tree, "type"),
                text(tree, "label"),
                text(tree, "adapter"),
                tree.field("parameters").orElse(Value.Obj.EMPTY) instanceof Value.Obj parameters
                        ? parameters
                        : Value.Obj.EMPTY,
                ids(tree.items("dependsOn")),
                Duration.ofMillis(number(tree, "timeoutMs")),
                new RetryPolicy(
                        (int) number(retry, "attempts"),
                        Duration.ofMillis(number(retry, "firstMs")),
                        Duration.ofMillis(number(retry, "limitMs"))),
                Reversibility.valueOf(text(tree, "reversibility")),
                scope);
    }

    private static List<TaskId> ids(List<Value> items) {
        return items.stream().map(item -> new TaskId(item.asText().orElse(""))).toList();
    }

    private static String text(Value tree, String name) {
        return tree.text(name).orElseThrow(() -> missing(name));
    }

    private static long number(Value tree, String name) {
        return tree.field(name).orElseThrow(() -> missing(name)) instanceof Value.Int(long number)
                ? number
                : failed(name);
    }

    private static long failed(String name) {
        throw new IllegalArgumentException("Expected a whole number in '" + name + "' of a task, but found none");
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("Expected '" + name + "' of a task, but found nothing");
    }
}
