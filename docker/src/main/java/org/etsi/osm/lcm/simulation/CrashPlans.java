package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/** Small plans made by hand: any task type, with what it stands on, or what a deletion deletes. */
final class CrashPlans {
    static final String ABSENT = "absent";

    /** What the VIM has beforehand that isn't ours, by the name of the task type that finds it. */
    private final Map<String, String> found;

    private final String ns;
    private boolean keepsVolumes;
    private RetryPolicy retries = RetryPolicy.NEVER;
    private final List<TaskSpec> tasks = new ArrayList<>();
    private final Map<String, TaskId> ids = new LinkedHashMap<>();

    CrashPlans(String ns, Map<String, String> found) {
        this.ns = ns;
        this.found = found;
    }

    Plan plan() {
        return new Plan(tasks);
    }

    /** The task of a type in a plan; each type is there once at most. */
    static TaskSpec task(Plan plan, String type) {
        return plan.tasks().stream()
                .filter(task -> task.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a task " + type + ", but there is none"));
    }

    /** What a deletion needs to have been made before. */
    static List<String> made(String type) {
        return switch (type) {
            case "DeleteFlavor" -> List.of("EnsureFlavor");
            case "UninstallKdu" -> List.of("InstallKdu");
            case "RemoveEnvironments" -> List.of("InstallKdu", "CreateExecutionEnvironment");
            case "RemoveLeftovers" -> List.of("CreateNetwork", "CreateVolume");
            default -> List.of("Create" + type.substring("Delete".length()));
        };
    }

    /** A task that is for ever missing its image, after all others. */
    CrashPlans andAFailure() {
        add("FindImage", named().with("name", ABSENT), List.copyOf(ids.values()));
        return this;
    }

    /** A task that does nothing, after all others. */
    CrashPlans andANoOp() {
        add("NoOp", Value.Obj.EMPTY.with("echo", "hello"), List.copyOf(ids.values()));
        return this;
    }

    /** Volumes are to outlive the NS. */
    CrashPlans keepingVolumes() {
        keepsVolumes = true;
        return this;
    }

    /** Tasks that come now are tried twice. */
    CrashPlans retried() {
        retries = new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(2));
        return this;
    }

    /** A task that goes forward, with all that it needs. */
    CrashPlans with(String type) {
        make(type);
        return this;
    }

    private TaskId make(String type) {
        TaskId known = ids.get(type);
        if (known != null) {
            return known;
        }
        TaskId made = switch (type) {
            case "FindImage" -> add(type, named().with("name", "image"), List.of());
            case "FindFlavor" -> add(type, named().with("name", "flavor"), List.of());
            case "FindNetwork" -> add(type, named().with("name", "public"), List.of());
            case "FindServerGroup", "FindVolume" ->
                add(
                        type,
                        Value.Obj.EMPTY.with("vim", SimPlans.VIM).with("id", found.getOrDefault(type, "")),
                        List.of());
            case "EnsureFlavor" ->
                add(type, named().with("ramMb", 2048).with("vcpus", 2).with("diskGb", 5), List.of());
            case "CreateNetwork" -> add(type, named(), List.of());
            case "CreateSubnet" ->
                referring(
                        type,
                        named().with("ipVersion", 4).with("cidr", "10.1.0.0/24").with("dhcp", true),
                        Map.of("networkId", "CreateNetwork/networkId"));
            case "CreatePort" ->
                referring(
                        type,
                        named(),
                        Map.of("networkId", "CreateNetwork/networkId"),
                        ids.containsKey("CreateSubnet") ? new String[] {"CreateSubnet"} : new String[0]);
            case "CreateServerGroup" -> add(type, named().with("policy", "affinity"), List.of());
            case "CreateVolume" -> add(type, named().with("sizeGb", 1).with("keep", keepsVolumes), List.of());
            case "CreateServer" -> server();
            case "CreateFloatingIp" -> referring(type, named(), Map.of("portId", "CreatePort/portId"));
            default -> configure(type);
        };
        ids.put(type, made);
        return made;
    }

    private TaskId server() {
        TaskId port = make("CreatePort");
        TaskId image = make("FindImage");
        TaskId flavor = make("FindFlavor");
        return add(
                "CreateServer",
                named().with("imageId", new Value.Ref(image, "/imageId"))
                        .with("flavorId", new Value.Ref(flavor, "/flavorId"))
                        .with("portIds", Value.list(List.of(new Value.Ref(port, "/portId")))),
                List.of(port, image, flavor));
    }

    private TaskId configure(String type) {
        Value.Obj environment =
                Value.Obj.EMPTY.with("namespace", "." + ns + ".vnf-0").with("artifact", "simple");
        Map<String, String> inEnvironment = Map.of("environmentId", "CreateExecutionEnvironment/environmentId");
        return switch (type) {
            case "CreateExecutionEnvironment" ->
                add(type, environment.with("technology", "lxc_proxy_charm"), List.of());
            case "RegisterExecutionEnvironment" ->
                add(
                        type,
                        environment
                                .with("technology", "native_charm")
                                .with("hostname", "10.1.0.9")
                                .with("username", "ubuntu"),
                        List.of());
            case "InstallConfigurationSoftware" ->
                referring(type, Value.Obj.EMPTY.with("artifact", "simple"), inEnvironment);
            case "GetPublicKey" -> {
                make("InstallConfigurationSoftware");
                yield referring(type, Value.Obj.EMPTY, inEnvironment, "InstallConfigurationSoftware");
            }
            case "InjectSshKey" -> {
                // With a subnet the port has an address.
                make("CreateSubnet");
                yield referring(
                        type,
                        Value.Obj.EMPTY.with("vim", SimPlans.VIM).with("user", "ubuntu"),
                        Map.of(
                                "serverId", "CreateServer/serverId",
                                "address", "CreatePort/address",
                                "publicKey", "GetPublicKey/publicKey"));
            }
            case "AddRelation" ->
                referring(
                        type,
                        Value.Obj.EMPTY.with("providerEndpoint", "db").with("requirerEndpoint", "db"),
                        Map.of(
                                "provider", "CreateExecutionEnvironment/environmentId",
                                "requirer", "RegisterExecutionEnvironment/environmentId"));
            case "RunPrimitive" ->
                referring(
                        type,
                        Value.Obj.EMPTY.with("primitive", "touch"),
                        Map.of("executionEnvironment", "CreateExecutionEnvironment/environmentId"),
                        "InstallConfigurationSoftware");
            case "InstallKdu" ->
                add(type, kdu().with("model", "openldap").with("technology", "helm-chart-v3"), List.of());
            // One that takes its time, so that it isn't over as soon as it is accepted.
            case "NoOp" -> add(type, Value.Obj.EMPTY.with("delayMs", 100), List.of());
            default -> throw new IllegalArgumentException("Expected a task that goes forward, but found " + type);
        };
    }

    private static Value.Obj kdu() {
        return Value.Obj.EMPTY
                .with("cluster", "cluster")
                .with("namespace", "default")
                .with("instance", "ldap");
    }

    /** A task that takes down what an earlier operation has made; and after it all the rest of the NS. */
    CrashPlans takingDown(String type, Operation earlier) {
        TaskId last = null;
        switch (type) {
            case "RemoveLeftovers", "RemoveEnvironments" -> {}
            case "UninstallKdu" -> last = add(type, kdu().with("technology", "helm-chart-v3"), List.of());
            case "DeleteExecutionEnvironment" ->
                last = add(type, Value.Obj.EMPTY.with("environmentId", id(earlier, type, "/environmentId")), List.of());
            default -> {
                String thing = type.substring("Delete".length());
                String pointer =
                        "/" + thing.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + thing.substring(1) + "Id";
                last = add(
                        type,
                        Value.Obj.EMPTY.with("vim", SimPlans.VIM).with("id", id(earlier, type, pointer)),
                        List.of());
            }
        }
        return takingAllDown(last == null ? List.of() : List.of(last));
    }

    CrashPlans takingAllDown(List<TaskId> after) {
        TaskId environments = add("RemoveEnvironments", Value.Obj.EMPTY.with("ns", ns), after);
        add("RemoveLeftovers", Value.Obj.EMPTY.with("vim", SimPlans.VIM).with("ns", ns), List.of(environments));
        return this;
    }

    private static String id(Operation earlier, String type, String pointer) {
        var outputs =
                earlier.task(task(earlier.plan(), made(type).getFirst()).id()).outputs();
        return outputs == null ? "" : outputs.at(pointer).flatMap(Value::asText).orElse("");
    }

    /** @param references parameters that are outputs of others: {@code <type>/<output>} */
    private TaskId referring(String type, Value.Obj parameters, Map<String, String> references, String... further) {
        var after = new ArrayList<TaskId>();
        Value.Obj all = parameters;
        // In an order that is the same in every process.
        for (var reference : new TreeMap<>(references).entrySet()) {
            int slash = reference.getValue().indexOf('/');
            TaskId maker = make(reference.getValue().substring(0, slash));
            after.add(maker);
            all = all.with(
                    reference.getKey(),
                    new Value.Ref(maker, reference.getValue().substring(slash)));
        }
        for (String one : further) {
            after.add(make(one));
        }
        return add(type, all, after.stream().distinct().toList());
    }

    private static Value.Obj named() {
        return Value.Obj.EMPTY.with("vim", SimPlans.VIM).with("name", "thing");
    }

    private TaskId add(String type, Value.Obj parameters, List<TaskId> dependsOn) {
        TaskType contract = Catalogue.find(type)
                .orElseThrow(() -> new IllegalArgumentException("Expected a task type, but found " + type));
        var id = TaskId.at(tasks.size());
        tasks.add(new TaskSpec(
                id,
                type,
                type + " " + id,
                contract.adapters().getFirst(),
                parameters,
                dependsOn,
                Duration.ofSeconds(60),
                retries,
                contract.reversibility(),
                Map.of()));
        return id;
    }
}
