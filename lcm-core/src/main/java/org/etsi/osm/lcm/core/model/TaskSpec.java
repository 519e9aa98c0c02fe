package org.etsi.osm.lcm.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A task as its plan has it, fixed from then on.
 *
 * @param type the name in the task catalogue
 * @param label what an operator reads, such as {@code server vnf1-mgmtVM-0}
 * @param adapter who does it: {@code ro} or {@code n2vc}
 * @param parameters may hold {@link Value.Ref}s to outputs of tasks that this one depends on, directly or not
 * @param dependsOn tasks that must be DONE or SKIPPED before this one starts
 * @param scope what breakpoints, freezes and views select by: {@code vnf}, {@code vdu}, {@code vim}, …
 */
public record TaskSpec(
        TaskId id,
        String type,
        String label,
        String adapter,
        Value.Obj parameters,
        List<TaskId> dependsOn,
        Duration timeout,
        RetryPolicy retry,
        Reversibility reversibility,
        Map<String, String> scope) {
    public TaskSpec {
        dependsOn = List.copyOf(dependsOn);
        scope = Map.copyOf(scope);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("Expected a positive timeout of task " + id + ", but found " + timeout);
        }
    }
}
