package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.GetPublicKey;
import org.etsi.osm.lcm.tasks.catalogue.InjectSshKey;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.RunPrimitive;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Primitive;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Technology;

/** What follows once an execution environment has its software: the key into its server, and the day-1 primitives. */
final class PrimitiveTasks {
    private static final String CONFIG = "config";
    private static final String VERIFY = "verify-ssh-credentials";

    private final PlanDraft draft;
    private final DeployVariables variables;
    private final KduTasks kdus;
    private final List<PlannedEnvironment> all;

    /** A primitive with what it is called with. */
    private record Call(String primitive, Value.Obj arguments) {}

    PrimitiveTasks(PlanDraft draft, DeployVariables variables, KduTasks kdus, List<PlannedEnvironment> all) {
        this.draft = draft;
        this.variables = variables;
        this.kdus = kdus;
        this.all = all;
    }

    /**
     * Plans one environment's.
     *
     * @param relations those that it has an end of
     * @param others what its primitives wait for beside these
     * @return the tasks after which the environment is configured
     */
    List<TaskId> plan(PlannedEnvironment environment, List<TaskId> relations, List<TaskId> others) {
        var ready = new ArrayList<>(relations);
        ready.add(environment.installed());
        var key = key(environment, ready);
        var last = key.map(List::of).orElse(List.copyOf(ready));
        key.ifPresent(ready::add);
        ready.addAll(others);
        var seen = new LinkedHashMap<String, Integer>();
        for (Call call : calls(environment, key.isPresent())) {
            int times = seen.merge(call.primitive(), 1, Integer::sum);
            ready.addAll(PrimitiveArguments.tasksBehind(call.arguments()));
            var run = draft.add(
                    RunPrimitive.TYPE,
                    "primitive " + numbered(call.primitive(), times) + " " + environment.label(),
                    new RunPrimitive.Parameters(environment.id(), call.primitive(), call.arguments(), environment.vca())
                            .toValue(),
                    ready,
                    scope(environment));
            ready.clear();
            ready.add(run);
            last = List.of(run);
        }
        return last;
    }

    static String numbered(String primitive, int times) {
        return times == 1 ? primitive : primitive + " (" + times + ")";
    }

    private static Map<String, String> scope(PlannedEnvironment environment) {
        var scope = environment.scope();
        scope.put(Scope.PRIMITIVES, "initial");
        return scope;
    }

    /** None where it logs in to nothing of ours: without a server, to its own, and as nobody, as in OSM. */
    private Optional<TaskId> key(PlannedEnvironment environment, List<TaskId> ready) {
        var configuration = environment.configuration();
        var server = variables.managementOf(environment.element()).server();
        var user = configuration.sshUser();
        boolean isOnIt = environment.descriptor().technology() == Technology.NATIVE_CHARM;
        if (!configuration.isSshRequired() || isOnIt || server == null || user == null) {
            return Optional.empty();
        }
        var address = variables.managementOf(environment.element()).address();
        if (!(address instanceof Value.Ref(var task, var pointer))) {
            throw PlanRefusedException.records("Expected the server of "
                    + environment.element().words() + " to be on a network, but it has no interface: '"
                    + environment.descriptor().name() + "' can't log in");
        }
        var publicKey = draft.add(
                GetPublicKey.TYPE,
                "key of " + environment.label(),
                new GetPublicKey.Parameters(environment.id(), environment.vca()).toValue(),
                ready,
                environment.scope());
        var dependsOn = new ArrayList<>(server.ready());
        dependsOn.add(task);
        dependsOn.add(publicKey);
        var scope = environment.scope();
        scope.put(Scope.VIM, server.vnf().vim().id());
        return Optional.of(draft.add(
                InjectSshKey.TYPE,
                "login of " + environment.label(),
                new InjectSshKey.Parameters(
                                server.vnf().vim().id(),
                                server.id(),
                                new Input.Output(task, pointer),
                                user,
                                Input.output(publicKey, "publicKey"))
                        .toValue(),
                dependsOn,
                scope));
    }

    private List<Call> calls(PlannedEnvironment environment, boolean hasKey) {
        var element = environment.element();
        var calls = new ArrayList<Call>();
        var given = variables.of(element);
        if (element instanceof Element.OfNs) {
            given = given.with(PrimitiveArguments.NS_CONFIG_INFO, applications());
        }
        for (Primitive primitive : environment.configuration().initialOf(environment.descriptor())) {
            calls.add(new Call(
                    primitive.name(), PrimitiveArguments.of(primitive, given, EnvironmentTasks.sourceOf(element))));
        }
        boolean hasConfig = calls.stream().anyMatch(call -> call.primitive().equals(CONFIG));
        if (element instanceof Element.OfNs && !hasConfig) {
            calls.addFirst(new Call(CONFIG, Value.Obj.EMPTY.with(PrimitiveArguments.NS_CONFIG_INFO, applications())));
        }
        if (hasKey && hasConfig) {
            calls.add(indexOfConfig(calls) + 1, new Call(VERIFY, Value.Obj.EMPTY));
        }
        if (element instanceof Element.OfKdu(var vnf, var kdur)) {
            kdus.of(vnf, kdur).ifPresent(kdu -> calls.addFirst(new Call(CONFIG, osmConfig(kdu))));
        }
        return calls;
    }

    private static int indexOfConfig(List<Call> calls) {
        int index = 0;
        while (!calls.get(index).primitive().equals(CONFIG)) {
            index++;
        }
        return index;
    }

    /** How OSM tells a charm of the services of its KDU. */
    private static Value.Obj osmConfig(TaskId kdu) {
        var k8s = Value.Obj.EMPTY.with("services", new Value.Ref(kdu, "/services"));
        return Value.Obj.EMPTY.with("osm-config", Value.Obj.EMPTY.with("v0", Value.Obj.EMPTY.with("k8s", k8s)));
    }

    /** What the NS's charm is told of the others: the application of each charm, by VNF, or by instance of a VDU. */
    private Value applications() {
        var applications = new LinkedHashMap<String, Value>();
        for (PlannedEnvironment environment : all) {
            if (environment.descriptor().technology().isCharm()) {
                var application = new Value.Ref(environment.created(), "/application");
                switch (environment.element()) {
                    case Element.OfNs ns -> {}
                    case Element.OfVnf(var vnf) -> applications.put(vnf.index(), application);
                    case Element.OfVdu(var vnf, var vdur) ->
                        applications.put(vnf.index() + "." + vdur.vdu() + "." + vdur.count(), application);
                    case Element.OfKdu(var vnf, var kdur) -> applications.putIfAbsent(vnf.index(), application);
                }
            }
        }
        return Value.Obj.EMPTY.with("osm-config-mapping", new Value.Obj(applications));
    }
}
