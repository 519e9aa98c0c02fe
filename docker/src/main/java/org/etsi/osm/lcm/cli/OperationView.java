package org.etsi.osm.lcm.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etsi.osm.lcm.core.model.Attempt;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoOperationQueries.Row;
import org.jspecify.annotations.Nullable;

/** Operations and tasks as the command line shows them. */
final class OperationView {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private OperationView() {}

    static Value.Obj json(Row row) {
        return Value.Obj.EMPTY
                .with("id", row.id().value())
                .with("nsInstanceId", row.nsInstanceId())
                .with("type", row.type())
                .with("startTime", new Value.Dec(row.startTime()))
                .with("state", row.state())
                .with("stateEnteredAt", row.stateEnteredAt().toString())
                .with("control", row.control())
                .with("queuePosition", row.queuePosition())
                .with("open", row.open())
                .with("tasks", row.taskCount())
                .with("errorCode", row.errorCode())
                .with("errorMessage", row.errorMessage())
                .with("parked", row.parked())
                .with("partition", row.partition())
                .with("owner", row.owner())
                .with("revision", row.revision());
    }

    static Value.Obj json(Operation operation) {
        List<Value> tasks = new ArrayList<>();
        for (TaskSpec spec : operation.plan().tasks()) {
            tasks.add(json(spec, operation.task(spec.id())));
        }
        return Value.Obj.EMPTY
                .with("id", operation.id().value())
                .with("nsInstanceId", operation.request().nsInstanceId())
                .with("type", operation.request().type())
                .with("startTime", new Value.Dec(operation.request().startTime()))
                .with("state", operation.state().name())
                .with(
                        "stateEnteredAt",
                        Instant.ofEpochMilli(operation.stateEnteredEpochMs()).toString())
                .with("control", operation.control().name())
                .with("queuePosition", operation.queuePosition())
                .with("inFlight", inFlight(operation))
                .with("error", json(operation.error()))
                .with("parked", operation.parked() == null ? new Value.Nil() : Value.of(operation.parked()))
                .with("owner", operation.ownership().owner())
                .with("revision", operation.revision())
                .merged(SteeringView.json(operation))
                .with("tasks", Value.list(tasks));
    }

    private static Value.Obj json(TaskSpec spec, Task task) {
        return Value.Obj.EMPTY
                .with("id", spec.id().value())
                .with("type", spec.type())
                .with("label", spec.label())
                .with("adapter", spec.adapter())
                .with("state", task.state().name())
                .with("attempt", task.attempt())
                .with("sequence", task.sequence())
                .with("inFlight", task.inFlight() != null)
                .with(
                        "dependsOn",
                        Value.list(spec.dependsOn().stream()
                                .map(id -> Value.of(id.value()))
                                .toList()))
                .with("reversibility", spec.reversibility().name())
                .with("outputs", task.outputs() == null ? new Value.Nil() : task.outputs())
                .with("error", json(task.error()))
                .merged(SteeringView.json(task))
                .with(
                        "attempts",
                        Value.list(task.attempts().stream()
                                .map(OperationView::json)
                                .toList()));
    }

    private static Value json(Attempt attempt) {
        return Value.Obj.EMPTY
                .with("action", attempt.action().name())
                .with("sequence", attempt.sequence())
                .with("attempt", attempt.attempt())
                .with("status", attempt.status().name())
                .with("error", json(attempt.error()))
                .with("endedAt", Instant.ofEpochMilli(attempt.endedEpochMs()).toString());
    }

    private static Value json(@Nullable Failure failure) {
        return failure == null
                ? new Value.Nil()
                : Value.Obj.EMPTY
                        .with("code", failure.code())
                        .with("message", failure.message())
                        .with("retryable", failure.retryable())
                        .with("detail", failure.detail());
    }

    /** Counted: what is worked out from the tasks isn't there in an operation that was only read. */
    private static long inFlight(Operation operation) {
        return operation.plan().tasks().stream()
                .filter(spec -> operation.task(spec.id()).inFlight() != null)
                .count();
    }

    static String clock(Instant at) {
        return CLOCK.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** What a person reads of an operation, task by task. */
    static void print(Operation operation, Output output) {
        output.line(operation.request().type() + " " + operation.id() + " of NS "
                + operation.request().nsInstanceId());
        output.line("state " + operation.state() + " since "
                + clock(Instant.ofEpochMilli(operation.stateEnteredEpochMs())) + ", control " + operation.control()
                + ", revision " + operation.revision() + ", in flight " + inFlight(operation)
                + (operation.queuePosition() > 0 ? ", queue position " + operation.queuePosition() : ""));
        Failure error = operation.error();
        if (error != null) {
            output.line("error " + error);
        }
        String parked = operation.parked();
        if (parked != null) {
            output.line("parked: " + parked + "; 'unpark' gives it back to the engine, 'kill' closes it");
        }
        SteeringView.print(operation, output);
        if (!operation.isPlanned()) {
            output.line("not planned yet");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (TaskSpec spec : operation.plan().tasks()) {
            Task task = operation.task(spec.id());
            rows.add(Output.row(
                    spec.id(),
                    task.state(),
                    task.attempt(),
                    spec.type(),
                    spec.label(),
                    dependencies(spec),
                    remark(task)));
        }
        output.table(List.of("TASK", "STATE", "TRY", "TYPE", "LABEL", "AFTER", "REMARK"), rows);
    }

    private static String dependencies(TaskSpec spec) {
        return String.join(",", spec.dependsOn().stream().map(id -> id.value()).toList());
    }

    private static String remark(Task task) {
        List<String> remarks = SteeringView.remarks(task);
        Failure error = task.error();
        if (error != null) {
            remarks.add(error.toString());
        } else if (task.timer() != null && task.inFlight() == null) {
            remarks.add("backing off");
        }
        return String.join("; ", remarks);
    }
}
