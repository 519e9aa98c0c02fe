package org.etsi.osm.lcm.kafka.osm;

import java.util.Set;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;

/**
 * The two parts of an operation that OSM tells apart, {@code operational-status} and {@code config-status}, and how far
 * one of them is.
 *
 * @param exists the plan has tasks of it
 * @param isDone all of them are done
 * @param hasFailed one of them has failed
 */
record Part(boolean exists, boolean isDone, boolean hasFailed) {
    private static final Set<String> CONFIGURATION = Set.of(
            "CreateExecutionEnvironment",
            "RegisterExecutionEnvironment",
            "InstallConfigurationSoftware",
            "GetPublicKey",
            "InjectSshKey",
            "AddRelation",
            "RunPrimitive",
            "DeleteExecutionEnvironment",
            "RemoveEnvironments");

    /** What is at VIMs and in clusters. */
    static Part deployment(Operation operation) {
        return of(operation, false);
    }

    /** What is done to it by execution environments. */
    static Part configuration(Operation operation) {
        return of(operation, true);
    }

    static boolean isConfiguration(TaskSpec spec) {
        return CONFIGURATION.contains(spec.type());
    }

    private static Part of(Operation operation, boolean configuration) {
        boolean exists = false;
        boolean isDone = true;
        boolean hasFailed = false;
        for (int i = 0; i < operation.tasks().size(); i++) {
            if (isConfiguration(operation.plan().tasks().get(i)) == configuration) {
                Task task = operation.tasks().get(i);
                exists = true;
                isDone &= task.state().isSatisfied();
                hasFailed |= task.state() == TaskState.FAILED || task.state() == TaskState.UNDO_FAILED;
            }
        }
        return new Part(exists, isDone, hasFailed);
    }
}
