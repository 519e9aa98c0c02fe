package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.sim.SimKubernetes;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.ro.vim.Resource;

/** What has to hold once everything has come to its end. */
final class EndChecks {
    private final SimWorld world;
    private final Consumer<String> broken;

    EndChecks(SimWorld world) {
        this.world = world;
        this.broken = world::violation;
    }

    void check() {
        requestsBecameOperations();
        everythingWasTold();
        resourcesAreAsTheOperationsSay();
        freezesWereAcknowledged();
    }

    /** Whoever owns a partition at the end has heard of the last change of the freezes, or is about to take it over. */
    private void freezesWereAcknowledged() {
        long version = world.freezes().current().version();
        var acknowledged = world.freezes().acknowledged();
        acknowledged.forEach((partition, heard) -> {
            if (heard != version) {
                broken.accept("Expected version " + version + " of the freezes to be acknowledged for partition "
                        + partition + ", but found " + heard);
            }
        });
    }

    private void requestsBecameOperations() {
        for (OperationRequest request : world.operator().requests()) {
            Operation operation = world.operations().find(request.id()).orElse(null);
            if (operation == null) {
                broken.accept("Expected request " + request.id() + " to become an operation, but there is none");
            } else if (!operation.state().isTerminal() || operation.isOpen()) {
                broken.accept("Expected operation " + request.id() + " to have come to its end, but it is "
                        + operation.state() + " with " + operation.outbox());
            }
        }
        if (world.operations().all().size() != world.operator().requests().size()) {
            broken.accept("Expected one operation for each request, but found "
                    + world.operations().all().size());
        }
    }

    private void everythingWasTold() {
        var untold = world.invariants().untold();
        if (!untold.isEmpty()) {
            broken.accept("Expected every stored transition to be told, but these weren't: " + untold);
        }
        var unanswered = world.operator().unanswered();
        if (!unanswered.isEmpty()) {
            broken.accept("Expected every verb to be answered, but these weren't: " + new TreeSet<>(unanswered));
        }
    }

    private void resourcesAreAsTheOperationsSay() {
        Map<String, List<Resource>> byTask = world.outside().vim().snapshot().stream()
                .filter(resource -> resource.tags() != null)
                .collect(Collectors.groupingBy(EndChecks::task, TreeMap::new, Collectors.toList()));
        byTask.forEach((task, resources) -> {
            if (resources.size() > 1) {
                broken.accept("Expected one resource at most of task " + task + ", but found " + resources);
            }
        });
        nothingIsLeftOfTheTerminated();
        whatIsKeptIsThere();
        for (Operation operation : world.operations().all()) {
            var tasks = operation.plan().tasks();
            if (isRolledBack(operation)) {
                tasks.stream()
                        .filter(task -> !operation.task(task.id()).isLeftover())
                        .forEach(task -> none(operation, task, byTask));
            } else if (isFinished(operation) && isUntouchedSince(operation)) {
                tasks.stream()
                        .filter(task -> operation.task(task.id()).state() == TaskState.DONE)
                        .forEach(task -> one(operation, task, byTask));
            }
        }
    }

    /** Where the last operation of an NS is a terminate that did its work, nothing carries its tag. */
    private void nothingIsLeftOfTheTerminated() {
        var last = new TreeMap<String, Operation>();
        for (Operation operation : world.operations().all()) {
            last.merge(
                    operation.request().nsInstanceId(),
                    operation,
                    (one, other) -> one.stateEnteredEpochMs() <= other.stateEnteredEpochMs() ? other : one);
        }
        last.forEach((ns, operation) -> {
            var left = world.outside().vim().snapshot().stream()
                    .filter(resource ->
                            resource.tags() != null && resource.tags().ns().equals(ns))
                    .toList();
            boolean isTakenDown =
                    operation.request().type().equals("terminate") && operation.state() == OperationState.COMPLETED;
            if (isTakenDown && isDone(operation, "RemoveEnvironments")) {
                nothingIsConfigured(ns);
            }
            if (isTakenDown && isDone(operation, "RemoveLeftovers") && !left.isEmpty()) {
                broken.accept("Expected nothing of terminated " + ns + " at the VIM, but found " + left);
            }
        });
    }

    /** An operator may have skipped it. */
    private static boolean isDone(Operation operation, String type) {
        return operation.plan().tasks().stream()
                .filter(task -> task.type().equals(type))
                .allMatch(task -> operation.task(task.id()).state() == TaskState.DONE);
    }

    /** A volume that outlives its NS is there, whether its NS is or not; only its own task's rollback takes it away. */
    private void whatIsKeptIsThere() {
        for (Operation operation : world.operations().all()) {
            for (TaskSpec spec : operation.plan().tasks()) {
                var task = operation.task(spec.id());
                var outputs = task.outputs();
                if (!spec.type().equals("CreateVolume") || task.state() != TaskState.DONE || outputs == null) {
                    continue;
                }
                String id = outputs.text("volumeId").orElse("");
                boolean isKept = outputs.field("keep").equals(Optional.of(new Value.Bool(true)));
                boolean isThere = world.outside().vim().snapshot().stream()
                        .anyMatch(resource -> resource.id().equals(id));
                if (isKept && !isThere) {
                    broken.accept("Expected volume " + id + " of " + key(operation, spec)
                            + " to be kept, but it isn't there");
                }
            }
        }
    }

    private void nothingIsConfigured(String ns) {
        var site = world.outside().openSite();
        var environments = new SimVca(site).ofNs(ns);
        var releases = new SimKubernetes(site).ofNs(ns);
        if (!environments.isEmpty() || !releases.isEmpty()) {
            broken.accept("Expected no environment and no release of terminated " + ns + ", but found " + environments
                    + " and " + releases);
        }
    }

    private static String task(Resource resource) {
        var tags = resource.tags();
        return tags == null ? "" : tags.task();
    }

    private static boolean isFinished(Operation operation) {
        return operation.state() == OperationState.COMPLETED || operation.state() == OperationState.PARTIALLY_COMPLETED;
    }

    /** By an operator, or by itself without anything left: that ends as FAILED. */
    private static boolean isRolledBack(Operation operation) {
        return operation.state() == OperationState.ROLLED_BACK
                || (operation.state() == OperationState.FAILED
                        && operation.automaticRollback()
                        && operation.plan().tasks().stream()
                                .noneMatch(task -> operation.task(task.id()).needsUndo()));
    }

    private static String key(Operation operation, TaskSpec task) {
        return operation.id() + "/" + task.id();
    }

    private void none(Operation operation, TaskSpec task, Map<String, List<Resource>> byTask) {
        var found = byTask.get(key(operation, task));
        if (found != null) {
            broken.accept("Expected nothing of ROLLED_BACK " + operation.id() + " at the VIM, but found " + found);
        }
        var site = world.outside().openSite();
        var environments = new SimVca(site).ofTask(key(operation, task));
        var releases = new SimKubernetes(site).ofTask(key(operation, task));
        if (!environments.isEmpty() || !releases.isEmpty()) {
            broken.accept("Expected nothing of ROLLED_BACK " + operation.id() + " at the VCA, but found " + environments
                    + " and " + releases);
        }
    }

    private void one(Operation operation, TaskSpec task, Map<String, List<Resource>> byTask) {
        var found = byTask.getOrDefault(key(operation, task), List.of());
        int expected = task.type().startsWith("Create") && task.adapter().equals("ro") ? 1 : 0;
        if (found.size() != expected) {
            broken.accept("Expected " + expected + " resource of " + task.type() + " " + key(operation, task)
                    + " at the VIM, since its operation is finished and it is DONE, but found " + found);
        }
        boolean isEnvironment = task.type().equals("CreateExecutionEnvironment");
        var environments = new SimVca(world.outside().openSite()).ofTask(key(operation, task));
        if (environments.size() != (isEnvironment ? 1 : 0)) {
            broken.accept("Expected " + (isEnvironment ? 1 : 0) + " environment of " + task.type() + " "
                    + key(operation, task) + ", since its operation is finished and it is DONE, but found "
                    + environments);
        }
    }

    /** No terminate of the NS has ever begun to take it down. */
    private boolean isUntouchedSince(Operation operation) {
        return world.operations().all().stream()
                .filter(other -> other.request()
                        .nsInstanceId()
                        .equals(operation.request().nsInstanceId()))
                .noneMatch(other -> other.request().type().equals("terminate") && other.isPlanned());
    }
}
