package org.etsi.osm.lcm.simulation;

import java.util.Objects;
import java.util.function.Consumer;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Verb;
import org.jspecify.annotations.Nullable;

/** What has to hold of every snapshot that is stored. */
final class StateRules {
    private StateRules() {}

    static void check(@Nullable Operation before, Operation now, Consumer<String> broken) {
        if (now.parked() != null) {
            broken.accept("Expected no operation to be parked, but " + now.id() + " is: " + now.parked());
        }
        for (int i = 0; i < now.plan().size(); i++) {
            order(now, i, isStarted(before, now, i), broken);
        }
        if (now.state().isTerminal()) {
            ended(now, broken);
        }
        if (now.state() == OperationState.FAILED_TEMP && anyInFlight(now)) {
            broken.accept("Expected nothing in flight in FAILED_TEMP, but " + now.id() + " has");
        }
        var by = before == null ? null : before.supersededBy();
        boolean isKept = by == null || by.equals(now.supersededBy()) || hasWaitedForAnOperator(now);
        if (!isKept) {
            broken.accept("Expected " + now.id() + " to make way for " + by + " to its end, but it is " + now.state()
                    + " for " + now.supersededBy());
        }
        if (before != null && before.tasks().size() == now.tasks().size()) {
            moved(before, now, broken);
        }
    }

    /** At least in the middle of what was folded into this write: a cancel and a retry may come together. */
    private static boolean hasWaitedForAnOperator(Operation now) {
        return now.outbox().stream()
                .anyMatch(item ->
                        item instanceof Outgoing.OperationMoved moved && moved.to() == OperationState.FAILED_TEMP);
    }

    private static boolean anyInFlight(Operation operation) {
        for (int i = 0; i < operation.tasks().size(); i++) {
            if (operation.tasks().get(i).inFlight() != null) {
                return true;
            }
        }
        return false;
    }

    /** A dependency may run again while those go on that don't use its outputs; only who starts has to wait. */
    private static boolean isStarted(@Nullable Operation before, Operation now, int index) {
        boolean isRerun = now.answers().stream().anyMatch(answer -> answer.verb() == Verb.RERUN);
        return !isRerun
                || before == null
                || before.tasks().size() != now.tasks().size()
                || (before.answers().equals(now.answers())
                        && before.tasks().get(index).sequence()
                                != now.tasks().get(index).sequence());
    }

    private static void order(Operation now, int index, boolean isStarted, Consumer<String> broken) {
        Task task = now.tasks().get(index);
        var inFlight = task.inFlight();
        if (inFlight == null) {
            return;
        }
        if (inFlight.action() == CommandAction.EXECUTE && isStarted) {
            for (int on : now.plan().dependsOn(index)) {
                if (!now.tasks().get(on).state().isSatisfied()) {
                    broken.accept("Expected " + TaskId.at(index) + " of " + now.id() + " to start after "
                            + TaskId.at(on) + ", but that is "
                            + now.tasks().get(on).state());
                }
            }
        } else if (inFlight.action() == CommandAction.ROLLBACK) {
            int touched = touchedDependent(now.plan(), now, index);
            if (touched >= 0) {
                broken.accept("Expected " + TaskId.at(index) + " of " + now.id() + " to be undone after "
                        + TaskId.at(touched) + ", but that is "
                        + now.tasks().get(touched).state());
            }
        }
    }

    private static int touchedDependent(Plan plan, Operation now, int index) {
        for (int dependent : plan.dependents(index)) {
            if (now.tasks().get(dependent).needsUndo()) {
                return dependent;
            }
            int further = touchedDependent(plan, now, dependent);
            if (further >= 0) {
                return further;
            }
        }
        return -1;
    }

    private static void ended(Operation now, Consumer<String> broken) {
        if (anyInFlight(now) || now.deadline() != null || now.occupies() || now.settle() != null) {
            broken.accept("Expected nothing in flight, no timer and no occupancy after the end, but found " + now);
        }
        for (int i = 0; i < now.tasks().size(); i++) {
            Task task = now.tasks().get(i);
            if (task.timer() != null) {
                broken.accept("Expected no timer after the end, but " + TaskId.at(i) + " of " + now.id() + " has "
                        + task.timer());
            }
            if (now.state() == OperationState.COMPLETED && !task.state().isSatisfied()) {
                broken.accept("Expected every task of COMPLETED " + now.id() + " to be DONE or SKIPPED, but "
                        + TaskId.at(i) + " is " + task.state());
            }
            if (now.state() == OperationState.ROLLED_BACK && task.needsUndo()) {
                broken.accept("Expected every task of ROLLED_BACK " + now.id() + " to be undone, but " + TaskId.at(i)
                        + " is " + task.state());
            }
        }
    }

    private static void moved(Operation before, Operation now, Consumer<String> broken) {
        boolean staysPaused = before.control() == Control.PAUSED
                && now.control() == Control.PAUSED
                && before.answers().equals(now.answers());
        for (int i = 0; i < now.tasks().size(); i++) {
            long was = before.tasks().get(i).sequence();
            long is = now.tasks().get(i).sequence();
            if (is < was) {
                broken.accept("Expected sequences of " + TaskId.at(i) + " of " + now.id() + " to grow, but " + was
                        + " became " + is);
            }
            if (is > was && staysFrozen(before, now, i)) {
                broken.accept("Expected no new command of a frozen task, but " + TaskId.at(i) + " of " + now.id()
                        + " got #" + is + " under " + now.steering().frozenBy());
            }
            if (staysPaused && is > was) {
                broken.accept(
                        "Expected no new command of paused " + now.id() + ", but " + TaskId.at(i) + " got #" + is);
            }
        }
    }

    private static boolean staysFrozen(Operation before, Operation now, int index) {
        String ns = now.request().nsInstanceId();
        var spec = now.plan().tasks().get(index);
        return before.steering().frozenBy().stream()
                .anyMatch(freeze ->
                        freeze.selects(ns, spec) && now.steering().frozenBy().contains(freeze));
    }

    /** What is in memory, and what was stored. */
    static void same(Operation memory, Operation stored, Consumer<String> broken) {
        boolean isSame = memory.revision() == stored.revision()
                && memory.state() == stored.state()
                && memory.control() == stored.control()
                && memory.steering().equals(stored.steering())
                && memory.occupies() == stored.occupies()
                && memory.queuePosition() == stored.queuePosition()
                && memory.automaticRollback() == stored.automaticRollback()
                && Objects.equals(memory.supersededBy(), stored.supersededBy())
                && Objects.equals(memory.planId(), stored.planId())
                && Objects.equals(memory.settle(), stored.settle())
                && Objects.equals(memory.error(), stored.error())
                && memory.answers().equals(stored.answers())
                && memory.tasks().size() == stored.tasks().size();
        for (int i = 0; isSame && i < memory.tasks().size(); i++) {
            Task mine = memory.tasks().get(i);
            Task its = stored.tasks().get(i);
            isSame = bare(mine).equals(bare(its)) && (mine.timer() == null) == (its.timer() == null);
        }
        if (!isSame) {
            broken.accept(
                    "Expected in memory what is stored of " + stored.id() + ", but found " + memory + " and " + stored);
        }
    }

    private static Task bare(Task task) {
        return task.timer(null).blockedBy(0);
    }
}
