package org.etsi.osm.lcm.core.store.memory;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.port.OperationStore.Stamp;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.jspecify.annotations.Nullable;

/**
 * What a database would hold of an operation: no plan, nothing worked out, timers as what remains of them. Updates
 * touch only what differs between the two snapshots, as there.
 *
 * @param problem why it can't be read back, if it can't
 */
record StoredOperation(Operation operation, Optional<String> problem) {

    static StoredOperation of(Operation operation) {
        TaskTable tasks = operation.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            tasks = tasks.with(i, stored(tasks.get(i), null));
        }
        return new StoredOperation(
                rebuilt(operation, operation.ownership(), stored(operation.deadline(), null), tasks), Optional.empty());
    }

    int partition() {
        return operation.ownership().partition();
    }

    long epoch() {
        return operation.ownership().epoch();
    }

    boolean matches(Operation before) {
        return operation.revision() == before.revision()
                && operation.ownership().equals(before.ownership());
    }

    StoredOperation updated(Write.Update update) {
        Operation before = update.before();
        Operation after = update.after();
        var now = new Moment(update.nowTicksMs(), 0);
        var tasks = new TaskTable[] {operation.tasks()};
        if (before.tasks().size() != after.tasks().size()) {
            tasks[0] = of(after).operation().tasks();
        } else {
            after.tasks().forEachDifference(before.tasks(), i -> {
                if (!after.tasks().get(i).sameFacts(before.tasks().get(i))) {
                    tasks[0] = tasks[0].with(i, stored(after.tasks().get(i), now));
                }
            });
        }
        Timer deadline = java.util.Objects.equals(before.deadline(), after.deadline())
                ? operation.deadline()
                : stored(after.deadline(), now);
        return new StoredOperation(rebuilt(after, after.ownership(), deadline, tasks[0]), problem);
    }

    StoredOperation ownedBy(Ownership ownership) {
        return new StoredOperation(operation.ownedBy(ownership), problem);
    }

    boolean mayPark(Write.Park park) {
        Long revision = park.revision();
        return operation.ownership().equals(park.ownership())
                && (revision == null || operation.revision() == revision || operation.revision() == revision - 1);
    }

    StoredOperation parked(Write.Park park) {
        Long revision = park.revision();
        long next = revision == null ? operation.revision() : revision;
        return new StoredOperation(copy(operation, operation.plan(), next, park.reason()), problem);
    }

    /** Closed, and nothing of it is to happen or to be told any more. */
    StoredOperation killed(Write.Kill kill) {
        Operation o = operation;
        return new StoredOperation(
                new Operation(
                        o.request(),
                        o.ownership(),
                        o.revision(),
                        OperationState.FAILED,
                        kill.atEpochMs(),
                        Control.RUN,
                        o.steering(),
                        false,
                        0,
                        o.planId(),
                        o.plan(),
                        o.tasks(),
                        null,
                        o.automaticRollback(),
                        o.supersededBy(),
                        kill.why(),
                        null,
                        o.answers(),
                        List.of(),
                        o.parked(),
                        Frontier.EMPTY),
                problem);
    }

    StoredOperation broken(String reason) {
        return new StoredOperation(operation, Optional.of(reason));
    }

    StoredOperation mended() {
        return new StoredOperation(operation, Optional.empty());
    }

    Operation withPlan(Plan plan) {
        return copy(operation, plan, operation.revision(), operation.parked());
    }

    Stamp stamp() {
        return new Stamp(
                operation.id(),
                epoch(),
                operation.ownership().owner(),
                operation.revision(),
                operation.isOpen(),
                operation.request());
    }

    private static Task stored(Task task, @Nullable Moment now) {
        return task.timer(stored(task.timer(), now)).blockedBy(0);
    }

    private static @Nullable Timer stored(@Nullable Timer timer, @Nullable Moment now) {
        if (timer == null) {
            return null;
        }
        long remaining = now == null ? timer.remainingMs() : timer.remainingMs(now);
        return new Timer(timer.kind(), timer.originalMs(), 0, remaining, timer.frozen(), timer.armedBy());
    }

    private static Operation copy(Operation o, Plan plan, long revision, @Nullable String parked) {
        return new Operation(
                o.request(),
                o.ownership(),
                revision,
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                plan,
                o.tasks(),
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                o.deadline(),
                o.answers(),
                o.outbox(),
                parked,
                Frontier.EMPTY);
    }

    private static Operation rebuilt(Operation o, Ownership ownership, @Nullable Timer deadline, TaskTable tasks) {
        return new Operation(
                o.request(),
                ownership,
                o.revision(),
                o.state(),
                o.stateEnteredEpochMs(),
                o.control(),
                o.steering(),
                o.occupies(),
                o.queuePosition(),
                o.planId(),
                Plan.EMPTY,
                tasks,
                o.settle(),
                o.automaticRollback(),
                o.supersededBy(),
                o.error(),
                deadline,
                o.answers(),
                o.outbox(),
                o.parked(),
                Frontier.EMPTY);
    }
}
