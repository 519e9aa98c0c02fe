package org.etsi.osm.lcm.kafka.osm;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.tasks.catalogue.Scope;

/** OSM's own names for how far an operation is (contracts §3.1 and §3.2). */
enum Stage {
    PREPARATION("1/5: preparation of the environment."),
    DEPLOYMENT("2/5: deployment of KDUs, VMs and execution environments."),
    DAY_1_OF_VDU("3/5: running Day-1 primitives for VDU."),
    DAY_1_OF_VNF("4/5: running Day-1 primitives for VNF."),
    DAY_1_OF_NS("5/5: running Day-1 primitives for NS."),
    END_PREPARATION("1/3 prepare task."),
    TERMINATE_PRIMITIVES("2/3 execute terminating primitives."),
    DELETION("3/3 delete all.");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The stage of an operation that isn't planned yet. */
    static Stage first(Operation operation) {
        return isTerminate(operation) ? END_PREPARATION : PREPARATION;
    }

    /** The earliest stage that isn't over: it never goes back while nothing is undone. */
    static Stage of(Operation operation) {
        Stage earliest = isTerminate(operation) ? DELETION : DAY_1_OF_NS;
        boolean isOver = true;
        Stage latest = first(operation);
        for (int i = 0; i < operation.tasks().size(); i++) {
            Stage stage = of(operation, operation.plan().tasks().get(i));
            latest = latest.compareTo(stage) < 0 ? stage : latest;
            if (!operation.tasks().get(i).state().isSatisfied()) {
                isOver = false;
                earliest = earliest.compareTo(stage) < 0 ? earliest : stage;
            }
        }
        return isOver ? latest : earliest;
    }

    /** The stage in which a task has failed, if one has. */
    static Optional<Stage> ofFailure(Operation operation) {
        for (int i = 0; i < operation.tasks().size(); i++) {
            Task task = operation.tasks().get(i);
            if (task.state() == TaskState.FAILED || task.state() == TaskState.UNDO_FAILED) {
                return Optional.of(of(operation, operation.plan().tasks().get(i)));
            }
        }
        return Optional.empty();
    }

    private static Stage of(Operation operation, TaskSpec spec) {
        boolean isPrimitive = spec.type().equals("RunPrimitive");
        if (isTerminate(operation)) {
            return isPrimitive ? TERMINATE_PRIMITIVES : DELETION;
        }
        if (!isPrimitive) {
            return DEPLOYMENT;
        }
        return switch (spec.scope().getOrDefault(Scope.ELEMENT, "VNF")) {
            case "VDU", "KDU" -> DAY_1_OF_VDU;
            case "NS" -> DAY_1_OF_NS;
            default -> DAY_1_OF_VNF;
        };
    }

    private static boolean isTerminate(Operation operation) {
        return operation.request().type().equals("terminate");
    }
}
