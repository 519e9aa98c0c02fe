package org.etsi.osm.lcm.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Answers;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Edit;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;

/** Where an operator's hand is on an operation and its tasks, as the command line shows it. */
final class SteeringView {
    private SteeringView() {}

    /** An operation's part, with what is in flight, and what is left of one that is over. */
    static Value.Obj json(Operation operation) {
        Steering steering = operation.steering();
        var undo = steering.undo();
        Value.Obj json = Value.Obj.EMPTY
                .with("breakpoints", selectors(steering.breakpoints()))
                .with("stoppedAt", id(steering.stoppedAt()))
                .with("stepping", id(steering.stepping()))
                .with("frozenBy", selectors(steering.frozenBy()))
                .with("tolerant", steering.tolerant())
                .with("undo", undo == null ? new Value.Nil() : Value.of(undo.toString()))
                .with("drain", Answers.drain(operation));
        return operation.state().isTerminal() ? json.with("leftovers", Answers.leftovers(operation)) : json;
    }

    private static Value selectors(List<Selector> selectors) {
        return Value.list(selectors.stream().map(EventValues::selector).toList());
    }

    private static Value id(@Nullable TaskId task) {
        return task == null ? new Value.Nil() : Value.of(task.value());
    }

    /** A task's part. */
    static Value.Obj json(Task task) {
        Edit edit = task.edit();
        return Value.Obj.EMPTY
                .with("held", task.held())
                .with("abandoned", task.abandoned())
                .with("mayStillRun", task.mayStillRun())
                .with(
                        "edit",
                        edit == null
                                ? new Value.Nil()
                                : Value.Obj.EMPTY
                                        .with("parameters", edit.parameters())
                                        .with("actor", edit.actor())
                                        .with(
                                                "at",
                                                Instant.ofEpochMilli(edit.atEpochMs())
                                                        .toString()));
    }

    /** What a person has to know of an operation beside its state. */
    static void print(Operation operation, Output output) {
        Steering steering = operation.steering();
        if (!steering.breakpoints().isEmpty()) {
            output.line("breakpoints: " + joined(steering.breakpoints()));
        }
        var stoppedAt = steering.stoppedAt();
        if (stoppedAt != null) {
            output.line("stopped at a breakpoint, before " + stoppedAt + ": 'resume' or 'step' goes on");
        }
        if (steering.stepping() != null) {
            output.line("stepping: " + steering.stepping());
        }
        if (!steering.frozenBy().isEmpty()) {
            output.line("frozen by: " + joined(steering.frozenBy()) + "; 'lcm thaw' ends it");
        }
        if (steering.tolerant()) {
            output.line("continued: failed branches are left behind");
        }
        if (steering.undo() != null) {
            output.line("partial rollback: " + steering.undo());
        }
        Settle settle = operation.settle();
        if (settle != null) {
            output.line("coming to rest: " + settle.then() + " follows once nothing is in flight");
        }
        boolean isDraining = operation.control() != Control.RUN || settle != null;
        if (isDraining) {
            AnswerView.drain(Answers.drain(operation), output);
        }
        if (operation.state().isTerminal()) {
            AnswerView.leftovers(Answers.leftovers(operation), output);
        }
    }

    private static String joined(List<Selector> selectors) {
        return String.join(", ", selectors.stream().map(Selector::toString).toList());
    }

    /** What a person has to know of a task beside its state and error. */
    static List<String> remarks(Task task) {
        var remarks = new ArrayList<String>();
        if (task.held()) {
            remarks.add("held");
        }
        if (task.abandoned()) {
            remarks.add("abandoned: what it left is yours");
        }
        if (task.mayStillRun()) {
            remarks.add("may still run");
        }
        Edit edit = task.edit();
        if (edit != null) {
            remarks.add("edited by " + edit.actor() + ": " + Json.text(edit.parameters()));
        }
        return remarks;
    }
}
