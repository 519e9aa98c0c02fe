package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/** A plan in the making: gives tasks their ids and takes from the catalogue what each type has by itself. */
final class PlanDraft {
    private final String ns;
    private final int limit;
    private final List<TaskSpec> tasks = new ArrayList<>();

    PlanDraft(String ns, int limit) {
        this.ns = ns;
        this.limit = limit;
    }

    TaskId add(
            TaskType type,
            String label,
            Value.Obj parameters,
            Collection<TaskId> dependsOn,
            Map<String, String> scope) {
        return add(type, label, parameters, dependsOn, scope, type.reversibility());
    }

    TaskId add(
            TaskType type,
            String label,
            Value.Obj parameters,
            Collection<TaskId> dependsOn,
            Map<String, String> scope,
            Reversibility reversibility) {
        if (tasks.size() >= limit) {
            throw new PlanRefusedException(Failure.permanent(
                    PlanRefusedException.PLAN_TOO_LARGE,
                    "Expected a plan of at most " + limit + " tasks, but NS " + ns + " needs more"));
        }
        type.checkPlanned(parameters).ifPresent(wrong -> {
            throw new IllegalStateException(
                    "Expected a planner to follow the catalogue, but " + label + " has " + wrong);
        });
        var id = TaskId.at(tasks.size());
        var whole = new LinkedHashMap<>(scope);
        whole.put(Scope.NS, ns);
        tasks.add(new TaskSpec(
                id,
                type.name(),
                label,
                type.adapters().getFirst(),
                parameters,
                List.copyOf(new LinkedHashSet<>(dependsOn)),
                type.timeout(),
                type.retry(),
                reversibility,
                whole));
        return id;
    }

    Plan done() {
        return new Plan(tasks);
    }
}
