package org.etsi.osm.lcm.core.engine;

import java.util.Objects;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;

/** What holds of every snapshot, wherever it comes from: the half of {@link Invariants} that knows no event. */
final class StateRules {
    private StateRules() {}

    static void check(Operation operation) {
        for (int i = 0; i < operation.plan().size(); i++) {
            checkTask(operation, i);
        }
        checkControl(operation);
        checkDeadline(operation);
        checkStillness(operation);
        checkFrontier(operation);
        checkMakingWay(operation);
        if (operation.state() == OperationState.ROLLING_BACK) {
            // One that never had its turn goes through this state without resting in it.
            Rule.holds(operation.occupies(), "what rolls back occupies the NS");
        }
        if (operation.state() == OperationState.PROCESSING && operation.parked() == null) {
            Rule.same(operation.queuePosition() > 0, !operation.occupies(), "being queued instead of occupying");
        }
        Rule.holds(operation.answers().size() <= Operation.ANSWERS_KEPT, "the last answers are kept, no more");
    }

    private static void checkTask(Operation operation, int index) {
        Task task = operation.tasks().get(index);
        var inFlight = task.inFlight();
        boolean isUnderWay = task.state() == TaskState.RUNNING || task.state() == TaskState.UNDOING;
        Rule.holds((inFlight != null) == isUnderWay, "a command in flight of what is under way only", task);
        Timer timer = task.timer();
        if (inFlight != null) {
            checkLimit(task, inFlight, Objects.requireNonNull(timer, "a limit of what is in flight"));
        } else if (timer != null) {
            Rule.holds(timer.kind() == Timer.Kind.BACKOFF, "no timer but a back-off of an idle task", task);
            Rule.holds(
                    timer.frozen() == (operation.control() != Control.RUN),
                    "a back-off is frozen while paused only",
                    task);
        }
        checkEnd(operation.state(), task);
    }

    /** What an end promises of each task. */
    private static void checkEnd(OperationState end, Task task) {
        switch (end) {
            case COMPLETED -> Rule.holds(task.state().isSatisfied(), "all of what is COMPLETED is done", task);
            case ROLLED_BACK -> Rule.holds(!task.needsUndo(), "nothing of what is ROLLED_BACK is left", task);
            case FAILED, PARTIALLY_COMPLETED ->
                Rule.holds(
                        !task.touched() || task.state() == TaskState.DONE || task.isLeftover(),
                        "what may be left is listed",
                        task);
            case PROCESSING, FAILED_TEMP, ROLLING_BACK -> {}
        }
    }

    private static void checkLimit(Task task, InFlight inFlight, Timer limit) {
        var kind = inFlight.abort() == null ? Timer.Kind.TIMEOUT : Timer.Kind.ABORT_LIMIT;
        Rule.holds(limit.kind() == kind, "the limit of an attempt, or of its abort", task);
        Rule.holds(!limit.frozen(), "a limit in flight runs on", task);
        Rule.holds(task.touched(), "what is in flight may have side effects", task);
        Rule.holds(task.sequence() == inFlight.sequence(), "the latest command is the one in flight", task);
    }

    /** What an operator's hand is on is told as it is. */
    private static void checkControl(Operation operation) {
        var steering = operation.steering();
        boolean isStepping = steering.stepping() != null;
        Rule.holds(isStepping == (operation.control() == Control.STEP), "a step has a task, and only a step", steering);
        boolean isAtRest = operation.control() == Control.PAUSED && operation.inFlight() == 0;
        Rule.holds(
                (steering.drained() != null) == isAtRest || operation.parked() != null,
                "drained is what is paused with nothing in flight",
                steering);
        Rule.holds(
                steering.stoppedAt() == null || operation.control() == Control.PAUSED,
                "what stands at a breakpoint is paused",
                steering);
        Rule.holds(
                steering.undo() == null || operation.state() == OperationState.ROLLING_BACK,
                "a limit of a rollback only while there is one",
                steering);
        Rule.holds(
                !steering.tolerant() || operation.state() == OperationState.PROCESSING,
                "tolerant is what goes forward",
                steering);
    }

    private static void checkDeadline(Operation operation) {
        Timer deadline = operation.deadline();
        if (deadline == null) {
            return;
        }
        var frontier = operation.frontier();
        boolean isKept = operation.occupies()
                && !frontier.gated().isEmpty()
                && frontier.ready().isEmpty()
                && frontier.inFlight().isEmpty()
                && frontier.backingOff().isEmpty();
        Rule.holds(
                deadline.frozen() == (operation.control() != Control.RUN || isKept),
                "a deadline is frozen while paused, held or frozen only",
                deadline);
    }

    /** What doesn't move has nothing that would move it; what moves has. */
    private static void checkStillness(Operation operation) {
        if (!operation.state().isMoving()) {
            checkRest(operation);
            return;
        }
        boolean isOnItsOwn = operation.control() == Control.RUN && operation.occupies() && operation.parked() == null;
        if (isOnItsOwn && operation.settle() != null) {
            Rule.holds(operation.inFlight() > 0, "something to wait for", operation);
        } else if (isOnItsOwn && operation.isPlanned()) {
            var frontier = operation.frontier();
            Rule.holds(
                    !frontier.inFlight().isEmpty()
                            || !frontier.backingOff().isEmpty()
                            || !frontier.gated().isEmpty(),
                    "something to wait for",
                    operation);
            Rule.holds(frontier.ready().isEmpty() || !frontier.inFlight().isEmpty(), "what may start does", operation);
        }
    }

    private static void checkRest(Operation operation) {
        Rule.holds(operation.inFlight() == 0, "nothing is in flight of what doesn't move", operation);
        Rule.holds(operation.deadline() == null, "no deadline of what doesn't move", operation);
        Rule.holds(operation.settle() == null, "no end is awaited of what doesn't move", operation);
        Rule.holds(operation.control() == Control.RUN, "only what moves is paused", operation);
        for (int i = 0; i < operation.plan().size(); i++) {
            Rule.holds(operation.tasks().get(i).timer() == null, "no timer of what doesn't move", operation);
        }
        if (operation.state().isTerminal()) {
            Rule.holds(!operation.occupies(), "what is over frees the NS");
        }
    }

    private static void checkFrontier(Operation operation) {
        var anew = Frontiers.of(operation.plan(), operation.tasks(), Heading.of(operation));
        Rule.same(operation.frontier(), anew.frontier(), "the frontier");
        Rule.same(operation.tasks(), anew.tasks(), "what blocks each task");
    }

    /** Who makes way for a terminate does nothing else: it ends, goes back by itself, or is closed. */
    private static void checkMakingWay(Operation operation) {
        if (operation.supersededBy() == null || operation.parked() != null) {
            return;
        }
        switch (operation.state()) {
            case PROCESSING -> Rule.holds(operation.settle() != null, "what makes way is being ended", operation);
            case ROLLING_BACK -> Rule.holds(operation.automaticRollback(), "it goes back by itself", operation);
            case FAILED -> Rule.holds(operation.error() != null, "what made way says why", operation);
            case FAILED_TEMP, COMPLETED, PARTIALLY_COMPLETED, ROLLED_BACK ->
                throw new AssertionError("Expected no one who makes way in " + operation.state());
        }
        Rule.holds(operation.control() == Control.RUN, "what makes way isn't paused", operation);
        for (int i = 0; i < operation.plan().size(); i++) {
            Task task = operation.tasks().get(i);
            Rule.holds(!task.held() || operation.state().isTerminal(), "no hold keeps what makes way", TaskId.at(i));
        }
    }
}
