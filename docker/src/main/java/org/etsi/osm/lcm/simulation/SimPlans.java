package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.RetryPolicy;
import org.etsi.osm.lcm.core.model.Reversibility;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.FlavorSpec;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;

/**
 * Random plans: networks, ports on them, servers on these with volumes and groups, public addresses, no-ops between
 * them, in chains, forks and diamonds.
 */
final class SimPlans {
    static final String VIM = "vim";
    /** Few names, so that many things have the same. */
    private static final List<String> NAMES = List.of("mgmt", "data");

    private static final Optional<Value> KEPT = Optional.of(new Value.Bool(true));

    private static final Set<String> OF_N2VC =
            Set.of("CreateExecutionEnvironment", "InstallConfigurationSoftware", "RunPrimitive", "RemoveEnvironments");

    private static final int IRREVERSIBLE_ONE_IN = 80;
    private static final int REFUSED_ONE_IN = 40;

    private final SimWorld world;
    private final String imageId;
    private final String flavorId;
    private final Map<OperationId, Integer> made = new HashMap<>();

    SimPlans(SimWorld world) {
        this.world = world;
        this.imageId = theOne(Kind.IMAGE, "image");
        this.flavorId = theOne(Kind.FLAVOR, "flavor");
    }

    /** What a VIM for such plans has beforehand. */
    static SimSeed seed() {
        return new SimSeed(
                List.of("image"),
                List.of(new SimSeed.SeedNetwork("public", "198.51.100.0/24", true)),
                List.of(new FlavorSpec("flavor", 512, 1, 1, Map.of())));
    }

    private String theOne(Kind kind, String name) {
        return world.outside()
                .vim()
                .find(FindQuery.byName(kind, name))
                .getFirst()
                .id();
    }

    Plan make(OperationRequest request) {
        if (Math.floorMod(request.id().value().hashCode(), REFUSED_ONE_IN) == 0) {
            throw new PlanRefusedException(Failure.permanent("REFUSED", "this one has no plan"));
        }
        // Each of an operation's plans by itself: it doesn't depend on what others drew.
        int time = made.merge(request.id(), 1, Integer::sum);
        var draft =
                new Draft(Chance.of(world.seed(), -1_000L * request.id().value().hashCode() - time));
        return request.type().equals("terminate") ? draft.backwards(request.nsInstanceId()) : draft.forwards();
    }

    private final class Draft {
        private final List<TaskSpec> tasks = new ArrayList<>();
        private final List<TaskId> networks = new ArrayList<>();
        private final List<TaskId> ports = new ArrayList<>();
        private final List<TaskId> sharedVolumes = new ArrayList<>();
        private final List<TaskId> groups = new ArrayList<>();
        private final Chance chance;

        Draft(Chance chance) {
            this.chance = chance;
        }

        Plan forwards() {
            int size = chance.between(1, world.size().tasks());
            for (int i = 0; i < size; i++) {
                addSomething();
            }
            return new Plan(tasks);
        }

        /** Everything that the stored operations of the NS have made, and what else carries its tag. */
        Plan backwards(String ns) {
            List<TaskId> addresses = deletions(ns, "CreateFloatingIp", "/floatingIpId", "DeleteFloatingIp", List.of());
            List<TaskId> servers = deletions(ns, "CreateServer", "/serverId", "DeleteServer", List.of());
            List<TaskId> volumes = deletions(ns, "CreateVolume", "/volumeId", "DeleteVolume", servers);
            List<TaskId> groups = deletions(ns, "CreateServerGroup", "/serverGroupId", "DeleteServerGroup", servers);
            List<TaskId> users = new ArrayList<>(servers);
            users.addAll(addresses);
            List<TaskId> ports = deletions(ns, "CreatePort", "/portId", "DeletePort", users);
            List<TaskId> networks = deletions(ns, "CreateNetwork", "/networkId", "DeleteNetwork", ports);
            var all = new ArrayList<TaskId>();
            List.of(addresses, servers, volumes, groups, ports, networks).forEach(all::addAll);
            add("RemoveEnvironments", Value.Obj.EMPTY.with("ns", ns), List.of(), Reversibility.IMPOSSIBLE);
            add("RemoveLeftovers", Value.Obj.EMPTY.with("vim", VIM).with("ns", ns), all, Reversibility.IMPOSSIBLE);
            return new Plan(tasks);
        }

        void addSomething() {
            switch (chance.below(9)) {
                case 0, 1 -> networks.add(addNetwork());
                case 2 -> ports.add(addPort());
                case 3, 4 -> addServer();
                case 5 -> addServerWithMore();
                case 6 -> addFloatingIp();
                case 7 -> addConfiguration();
                default -> addNoOp();
            }
        }

        private TaskId addNetwork() {
            return add("CreateNetwork", named(), some(), Reversibility.EXACT);
        }

        private TaskId addPort() {
            if (networks.isEmpty()) {
                networks.add(addNetwork());
            }
            TaskId network = chance.pick(networks);
            return add(
                    "CreatePort",
                    named().with("networkId", new Value.Ref(network, "/networkId")),
                    with(network),
                    Reversibility.EXACT);
        }

        private void addServer() {
            // A port has one server at most.
            TaskId port = addPort();
            add(
                    "CreateServer",
                    named().with("imageId", imageId)
                            .with("flavorId", flavorId)
                            .with("portIds", Value.list(List.of(new Value.Ref(port, "/portId")))),
                    with(port),
                    Reversibility.EXACT);
        }

        /** One that boots from a volume, in a group, with a further volume that others may have too. */
        private void addServerWithMore() {
            TaskId port = addPort();
            TaskId root = addVolume(volume().with("imageId", imageId));
            if (sharedVolumes.isEmpty() || chance.oneIn(2)) {
                sharedVolumes.add(addVolume(volume().with("multiAttach", true)));
            }
            if (groups.isEmpty() || chance.oneIn(2)) {
                groups.add(add("CreateServerGroup", named().with("policy", "affinity"), some(), Reversibility.EXACT));
            }
            TaskId shared = chance.pick(sharedVolumes);
            TaskId group = chance.pick(groups);
            add(
                    "CreateServer",
                    named().with("flavorId", flavorId)
                            .with("portIds", Value.list(List.of(new Value.Ref(port, "/portId"))))
                            .with("volumes", Value.list(List.of(attached(shared, false), attached(root, true))))
                            .with("serverGroupIds", Value.list(List.of(new Value.Ref(group, "/serverGroupId")))),
                    List.of(port, root, shared, group),
                    Reversibility.EXACT);
        }

        private static Value attached(TaskId volume, boolean boots) {
            return Value.Obj.EMPTY
                    .with("volumeId", new Value.Ref(volume, "/volumeId"))
                    .with("boot", boots);
        }

        private Value.Obj volume() {
            return named().with("sizeGb", 1).with("keep", chance.oneIn(4));
        }

        private TaskId addVolume(Value.Obj parameters) {
            return add("CreateVolume", parameters, some(), Reversibility.EXACT);
        }

        private void addFloatingIp() {
            // A port has one at most.
            TaskId port = addPort();
            add(
                    "CreateFloatingIp",
                    named().with("portId", new Value.Ref(port, "/portId")),
                    with(port),
                    Reversibility.EXACT);
        }

        /** An environment, its software, and a primitive or two that run in it. */
        private void addConfiguration() {
            TaskId environment = add(
                    "CreateExecutionEnvironment",
                    Value.Obj.EMPTY
                            .with("namespace", ".ns." + chance.pick(NAMES) + "-0")
                            .with("technology", "lxc_proxy_charm")
                            .with("artifact", "simple"),
                    some(),
                    Reversibility.EXACT);
            var id = new Value.Ref(environment, "/environmentId");
            TaskId last = add(
                    "InstallConfigurationSoftware",
                    Value.Obj.EMPTY.with("environmentId", id).with("artifact", "simple"),
                    List.of(environment),
                    Reversibility.ABSORBED);
            for (int i = chance.below(3); i > 0; i--) {
                last = add(
                        "RunPrimitive",
                        Value.Obj.EMPTY.with("executionEnvironment", id).with("primitive", "touch"),
                        List.of(environment, last),
                        Reversibility.ABSORBED);
            }
        }

        private void addNoOp() {
            var reversibility = chance.oneIn(IRREVERSIBLE_ONE_IN) ? Reversibility.IMPOSSIBLE : Reversibility.ABSORBED;
            var parameters = Value.Obj.EMPTY.with("echo", "hello");
            add("NoOp", chance.oneIn(2) ? parameters.with("delayMs", 100) : parameters, some(), reversibility);
        }

        private Value.Obj named() {
            return Value.Obj.EMPTY.with("vim", VIM).with("name", chance.pick(NAMES));
        }

        private Set<TaskId> some() {
            var some = new LinkedHashSet<TaskId>();
            for (int i = chance.below(3); i > 0 && !tasks.isEmpty(); i--) {
                some.add(chance.pick(tasks).id());
            }
            return some;
        }

        private List<TaskId> with(TaskId one) {
            var all = new LinkedHashSet<>(some());
            all.add(one);
            return List.copyOf(all);
        }

        List<TaskId> deletions(String ns, String creator, String pointer, String type, List<TaskId> after) {
            var made = new ArrayList<TaskId>();
            for (Operation operation : world.operations().all()) {
                if (!operation.request().nsInstanceId().equals(ns)) {
                    continue;
                }
                for (TaskSpec spec : operation.plan().tasks()) {
                    var outputs = operation.task(spec.id()).outputs();
                    boolean isToBeKept =
                            outputs != null && outputs.field("keep").equals(KEPT);
                    if (spec.type().equals(creator) && outputs != null && !isToBeKept) {
                        outputs.at(pointer)
                                .flatMap(Value::asText)
                                .ifPresent(id -> made.add(add(
                                        type,
                                        Value.Obj.EMPTY.with("vim", VIM).with("id", id),
                                        after,
                                        Reversibility.IMPOSSIBLE)));
                    }
                }
            }
            return made;
        }

        private String adapter(String type) {
            return OF_N2VC.contains(type) || (type.equals("NoOp") && chance.oneIn(2)) ? "n2vc" : "ro";
        }

        TaskId add(String type, Value.Obj parameters, Iterable<TaskId> dependsOn, Reversibility reversibility) {
            var id = TaskId.at(tasks.size());
            var on = new ArrayList<TaskId>();
            dependsOn.forEach(on::add);
            tasks.add(new TaskSpec(
                    id,
                    type,
                    type + " " + id,
                    adapter(type),
                    parameters,
                    on,
                    Duration.ofSeconds(chance.between(40, 80)),
                    new RetryPolicy(chance.between(1, 3), Duration.ofMillis(500), Duration.ofSeconds(2)),
                    reversibility,
                    Map.of()));
            return id;
        }
    }
}
