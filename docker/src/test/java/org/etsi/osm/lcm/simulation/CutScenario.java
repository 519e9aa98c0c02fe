package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;

/**
 * One NS is instantiated and terminated, or cancelled and rolled back in the middle, in a world where nothing fails but
 * that one process is cut off at one place.
 */
final class CutScenario implements Scenario {
    /** An instantiate that is cancelled when it gets to a place, and rolled back. */
    record Cancel(Place at) {}

    /** The n-th time that a process is at a point of a task. */
    record Place(CrashPoint point, String taskKey, int time) {}

    private static final String INSTANTIATE = "instantiate";
    private static final String TERMINATE = "terminate";
    private static final int MOST_TIMES = 2;

    private final PlannedRecords records;
    private final String ns;
    private final Value.Obj parameters;
    private final Optional<Place> cut;
    private final Optional<Cancel> cancel;
    private final Map<Place, Integer> times = new HashMap<>();
    private final List<Place> reached = new ArrayList<>();
    private final Map<OperationId, Operation> shown = new HashMap<>();
    private final Set<String> types = new TreeSet<>();
    private boolean isCut;

    CutScenario(PlannedRecords records, String ns, Value.Obj parameters, Optional<Place> cut, Optional<Cancel> cancel) {
        this.records = records;
        this.ns = ns;
        this.parameters = parameters;
        this.cut = cut;
        this.cancel = cancel;
    }

    /** Where processes have been, each place once: where a run like this one can be cut off. */
    List<Place> places() {
        return List.copyOf(reached);
    }

    /** What there was to do: {@code <operation> <task type>}. */
    Set<String> types() {
        return types;
    }

    boolean isCut() {
        return isCut;
    }

    String ns() {
        return ns;
    }

    @Override
    public boolean isFaulty() {
        return false;
    }

    @Override
    public SimSeed seed() {
        return SimSeed.usual();
    }

    @Override
    public Plan plan(SimWorld world, OperationRequest request) {
        shown.values().forEach(records::show);
        List<Operation> earlier = world.operations().all().stream()
                .filter(operation -> !operation.id().equals(request.id()))
                .sorted(Comparator.comparing(Operation::id).reversed())
                .toList();
        Plan plan = records.plan(request, earlier);
        plan.tasks().forEach(task -> types.add(request.type() + " " + task.type()));
        return plan;
    }

    @Override
    public void shown(Operation snapshot) {
        shown.merge(snapshot.id(), snapshot, (one, other) -> one.revision() > other.revision() ? one : other);
    }

    @Override
    public boolean isWatching() {
        return true;
    }

    @Override
    public void reached(SimWorld world, Incarnation who, List<Mark> marks, boolean isAfter) {
        for (Mark mark : marks) {
            // What is in the ledger beside results is the crash sweep's, for each task type there is.
            boolean isMeant = mark.call().site() != CrashCall.Site.LEDGER || mark.call() == CrashCall.RESULT;
            if (isMeant && mark.taskKey().contains("/") && who.isAlive()) {
                reached(world, who, mark.point(isAfter), mark.taskKey());
            }
        }
    }

    private void reached(SimWorld world, Incarnation who, CrashPoint point, String taskKey) {
        int time = times.merge(new Place(point, taskKey, 0), 1, Integer::sum);
        var place = new Place(point, taskKey, time);
        if (time <= MOST_TIMES) {
            reached.add(place);
        }
        if (cut.filter(place::equals).isPresent()) {
            isCut = true;
            world.interruption(who.name(), "is cut off at " + place);
            world.crash(who);
        }
        if (cancel.filter(asked -> asked.at().equals(place)).isPresent()) {
            world.operator().ask(new OperationId(INSTANTIATE), Verb.CANCEL, CancelMode.FORCEFUL, 0);
        }
    }

    @Override
    public SimOperator operator(SimWorld world) {
        return new User(world);
    }

    /** Asks for one thing after another; whatever doesn't end as it should breaks the run. */
    private final class User extends SimOperator {
        private final SimWorld world;

        private User(SimWorld world) {
            super(world);
            this.world = world;
        }

        @Override
        void begin() {
            request(requestOf(INSTANTIATE, 1_000, parameters), 0);
        }

        private OperationRequest requestOf(String type, double startTime, Value.Obj with) {
            return new OperationRequest(
                    new OperationId(type), ns, type, startTime, with, FailurePolicy.HOLD, Duration.ofHours(1));
        }

        @Override
        boolean driveOn() {
            Operation instantiate = find(INSTANTIATE).orElseThrow();
            Optional<Operation> terminate = find(TERMINATE);
            if (terminate.isPresent()) {
                if (isForTheOperatorToJudge(terminate.get())) {
                    ask(terminate.get().id(), Verb.RETRY, null, 1);
                    return true;
                }
                expect(terminate.get(), OperationState.COMPLETED);
                everyPrimitiveRanOnce(terminate.get());
                return false;
            }
            if (instantiate.state() == OperationState.FAILED_TEMP && cancel.isPresent()) {
                ask(instantiate.id(), Verb.ROLLBACK, null, 1);
                return true;
            }
            if (instantiate.state() == OperationState.ROLLED_BACK && cancel.isPresent()) {
                return false;
            }
            if (isForTheOperatorToJudge(instantiate)) {
                ask(instantiate.id(), Verb.RETRY, null, 1);
                return true;
            }
            expect(instantiate, OperationState.COMPLETED);
            everyPrimitiveRanOnce(instantiate);
            if (!world.isBroken()) {
                request(requestOf(TERMINATE, 2_000, Value.Obj.EMPTY), 1);
            }
            return true;
        }

        /** An adapter died when it was about to start primitives: nobody runs them again unasked. */
        private boolean isForTheOperatorToJudge(Operation operation) {
            List<TaskSpec> failed = operation.plan().tasks().stream()
                    .filter(task -> operation.task(task.id()).state() == TaskState.FAILED)
                    .toList();
            return cut.filter(at -> !at.point().call().site().isOfEngine()).isPresent()
                    && operation.state() == OperationState.FAILED_TEMP
                    && failed.stream().allMatch(task -> isUnknownRun(operation, task));
        }

        private static boolean isUnknownRun(Operation operation, TaskSpec task) {
            var error = operation.task(task.id()).error();
            return task.type().equals("RunPrimitive")
                    && error != null
                    && error.code().equals("OUTCOME_UNKNOWN");
        }

        private void everyPrimitiveRanOnce(Operation operation) {
            List<String> ran = world.outside().openSite().history().stream()
                    .filter(event -> event.what() == SimEvent.What.PRIMITIVE_RUN)
                    .map(SimEvent::taskKey)
                    .filter(key -> key.startsWith(operation.id() + "/"))
                    .sorted()
                    .toList();
            List<String> asked = operation.plan().tasks().stream()
                    .filter(task -> task.type().equals("RunPrimitive"))
                    .map(task -> operation.id() + "/" + task.id())
                    .sorted()
                    .toList();
            if (!ran.equals(asked)) {
                world.violation("Expected each primitive of " + asked + " to be run once, but these were: " + ran);
            }
        }

        private Optional<Operation> find(String id) {
            return world.operations().find(new OperationId(id));
        }

        private void expect(Operation operation, OperationState state) {
            if (operation.state() != state) {
                world.violation("Expected " + operation.id() + " to end as " + state + ", but it is "
                        + operation.state() + " with " + operation.error() + ": " + errors(operation));
            }
        }

        private static List<String> errors(Operation operation) {
            return operation.plan().tasks().stream()
                    .filter(task -> operation.task(task.id()).error() != null)
                    .map(task -> task.label() + " " + operation.task(task.id()).state() + " "
                            + operation.task(task.id()).error())
                    .toList();
        }
    }
}
