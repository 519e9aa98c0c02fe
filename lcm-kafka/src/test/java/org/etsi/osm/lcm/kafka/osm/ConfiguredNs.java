package org.etsi.osm.lcm.kafka.osm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of an NS with everything there is: a server with a floating address, a KDU, a proxy charm of the VNF, a
 * native charm of a VDU whose id has a dot. Its instantiate and its terminate; each task in the state that is asked
 * for.
 */
public final class ConfiguredNs {
    public static final String NS = "ns-1";

    private static final Map<String, String> VDU =
            Map.of("vim", "v1", "vnf", "1", "vnfr", "vnfr-1", "vdu", "mgmt.vm", "vdur", "u1", "count", "0");
    private static final Map<String, String> OF_VNF =
            Map.of("vnf", "1", "vnfr", "vnfr-1", "environment", "0", "element", "VNF", "vnfd", "charmed");
    private static final Map<String, String> OF_VDU =
            with(VDU, Map.of("environment", "1", "element", "VDU", "vnfd", "charmed"));
    private static final Map<String, String> KDU = Map.of("vnf", "2", "vnfr", "vnfr-2", "kdu", "ldap", "kduIndex", "0");

    private final String type;
    private final List<TaskSpec> specs = new ArrayList<>();
    private final List<Task> facts = new ArrayList<>();

    private ConfiguredNs(String type) {
        this.type = type;
    }

    public static ConfiguredNs instantiate() {
        var ns = new ConfiguredNs("instantiate");
        ns.task(
                "FindNetwork",
                "ro",
                Map.of("vim", "v1", "vld", "mgmt"),
                "{}",
                "{'networkId': 'net-9', 'name': 'mgmt'}");
        ns.task(
                "CreatePort",
                "ro",
                with(VDU, Map.of("interface", "eth0")),
                "{}",
                "{'portId': 'port-1', 'mac': '02:00:00:00:00:01', 'ips': ['10.0.0.5']}");
        ns.task(
                "CreateFloatingIp",
                "ro",
                VDU,
                "{}",
                "{'floatingIpId': 'fip-1', 'address': '192.0.2.7', 'portId': 'port-1'}");
        ns.task("CreateServer", "ro", VDU, "{}", "{'serverId': 'srv-1', 'name': 'vm', 'interfaces': []}");
        ns.task(
                "InstallKdu",
                "n2vc",
                KDU,
                "{'cluster': 'c1', 'technology': 'helm-chart-v3', 'model': 'stable/ldap', 'instance': 'ldap-1',"
                        + " 'namespace': 'k8s'}",
                "{'instance': 'ldap-1', 'services': [{'name': 'ldap'}], 'address': '10.9.9.9'}");
        ns.task(
                "CreateExecutionEnvironment",
                "n2vc",
                with(OF_VNF, Map.of("hasTerminatePrimitives", "true")),
                "{'technology': 'lxc_proxy_charm', 'artifact': 'simple', 'descriptor': 'ee-1', 'vca': 'vca-1'}",
                "{'environmentId': 'm.app.0', 'model': 'm', 'application': 'app'}");
        ns.task("InstallConfigurationSoftware", "n2vc", OF_VNF, "{}", "{}");
        ns.task("GetPublicKey", "n2vc", OF_VNF, "{}", "{'publicKey': 'ssh-rsa AAAA'}");
        ns.task("InjectSshKey", "ro", with(OF_VNF, Map.of("vim", "v1")), "{}", "{}");
        ns.task("RunPrimitive", "n2vc", OF_VNF, "{'primitive': 'config'}", "{'output': 'ok'}");
        ns.task(
                "RegisterExecutionEnvironment",
                "n2vc",
                OF_VDU,
                "{'technology': 'native_charm', 'artifact': 'native'}",
                "{'environmentId': 'm.vdu.1'}");
        ns.task("InstallConfigurationSoftware", "n2vc", OF_VDU, "{}", "{}");
        ns.task("RunPrimitive", "n2vc", OF_VDU, "{'primitive': 'touch'}", "{'output': 'ok'}");
        return ns;
    }

    /** An instantiate that first removes the execution environment of the one before it. */
    public static ConfiguredNs instantiateAfterLeftovers() {
        var ns = new ConfiguredNs("instantiate");
        ns.task("RunPrimitive", "n2vc", OF_VNF, "{'primitive': 'bye'}", "{'output': 'gone'}");
        ns.task("DeleteExecutionEnvironment", "n2vc", OF_VNF, "{'environmentId': 'm.app.0'}", "{}");
        ns.task(
                "CreateExecutionEnvironment",
                "n2vc",
                with(OF_VNF, Map.of("hasTerminatePrimitives", "true")),
                "{'technology': 'lxc_proxy_charm', 'artifact': 'simple'}",
                "{'environmentId': 'm.app.1'}");
        return ns;
    }

    /** The operator has given the release a name. */
    public static ConfiguredNs instantiateWithNamedKdu() {
        var ns = new ConfiguredNs("instantiate");
        ns.task(
                "InstallKdu",
                "n2vc",
                with(KDU, Map.of("kduDeploymentName", "my-ldap")),
                "{'instance': 'my-ldap'}",
                "{'instance': 'my-ldap'}");
        return ns;
    }

    public static ConfiguredNs terminate() {
        var ns = new ConfiguredNs("terminate");
        ns.task("RunPrimitive", "n2vc", OF_VNF, "{'primitive': 'bye', 'arguments': {'a': 1}}", "{'output': 'gone'}");
        ns.task("DeleteExecutionEnvironment", "n2vc", OF_VNF, "{'environmentId': 'm.app.0'}", "{}");
        ns.task("DeleteExecutionEnvironment", "n2vc", OF_VDU, "{'environmentId': 'm.vdu.1'}", "{}");
        ns.task("UninstallKdu", "n2vc", KDU, "{'instance': 'ldap-1'}", "{}");
        ns.task("DeleteServer", "ro", VDU, "{}", "{}");
        ns.task("RemoveLeftovers", "ro", Map.of("vim", "v1"), "{}", "{}");
        return ns;
    }

    private static Map<String, String> with(Map<String, String> one, Map<String, String> more) {
        var all = new TreeMap<>(one);
        all.putAll(more);
        return all;
    }

    private void task(String taskType, String adapter, Map<String, String> scope, String parameters, String outputs) {
        int index = specs.size();
        specs.add(new TaskSpec(
                TaskId.at(index),
                taskType,
                taskType + " " + index,
                adapter,
                object(parameters),
                List.of(),
                Duration.ofMinutes(1),
                RetryPolicy.NEVER,
                Reversibility.EXACT,
                scope));
        facts.add(Task.NEW.in(TaskState.DONE).touched(true).outputs(object(outputs)));
    }

    private static Value.Obj object(String json) {
        return (Value.Obj) Json.read(json.replace('\'', '"'));
    }

    /** A task of this type, the nth of it counted from 0, is in another state than DONE. */
    public ConfiguredNs but(String taskType, int nth, TaskState state) {
        int found = 0;
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).type().equals(taskType) && found++ == nth) {
                boolean isNew = state == TaskState.WAITING;
                boolean isBad = state == TaskState.FAILED || state == TaskState.UNDO_FAILED;
                Failure error = isBad ? Failure.permanent("BAD", taskType + " went wrong") : null;
                Value.Obj outputs = state == TaskState.UNDONE ? facts.get(i).outputs() : null;
                facts.set(
                        i,
                        Task.NEW
                                .in(state)
                                .touched(!isNew && state != TaskState.UNDONE)
                                .error(error)
                                .outputs(outputs));
                return this;
            }
        }
        throw new IllegalArgumentException("Expected a task " + taskType + " " + nth);
    }

    /** All of them are. */
    public ConfiguredNs all(TaskState state) {
        for (int i = 0; i < specs.size(); i++) {
            facts.set(
                    i,
                    Task.NEW
                            .in(state)
                            .touched(state != TaskState.WAITING && state != TaskState.UNDONE)
                            .outputs(facts.get(i).outputs()));
        }
        return this;
    }

    public Operation in(OperationState state) {
        return in(state, "op-1", 9);
    }

    public Operation in(OperationState state, String id, long revision) {
        @Nullable
        Failure error = facts.stream()
                .filter(task -> task.error() != null)
                .map(Task::error)
                .findFirst()
                .orElse(null);
        return new Operation(
                new OperationRequest(
                        new OperationId(id),
                        NS,
                        type,
                        1_760_000_000.5,
                        Value.Obj.EMPTY.with("nsdId", "nsd-1"),
                        FailurePolicy.HOLD,
                        Duration.ofHours(1)),
                new Ownership(3, 1, "me"),
                revision,
                state,
                1_760_000_001_000L,
                Control.RUN,
                Steering.NONE,
                !state.isTerminal(),
                0,
                "plan-1",
                new Plan(specs),
                TaskTable.of(facts.toArray(new Task[0])),
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
}
