package org.etsi.osm.lcm.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** What a look at the world is compared with (verb {@code verify}): which tasks are looked at, and what is drift. */
public final class Drift {
    private Drift() {}

    /** Every task that has been at work and isn't now; or the one that is named, whatever it has done. */
    public static List<TaskId> tasksOf(Operation operation, @Nullable TaskId named) {
        if (named != null) {
            return List.of(named);
        }
        var tasks = new ArrayList<TaskId>();
        for (TaskSpec spec : operation.plan().tasks()) {
            Task task = operation.task(spec.id());
            if (task.sequence() > 0 && task.inFlight() == null) {
                tasks.add(spec.id());
            }
        }
        return tasks;
    }

    /** Whether what was seen contradicts what is stored: what is done has to be there, what is undone hasn't. */
    public static boolean isDrift(TaskState state, VerifyVerdict verdict) {
        return switch (state) {
            case DONE -> verdict == VerifyVerdict.ABSENT || verdict == VerifyVerdict.DIFFERS;
            case UNDONE -> verdict == VerifyVerdict.HOLDS || verdict == VerifyVerdict.DIFFERS;
            case WAITING, RUNNING, FAILED, STOPPED, UNDOING, UNDO_FAILED, SKIPPED -> false;
        };
    }
}
