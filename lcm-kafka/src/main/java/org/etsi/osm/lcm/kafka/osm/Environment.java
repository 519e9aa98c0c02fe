package org.etsi.osm.lcm.kafka.osm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/**
 * The tasks of a plan that are about one execution environment.
 *
 * @param place in {@code _admin.deployed.VCA} and {@code configurationStatus}
 */
record Environment(int place, List<At> tasks) {
    /** A task and its facts. */
    record At(TaskSpec spec, Task task) {
        boolean is(String type) {
            return spec.type().equals(type);
        }

        boolean makes() {
            return is("CreateExecutionEnvironment") || is("RegisterExecutionEnvironment");
        }

        boolean isDone() {
            return task.state().isSatisfied();
        }
    }

    /** By place. */
    static Collection<Environment> of(Operation operation) {
        // What comes before its making is about one that an earlier instantiate left in the same place.
        boolean isEnd = operation.request().type().equals("terminate");
        var found = new TreeMap<Integer, Environment>();
        for (int i = 0; i < operation.tasks().size(); i++) {
            TaskSpec spec = operation.plan().tasks().get(i);
            Task task = operation.tasks().get(i);
            var at = new At(spec, task);
            Optional<Integer> place = place(spec, Scope.ENVIRONMENT);
            if (place.isPresent() && (isEnd || at.makes() || found.containsKey(place.get()))) {
                found.computeIfAbsent(place.get(), p -> new Environment(p, new ArrayList<>()))
                        .tasks()
                        .add(at);
            }
        }
        return found.values();
    }

    /** A place in a list of the NS's record; nothing if the scope has none. */
    static Optional<Integer> place(TaskSpec spec, String key) {
        String text = spec.scope().getOrDefault(key, "");
        boolean isPlace = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isPlace ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** The task that makes it; nothing in a plan that only removes it. */
    Optional<At> making() {
        return first(At::makes);
    }

    Optional<At> first(Predicate<At> which) {
        return tasks.stream().filter(which).findFirst();
    }

    boolean any(Predicate<At> which) {
        return tasks.stream().anyMatch(which);
    }

    Map<String, String> scope() {
        return making().orElse(tasks.getFirst()).spec().scope();
    }

    /** It is there, as far as is known. */
    boolean isThere() {
        return making().filter(At::isDone).isPresent();
    }

    /** Nothing of it is left, or ever was. */
    boolean isGone() {
        List<At> deleting =
                tasks.stream().filter(at -> at.is("DeleteExecutionEnvironment")).toList();
        boolean isDeleted = !deleting.isEmpty() && deleting.stream().allMatch(At::isDone);
        return isDeleted
                || making().filter(at -> at.task().state() == TaskState.UNDONE
                                || !at.task().touched())
                        .isPresent();
    }

    boolean hasFailed() {
        return any(at -> at.task().state() == TaskState.FAILED || at.task().state() == TaskState.UNDO_FAILED);
    }

    /** Why, if one of its tasks has failed. */
    Optional<Failure> failure() {
        return tasks.stream()
                .filter(at -> at.task().state() == TaskState.FAILED || at.task().state() == TaskState.UNDO_FAILED)
                .flatMap(at -> Optional.ofNullable(at.task().error()).stream())
                .findFirst();
    }

    /** OSM's word for how far it is on its way in. */
    String statusOfCreation(Phase phase) {
        boolean isUndone = phase == Phase.ROLLED_BACK || phase == Phase.ROLLING_BACK;
        if (isUndone) {
            return isGone() ? "DELETED" : hasFailed() && phase == Phase.ROLLED_BACK ? "BROKEN" : "TERMINATING";
        }
        if (tasks.stream().allMatch(At::isDone)) {
            return "READY";
        }
        if (hasFailed() || Projection.isOver(phase)) {
            return "BROKEN";
        }
        if (!isThere()) {
            boolean isNative =
                    making().filter(at -> at.is("RegisterExecutionEnvironment")).isPresent();
            return isNative ? "REGISTERING" : "CREATING";
        }
        boolean isInstalled = tasks.stream()
                .filter(at -> at.is("InstallConfigurationSoftware"))
                .allMatch(At::isDone);
        boolean isRunning = any(at -> at.is("RunPrimitive") && at.task().state() != TaskState.WAITING);
        return isInstalled && isRunning ? "EXECUTING PRIMITIVE" : "INSTALLING SW";
    }

    /** The same on its way out. */
    String statusOfRemoval(Phase phase) {
        return phase == Phase.COMPLETED || isGone()
                ? "DELETED"
                : hasFailed() || Projection.isOver(phase) ? "BROKEN" : "TERMINATING";
    }

    /** An output of the first of its tasks that has it. */
    Value output(String name) {
        for (At at : tasks) {
            Value.Obj outputs = at.task().outputs();
            if (outputs != null && at.isDone() && outputs.field(name).isPresent()) {
                return outputs.field(name).get();
            }
        }
        return new Value.Nil();
    }
}
