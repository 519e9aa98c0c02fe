package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;

/** A plan as the answer to a dry run shows it: the tasks, in which order, and what each would ask of its adapter. */
final class PlanDetail {
    /** Bytes; a plan that is larger is shown without parameters. */
    static final int WITH_PARAMETERS_LIMIT = 256 * 1024;

    /** Bytes; what doesn't go into a record of Kafka is cut. */
    static final int LIMIT = 900 * 1024;

    private PlanDetail() {}

    static Value.Obj of(OperationRequest request, Plan plan) {
        int[] steps = steps(plan);
        Value.Obj whole = detail(request, plan, tasks(plan, steps, true));
        if (whole.size() <= WITH_PARAMETERS_LIMIT) {
            return whole;
        }
        List<Value> bare = tasks(plan, steps, false);
        Value.Obj shown = detail(request, plan, bare);
        if (shown.size() <= LIMIT) {
            return shown.with("omitted", "parameters, since with them the plan has " + whole.size() + " bytes");
        }
        int size = detail(request, plan, List.of()).size();
        int fitting = 0;
        while (fitting < bare.size() && size + bare.get(fitting).size() + 1 < LIMIT) {
            size += bare.get(fitting).size() + 1;
            fitting++;
        }
        return detail(request, plan, bare.subList(0, fitting))
                .with("omitted", "parameters, and " + (bare.size() - fitting) + " of the tasks");
    }

    private static Value.Obj detail(OperationRequest request, Plan plan, List<Value> tasks) {
        return Value.Obj.EMPTY
                .with("nsInstanceId", request.nsInstanceId())
                .with("type", request.type())
                .with("taskCount", plan.size())
                .with("tasks", Value.list(tasks));
    }

    private static List<Value> tasks(Plan plan, int[] steps, boolean withParameters) {
        var tasks = new ArrayList<Value>(plan.size());
        for (TaskSpec spec : plan.tasks()) {
            Value.Obj task = Value.Obj.EMPTY
                    .with("id", spec.id().value())
                    .with("type", spec.type())
                    .with("label", spec.label())
                    .with("adapter", spec.adapter())
                    .with(
                            "dependsOn",
                            Value.list(spec.dependsOn().stream()
                                    .map(TaskId::value)
                                    .map(Value::of)
                                    .toList()))
                    .with("step", steps[spec.id().index()])
                    .with("reversibility", spec.reversibility().name())
                    .with("timeoutMs", spec.timeout().toMillis());
            tasks.add(withParameters ? task.with("parameters", spec.parameters()) : task);
        }
        return tasks;
    }

    /** The earliest step in which each task can run: one more than the latest of those that it depends on. */
    private static int[] steps(Plan plan) {
        int[] steps = new int[plan.size()];
        for (int i = 0; i < steps.length; i++) {
            settle(plan, i, steps);
        }
        return steps;
    }

    /** Without recursion, since a chain may be as long as a plan. */
    private static void settle(Plan plan, int start, int[] steps) {
        var stack = new ArrayList<Integer>(List.of(start));
        while (!stack.isEmpty()) {
            int index = stack.getLast();
            int latest = 0;
            boolean isWaiting = false;
            for (int on : plan.dependsOn(index)) {
                if (steps[on] == 0) {
                    stack.add(on);
                    isWaiting = true;
                }
                latest = Math.max(latest, steps[on]);
            }
            if (!isWaiting) {
                steps[index] = latest + 1;
                stack.removeLast();
            }
        }
    }
}
