package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
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

/** Random plans: networks, ports on them, servers on these, no-ops between them, in chains, forks and diamonds. */
final class SimPlans {
    static final String VIM = "vim";
    /** Few names, so that many things have the same. */
    private static final List<String> NAMES = List.of("mgmt", "data");

    private static final int MOST_TASKS = 12;
    private static final int IRREVERSIBLE_ONE_IN = 80;
    private static final int REFUSED_ONE_IN = 40;

    private final SimWorld world;
    private final String imageId;
    private final String flavorId;

    SimPlans(SimWorld world) {
        this.world = world;
        this.imageId = theOne(Kind.IMAGE, "image");
        this.flavorId = theOne(Kind.FLAVOR, "flavor");
    }

    /** What a VIM for such plans has beforehand. */
    static SimSeed seed() {
        return new SimSeed(List.of("image"), List.of(), List.of(new FlavorSpec("flavor", 512, 1, 1, Map.of())));
    }

    private String theOne(Kind kind, String name) {
        return world.vim().find(FindQuery.byName(kind, name)).getFirst().id();
    }

    Plan make(OperationRequest request) {
        if (Math.floorMod(request.id().value().hashCode(), REFUSED_ONE_IN) == 0) {
            throw new PlanRefusedException(Failure.permanent("REFUSED", "this one has no plan"));
        }
        return request.type().equals("terminate") ? backwards(request.nsInstanceId()) : forwards();
    }

    private Plan forwards() {
        var draft = new Draft();
        int size = world.chance().between(1, MOST_TASKS);
        for (int i = 0; i < size; i++) {
            draft.addSomething();
        }
        return new Plan(draft.tasks);
    }

    /** Everything that the stored operations of the NS have made, and what else carries its tag. */
    private Plan backwards(String ns) {
        var draft = new Draft();
        List<TaskId> servers = draft.deletions(ns, "CreateServer", "/serverId", "DeleteServer", List.of());
        List<TaskId> ports = draft.deletions(ns, "CreatePort", "/portId", "DeletePort", servers);
        List<TaskId> networks = draft.deletions(ns, "CreateNetwork", "/networkId", "DeleteNetwork", ports);
        var all = new ArrayList<>(servers);
        all.addAll(ports);
        all.addAll(networks);
        draft.add("RemoveLeftovers", Value.Obj.EMPTY.with("vim", VIM).with("ns", ns), all, Reversibility.IMPOSSIBLE);
        return new Plan(draft.tasks);
    }

    private final class Draft {
        private final List<TaskSpec> tasks = new ArrayList<>();
        private final List<TaskId> networks = new ArrayList<>();
        private final List<TaskId> ports = new ArrayList<>();

        void addSomething() {
            switch (world.chance().below(4)) {
                case 0 -> networks.add(addNetwork());
                case 1 -> ports.add(addPort());
                case 2 -> addServer();
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
            TaskId network = world.chance().pick(networks);
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

        private void addNoOp() {
            var reversibility =
                    world.chance().oneIn(IRREVERSIBLE_ONE_IN) ? Reversibility.IMPOSSIBLE : Reversibility.ABSORBED;
            var parameters = Value.Obj.EMPTY.with("echo", "hello");
            add("NoOp", world.chance().oneIn(2) ? parameters.with("delayMs", 100) : parameters, some(), reversibility);
        }

        private Value.Obj named() {
            return Value.Obj.EMPTY.with("vim", VIM).with("name", world.chance().pick(NAMES));
        }

        private Set<TaskId> some() {
            var some = new LinkedHashSet<TaskId>();
            for (int i = world.chance().below(3); i > 0 && !tasks.isEmpty(); i--) {
                some.add(world.chance().pick(tasks).id());
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
                    if (spec.type().equals(creator) && outputs != null) {
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

        TaskId add(String type, Value.Obj parameters, Iterable<TaskId> dependsOn, Reversibility reversibility) {
            var id = TaskId.at(tasks.size());
            var on = new ArrayList<TaskId>();
            dependsOn.forEach(on::add);
            tasks.add(new TaskSpec(
                    id,
                    type,
                    type + " " + id,
                    type.equals("NoOp") && world.chance().oneIn(2) ? "n2vc" : "ro",
                    parameters,
                    on,
                    Duration.ofSeconds(world.chance().between(40, 80)),
                    new RetryPolicy(world.chance().between(1, 3), Duration.ofMillis(500), Duration.ofSeconds(2)),
                    reversibility,
                    Map.of()));
            return id;
        }
    }
}
