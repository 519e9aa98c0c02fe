package org.etsi.osm.lcm.kafka.osm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Snapshots of an operation with one network, one port and one server. */
public final class OperationSamples {
    public static final String NS = "ns-1";

    private static final Plan PLAN = new Plan(List.of(
            spec(0, "CreateNetwork", "network mgmt", Map.of("vim", "v1", "vld", "mgmt")),
            spec(
                    1,
                    "CreatePort",
                    "port web-eth0",
                    Map.of("vim", "v1", "vnfr", "vnfr-1", "vdur", "u1", "interface", "eth0")),
            spec(2, "CreateServer", "server web-0", Map.of("vim", "v1", "vnfr", "vnfr-1", "vdur", "u1"))));

    private OperationSamples() {}

    private static TaskSpec spec(int index, String type, String label, Map<String, String> scope) {
        return new TaskSpec(
                TaskId.at(index),
                type,
                label,
                "ro",
                Value.Obj.EMPTY,
                index == 0 ? List.of() : List.of(TaskId.at(index - 1)),
                Duration.ofMinutes(1),
                RetryPolicy.NEVER,
                Reversibility.EXACT,
                scope);
    }

    public static Operation operation(
            String id,
            String type,
            OperationState state,
            boolean occupies,
            TaskState server,
            long epoch,
            long revision) {
        @Nullable
        Failure error = state == OperationState.FAILED_TEMP || state == OperationState.FAILED
                ? Failure.permanent("VIM_QUOTA", "Expected room for a server, but the quota is used up")
                : null;
        boolean isPlanned = server != TaskState.WAITING;
        Task[] tasks = {
            done(Value.Obj.EMPTY.with("networkId", "net-9").with("name", "mgmt")),
            done(Value.Obj.EMPTY
                    .with("mac", "02:00:00:00:00:01")
                    .with("ips", Value.list(List.of(Value.of("10.0.0.5"))))),
            Task.NEW
                    .in(server)
                    .touched(true)
                    .error(error)
                    .outputs(Value.Obj.EMPTY
                            .with("serverId", "srv-1")
                            .with("name", "web")
                            .with("interfaces", Value.Arr.EMPTY))
        };
        if (server == TaskState.UNDONE) {
            tasks[0] = tasks[0].in(TaskState.UNDONE);
            tasks[1] = tasks[1].in(TaskState.UNDONE);
        }
        TaskTable table = isPlanned ? TaskTable.of(tasks) : TaskTable.fresh(0);
        Plan plan = isPlanned ? PLAN : Plan.EMPTY;
        return new Operation(
                new OperationRequest(
                        new OperationId(id),
                        NS,
                        type,
                        1_760_000_000.5,
                        Value.Obj.EMPTY.with("nsdId", "nsd-1").with("autoremove", true),
                        FailurePolicy.HOLD,
                        Duration.ofHours(1)),
                new Ownership(3, epoch, "me"),
                revision,
                state,
                1_760_000_001_000L,
                Control.RUN,
                Steering.NONE,
                occupies,
                occupies || state != OperationState.PROCESSING ? 0 : 2,
                isPlanned ? "plan-1" : null,
                plan,
                table,
                null,
                false,
                null,
                error,
                null,
                List.of(),
                List.of(),
                null,
                Frontier.EMPTY);
    }

    private static Task done(Value.Obj outputs) {
        return Task.NEW.in(TaskState.DONE).touched(true).outputs(outputs);
    }
}
