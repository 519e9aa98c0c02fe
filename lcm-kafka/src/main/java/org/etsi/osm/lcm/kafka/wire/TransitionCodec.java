package org.etsi.osm.lcm.kafka.wire;

import java.util.Map;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;

/** Transitions on {@code lcm-task-state} and {@code lcm-operation-state}. */
public final class TransitionCodec {
    private TransitionCodec() {}

    /** A task's transition with what a reader needs to know of the task. */
    public record TaskTransition(
            OperationId operation,
            String nsInstanceId,
            String operationType,
            String taskType,
            String label,
            String adapter,
            Map<String, String> scope,
            Outgoing.TaskMoved moved) {
        public TaskTransition {
            scope = Map.copyOf(scope);
        }

        public static TaskTransition of(Operation operation, Outgoing.TaskMoved moved) {
            TaskSpec spec = operation.plan().task(moved.task());
            return new TaskTransition(
                    operation.id(),
                    operation.request().nsInstanceId(),
                    operation.request().type(),
                    spec.type(),
                    spec.label(),
                    spec.adapter(),
                    spec.scope(),
                    moved);
        }
    }

    /** An operation's transition. */
    public record OperationTransition(
            OperationId operation, String nsInstanceId, String operationType, Outgoing.OperationMoved moved) {
        public static OperationTransition of(Operation operation, Outgoing.OperationMoved moved) {
            return new OperationTransition(
                    operation.id(),
                    operation.request().nsInstanceId(),
                    operation.request().type(),
                    moved);
        }
    }

    /** What was decided; with all of an operation's decisions in order, it can be decided again. */
    public record Decision(OperationId operation, String nsInstanceId, String operationType, Outgoing.Decided decided) {
        public static Decision of(Operation operation, Outgoing.Decided decided) {
            return new Decision(
                    operation.id(),
                    operation.request().nsInstanceId(),
                    operation.request().type(),
                    decided);
        }
    }

    public static byte[] encode(Decision decision) {
        Outgoing.Decided decided = decision.decided();
        return Json.write(Envelope.of(MessageType.DECISION)
                .put("operation", decision.operation().value())
                .put("nsInstanceId", decision.nsInstanceId())
                .put("operationType", decision.operationType())
                .put("revision", decided.revision())
                .put("firstRevision", decided.firstRevision())
                .time("at", decided.at().epochMs())
                .put("ticksMs", decided.at().ticksMs())
                .put("event", EventValues.toValue(decided.event()))
                .build());
    }

    public static Decision decodeDecision(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.DECISION);
        try {
            return new Decision(
                    fields.made("operation", OperationId::new),
                    fields.text("nsInstanceId"),
                    fields.text("operationType"),
                    new Outgoing.Decided(
                            fields.number("revision"),
                            fields.number("firstRevision"),
                            new Moment(fields.number("ticksMs"), fields.epochMs("at")),
                            EventValues.fromValue(fields.object("event"))));
        } catch (IllegalArgumentException e) {
            throw new WireException(Fields.shortened(String.valueOf(e.getMessage())), e);
        }
    }

    public static byte[] encode(TaskTransition transition) {
        Outgoing.TaskMoved moved = transition.moved();
        return Json.write(Envelope.of(MessageType.TASK_STATE)
                .put("operation", transition.operation().value())
                .put("nsInstanceId", transition.nsInstanceId())
                .put("operationType", transition.operationType())
                .put("revision", moved.revision())
                .time("at", moved.atEpochMs())
                .put("task", moved.task().value())
                .put("taskType", transition.taskType())
                .put("label", transition.label())
                .put("adapter", transition.adapter())
                .put("scope", Envelope.textMap(transition.scope()))
                .put("from", moved.from())
                .put("to", moved.to())
                .put("attempt", moved.attempt())
                .put("sequence", moved.sequence())
                .put("cause", moved.cause())
                .maybe("error", moved.error())
                .maybe("outputs", moved.outputs())
                .build());
    }

    public static byte[] encode(OperationTransition transition) {
        Outgoing.OperationMoved moved = transition.moved();
        return Json.write(Envelope.of(MessageType.OPERATION_STATE)
                .put("operation", transition.operation().value())
                .put("nsInstanceId", transition.nsInstanceId())
                .put("operationType", transition.operationType())
                .put("revision", moved.revision())
                .time("at", moved.atEpochMs())
                .maybe("from", moved.from())
                .put("to", moved.to())
                .put("control", moved.control())
                .put("queuePosition", moved.queuePosition())
                .put("inFlight", moved.inFlight())
                .put("cause", moved.cause())
                .maybe("error", moved.error())
                .build());
    }

    public static TaskTransition decodeTask(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.TASK_STATE);
        var moved = new Outgoing.TaskMoved(
                fields.number("revision"),
                fields.epochMs("at"),
                fields.made("task", TaskId::new),
                fields.word("from", TaskState.class),
                fields.word("to", TaskState.class),
                fields.count("attempt"),
                fields.number("sequence"),
                fields.text("cause"),
                Envelope.failure(fields, "error"),
                fields.optionalObject("outputs").orElse(null));
        return new TaskTransition(
                fields.made("operation", OperationId::new),
                fields.text("nsInstanceId"),
                fields.text("operationType"),
                fields.text("taskType"),
                fields.text("label"),
                fields.text("adapter"),
                fields.textMap("scope"),
                moved);
    }

    public static OperationTransition decodeOperation(byte[] bytes) {
        Fields fields = Envelope.open(Json.readObject(bytes), MessageType.OPERATION_STATE);
        var moved = new Outgoing.OperationMoved(
                fields.number("revision"),
                fields.epochMs("at"),
                fields.optionalWord("from", OperationState.class).orElse(null),
                fields.word("to", OperationState.class),
                fields.word("control", Control.class),
                fields.count("queuePosition"),
                fields.count("inFlight"),
                fields.text("cause"),
                Envelope.failure(fields, "error"));
        return new OperationTransition(
                fields.made("operation", OperationId::new),
                fields.text("nsInstanceId"),
                fields.text("operationType"),
                moved);
    }
}
