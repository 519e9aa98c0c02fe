package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetes;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.NetworkSpec;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;

/** Who asks for what a {@link CrashScript} says, and then leads everything to its end. */
final class CrashPlay extends SimOperator {
    static final String NS = "ns";
    static final OperationId INSTANTIATE = new OperationId("instantiate");
    static final OperationId TERMINATE = new OperationId("terminate");

    private static final int A_WHILE_MS = 5_000;

    private final SimWorld world;
    private final CrashScript script;
    private final CrashScenario scenario;
    private final List<Incarnation> asleep = new ArrayList<>();
    private int steps;
    private int verbs;
    private boolean isBroken;

    /** What nobody asked for but who leads on, in order. */
    private final List<String> led = new ArrayList<>();

    CrashPlay(SimWorld world, CrashScript script, CrashScenario scenario) {
        super(world);
        this.world = world;
        this.script = script;
        this.scenario = scenario;
    }

    SimWorld world() {
        return world;
    }

    @Override
    void begin() {
        request("instantiate", INSTANTIATE, 0);
    }

    void request(String type, OperationId id, int afterMs) {
        request(
                new OperationRequest(
                        id,
                        NS,
                        type,
                        id.equals(INSTANTIATE) ? 1_000 : 2_000,
                        Value.Obj.EMPTY,
                        FailurePolicy.HOLD,
                        Duration.ofHours(1)),
                afterMs);
    }

    /** Asks it of the operation that came last. */
    void ask(Verb verb) {
        ask(verb, VerbArguments.NONE);
    }

    void ask(Verb verb, VerbArguments arguments) {
        ask(request(verb).with(arguments), 1);
        scenario.asked();
    }

    /** Asks it of the task of a type. */
    void askTask(Verb verb, String type) {
        askTask(verb, type, VerbArguments.NONE);
    }

    void askTask(Verb verb, String type, VerbArguments arguments) {
        TaskSpec task = CrashPlans.task(latest().plan(), type);
        ask(request(verb).on(task.id()).with(arguments), 1);
        scenario.asked();
    }

    private VerbRequest request(Verb verb) {
        return VerbRequest.of("verb-" + verbs++, requests().getLast().id(), verb, "operator");
    }

    Operation latest() {
        return find(requests().getLast().id()).orElseThrow();
    }

    Optional<Operation> find(OperationId id) {
        return world.operations().find(id);
    }

    TaskId task(String type) {
        return CrashPlans.task(latest().plan(), type).id();
    }

    /** The key of a task of the instantiate. */
    String key(String type) {
        Plan plan = find(INSTANTIATE).orElseThrow().plan();
        return INSTANTIATE + "/" + CrashPlans.task(plan, type).id();
    }

    // Trouble

    /** Something else comes in. */
    void tell(Inbound message) {
        world.time().after(1, () -> world.inbox().append(world.inbox().partitionOf(NS), message));
    }

    void freezeForAWhile() {
        var freezer = new SimFreezer(world);
        var selector = new Selector(Selector.Kind.NS, NS);
        freezer.freeze(selector, "freeze");
        world.time().after(A_WHILE_MS, () -> freezer.thaw(selector, "freeze"));
        scenario.asked();
    }

    /** The first command of all is delivered once more. */
    void repeatFirstCommand() {
        var topic = world.side("ro").topic();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            if (topic.end(partition) > 0) {
                topic.append(partition, topic.at(partition, 0));
            }
        }
    }

    /** The document can't be read any more, and the next owner comes upon it. */
    void breakIt() {
        isBroken = true;
        world.operations().breakDocument(INSTANTIATE, "broken by hand");
        world.alive().stream().filter(EngineIncarnation.class::isInstance).forEach(world::crash);
    }

    boolean isBroken(OperationId operation) {
        return isBroken && operation.equals(INSTANTIATE);
    }

    void mend() {
        world.operations().mendDocument(INSTANTIATE);
        world.invariants().landed();
    }

    void fault(SimFault fault) {
        world.outside().vimState().put(fault);
    }

    /** The next that it makes comes out broken. */
    void breakWhatIsMadeBy(String type) {
        switch (type) {
            case "CreateExecutionEnvironment", "RegisterExecutionEnvironment" -> fault(SimVcaFault.Call.CREATE);
            case "InstallKdu" -> fault(SimVcaFault.Call.INSTALL_KDU);
            default -> {
                String words = type.replaceFirst("^(Create|Ensure)", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
                fault(SimFault.always(
                                "broken",
                                Kind.valueOf(words.toUpperCase(Locale.ROOT)),
                                SimFault.Operation.CREATE,
                                new SimFault.BootError("broken by hand"))
                        .times(1));
            }
        }
    }

    private void fault(SimVcaFault.Call call) {
        world.outside()
                .vcaState()
                .put(SimVcaFault.always("broken", new SimVcaFault.Fail("broken by hand"))
                        .on(call)
                        .times(1));
    }

    void noMoreFaults() {
        world.outside().repairVim();
    }

    /** Who has got here dies, for once. */
    void die() {
        world.crash(scenario.who());
    }

    void network(String taskKey) {
        world.outside().vim().create(NetworkSpec.named("late"), new Tags(NS, taskKey));
    }

    void environment(String taskKey) {
        new SimVca(world.outside().openSite())
                .create(new Vca.Creation(
                        NS, taskKey, "", ".ns.late-0", "lxc_proxy_charm", "simple", "", Value.Obj.EMPTY, null));
    }

    void release(String taskKey) {
        new SimKubernetes(world.outside().openSite())
                .install(new Kubernetes.Request(
                        NS,
                        taskKey,
                        "cluster",
                        "default",
                        "late",
                        "helm-chart-v3",
                        "openldap",
                        Value.Obj.EMPTY,
                        List.of(),
                        List.of()));
    }

    /** Nobody rests before. */
    void wait(int ms) {
        world.time().after(ms, () -> {});
    }

    /** All adapters are slow for once. */
    void adaptersSleep() {
        for (Incarnation one : world.alive()) {
            if (one instanceof AdapterIncarnation) {
                one.stall();
                asleep.add(one);
            }
        }
    }

    void adaptersWake() {
        asleep.forEach(Incarnation::goOn);
        asleep.clear();
    }

    @Override
    boolean driveOn() {
        if (askAgain()) {
            return true;
        }
        if (scenario.isAdapterCut()) {
            var unknown = world.operations().all().stream()
                    .filter(CrashPlay::isOfUnknownOutcome)
                    .toList();
            if (!unknown.isEmpty()) {
                unknown.forEach(operation -> ask(lead(operation, Verb.RETRY), 1));
                return true;
            }
        }
        if (steps < script.steps().size()) {
            script.steps().get(steps++).accept(this);
            return true;
        }
        scenario.stepsAreOver();
        return leadOn();
    }

    /** An adapter died when it was about to start a primitive: nobody runs it again unasked. */
    private static boolean isOfUnknownOutcome(Operation operation) {
        return operation.state() == OperationState.FAILED_TEMP
                && operation.plan().tasks().stream()
                        .map(task -> operation.task(task.id()).error())
                        .anyMatch(error -> error != null && error.code().equals("OUTCOME_UNKNOWN"));
    }

    /** To the end of each operation, and of the NS. */
    private boolean leadOn() {
        boolean isAny = false;
        for (Operation operation : world.operations().all()) {
            if (!operation.state().isTerminal()) {
                isAny = true;
                leadOn(operation);
            }
        }
        boolean isLeft = find(INSTANTIATE)
                        .filter(one -> one.state() != OperationState.ROLLED_BACK)
                        .isPresent()
                && find(TERMINATE).isEmpty();
        if (!isAny && isLeft) {
            request("terminate", TERMINATE, 1);
            return true;
        }
        return isAny;
    }

    private void leadOn(Operation operation) {
        for (TaskSpec spec : operation.plan().tasks()) {
            if (operation.task(spec.id()).held()) {
                lead(operation, Verb.RELEASE, spec);
            }
        }
        if (operation.control() == Control.PAUSED) {
            if (!operation.steering().breakpoints().isEmpty()) {
                lead(operation, Verb.CLEAR, null);
            }
            lead(operation, Verb.RESUME, null);
        } else if (operation.state() == OperationState.FAILED_TEMP) {
            boolean isHopeless = operation.plan().tasks().stream()
                    .anyMatch(task -> task.parameters().text("name").equals(Optional.of(CrashPlans.ABSENT)));
            lead(operation, isHopeless ? Verb.ROLLBACK : Verb.RETRY, null);
        }
    }

    private void lead(Operation operation, Verb verb, @org.jspecify.annotations.Nullable TaskSpec task) {
        ask(lead(operation, verb).on(task == null ? null : task.id()), 1);
        led.add(verb + " of " + operation.id());
    }

    private VerbRequest lead(Operation operation, Verb verb) {
        return VerbRequest.of("lead-" + verbs++, operation.id(), verb, "operator");
    }

    /** How everything has ended: what an operator sees, what is left outside, what has run, and what it has taken. */
    Map<String, List<String>> end() {
        var end = new TreeMap<String, List<String>>();
        for (Operation operation : world.operations().all()) {
            var states = new ArrayList<>(List.of(operation.state().name()));
            // One that was closed as FAILED shows its tasks as they were at that moment, whichever it was.
            if (operation.state() != OperationState.FAILED) {
                operation
                        .plan()
                        .tasks()
                        .forEach(task -> states.add(
                                task.label() + " " + operation.task(task.id()).state()));
            }
            end.put(operation.id().value(), states);
        }
        end.put(
                "VIM",
                world.outside().vim().snapshot().stream()
                        .filter(resource -> resource.tags() != null)
                        .map(resource -> resource.kind() + " " + resource.name())
                        .sorted()
                        .toList());
        end.put(
                "primitives",
                world.outside().openSite().history().stream()
                        .filter(event -> event.what() == SimEvent.What.PRIMITIVE_RUN)
                        .map(SimEvent::taskKey)
                        .sorted()
                        .toList());
        end.put("led", led.stream().sorted().toList());
        return end;
    }
}
