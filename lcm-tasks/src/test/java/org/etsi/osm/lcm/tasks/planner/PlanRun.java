package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan by hand, as the engine and the adapters would: {@code given(plan).expect("CreateNetwork", "network
 * datanet").reply(…)…expectRolledBack(…)}. A task may only be expected when all that it depends on has been answered;
 * its references are filled in and checked against the catalogue then.
 */
final class PlanRun {
    private final Plan plan;
    private final Map<TaskId, Value.Obj> outputs = new HashMap<>();
    private final List<TaskSpec> done = new ArrayList<>();
    private @Nullable TaskSpec current;
    private Value.Obj parameters = Value.Obj.EMPTY;

    private PlanRun(Plan plan) {
        this.plan = plan;
    }

    static PlanRun given(Plan plan) {
        return new PlanRun(plan);
    }

    Plan plan() {
        return plan;
    }

    /** Which labels may start now. */
    Set<String> ready() {
        return plan.tasks().stream()
                .filter(task -> !done.contains(task) && isReady(task))
                .map(TaskSpec::label)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isReady(TaskSpec task) {
        return task.dependsOn().stream().allMatch(on -> done.contains(plan.task(on)));
    }

    PlanRun expect(String type, String label) {
        var found = plan.tasks().stream()
                .filter(task -> task.type().equals(type) && task.label().equals(label))
                .toList();
        assertThat(found).as("%s '%s' among %s", type, label, labels()).hasSize(1);
        var task = found.getFirst();
        current = task;
        assertThat(isReady(task)).as("'%s' ready; ready are %s", label, ready()).isTrue();
        parameters = (Value.Obj) resolve(task.parameters());
        assertThat(Catalogue.checkReceived(task.adapter(), type, parameters)).isEmpty();
        return this;
    }

    private TaskSpec current() {
        return Objects.requireNonNull(current, "Expected a call of expect() before");
    }

    List<String> labels() {
        return plan.tasks().stream().map(TaskSpec::label).toList();
    }

    /** The parameters of the expected task have a value at a pointer. */
    PlanRun with(String pointer, Object value) {
        assertThat(parameters.at(pointer).flatMap(Value::asText))
                .as("%s of '%s' in %s", pointer, current().label(), parameters)
                .contains(String.valueOf(value));
        return this;
    }

    PlanRun without(String pointer) {
        assertThat(parameters.at(pointer))
                .as("%s of '%s'", pointer, current().label())
                .isEmpty();
        return this;
    }

    PlanRun in(String scope, String value) {
        assertThat(current().scope()).containsEntry(scope, value);
        return this;
    }

    String text(String pointer) {
        return parameters.at(pointer).flatMap(Value::asText).orElseThrow();
    }

    /** The expected task is done with these outputs: names and texts in turn. */
    PlanRun reply(String... namesAndTexts) {
        var given = Value.Obj.EMPTY;
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            given = given.with(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        outputs.put(current().id(), given);
        done.add(current());
        return this;
    }

    /** The expected task fails, and what was done is undone: dependents first, and only what has effects. */
    PlanRun failAndExpectRolledBack(String... labels) {
        var undone = done.reversed().stream()
                .filter(task -> !Catalogue.find(task.type()).orElseThrow().effectFree())
                .map(TaskSpec::label)
                .toList();
        assertThat(undone).containsExactly(labels);
        var seen = new ArrayList<TaskSpec>();
        for (TaskSpec task : done.reversed()) {
            task.dependsOn().forEach(on -> assertThat(seen).doesNotContain(plan.task(on)));
            seen.add(task);
        }
        return this;
    }

    /** Each depends on the one before, directly or not. */
    PlanRun startedInOrder(String... labels) {
        var ids = Arrays.stream(labels).map(this::only).toList();
        for (int i = 1; i < ids.size(); i++) {
            assertThat(allBefore(ids.get(i)))
                    .as("what '%s' comes after", labels[i])
                    .contains(ids.get(i - 1));
        }
        return this;
    }

    private TaskSpec only(String label) {
        var found =
                plan.tasks().stream().filter(task -> task.label().equals(label)).toList();
        assertThat(found).as("'%s' among %s", label, labels()).hasSize(1);
        return found.getFirst();
    }

    private Set<TaskSpec> allBefore(TaskSpec task) {
        var all = new LinkedHashMap<TaskSpec, Boolean>();
        var open = new ArrayList<>(task.dependsOn());
        while (!open.isEmpty()) {
            var on = plan.task(open.removeLast());
            if (all.put(on, true) == null) {
                open.addAll(on.dependsOn());
            }
        }
        return all.keySet();
    }

    private Value resolve(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var resolved = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> resolved.put(name, resolve(field)));
                yield new Value.Obj(resolved);
            }
            case Value.Arr(var items) ->
                Value.list(items.stream().map(this::resolve).toList());
            case Value.Ref(var task, var pointer) ->
                outputs.getOrDefault(task, Value.Obj.EMPTY)
                        .at(pointer)
                        .orElseThrow(() -> new AssertionError(task + pointer));
            default -> value;
        };
    }
}
