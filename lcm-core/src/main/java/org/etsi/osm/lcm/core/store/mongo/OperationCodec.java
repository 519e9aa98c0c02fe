package org.etsi.osm.lcm.core.store.mongo;

import java.util.List;
import java.util.Objects;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Settle;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a document of {@code lcm_operations}. {@link #CHANGING} is the list of all that may change after
 * acceptance, tasks aside; inserts, updates and nothing else are made from it.
 */
final class OperationCodec {
    /** Top-level fields that others than this class have to name. */
    static final String ID = "_id";

    static final String OPEN = "open";
    static final String PARTITION = "partition";
    static final String EPOCH = "epoch";
    static final String OWNER = "owner";
    static final String REVISION = "revision";
    static final String PARKED = "parked";
    static final String CLOSED_AT = "closedAt";
    static final String TASKS = "tasks";
    static final String ANSWERS = "answers";
    static final String OUTBOX = "outbox";
    static final String PLAN_ID = "planId";

    static final List<Field<Operation, ?>> CHANGING = List.of(
            new Field<>(OPEN, Operation::isOpen, (open, now) -> BsonBoolean.valueOf(open)),
            new Field<>("state", Operation::state, (state, now) -> Doc.text(state.name())),
            new Field<>(PARTITION, o -> o.ownership().partition(), (partition, now) -> new BsonInt32(partition)),
            new Field<>(EPOCH, o -> o.ownership().epoch(), (epoch, now) -> new BsonInt64(epoch)),
            new Field<>(OWNER, o -> o.ownership().owner(), (owner, now) -> Doc.text(owner)),
            new Field<>(REVISION, Operation::revision, (revision, now) -> new BsonInt64(revision)),
            new Field<>("stateEnteredAt", Operation::stateEnteredEpochMs, (at, now) -> new BsonDateTime(at)),
            new Field<>(
                    CLOSED_AT, OperationCodec::closedEpochMs, (at, now) -> at == null ? null : new BsonDateTime(at)),
            new Field<>("control", Operation::control, (control, now) -> Doc.text(control.name())),
            new Field<>("steering", Operation::steering, (steering, now) -> SteeringCodec.encode(steering)),
            new Field<>("occupies", Operation::occupies, (occupies, now) -> BsonBoolean.valueOf(occupies)),
            new Field<>("queuePosition", Operation::queuePosition, (place, now) -> new BsonInt32(place)),
            new Field<>(PLAN_ID, Operation::planId, (id, now) -> id == null ? null : Doc.text(id)),
            new Field<>("taskCount", o -> o.tasks().size(), (count, now) -> new BsonInt32(count)),
            new Field<>("vim", Operation::plan, (plan, now) -> vims(plan)),
            new Field<>("settle", Operation::settle, (settle, now) -> bson(encode(settle))),
            new Field<>("automaticRollback", Operation::automaticRollback, (on, now) -> BsonBoolean.valueOf(on)),
            new Field<>("supersededBy", Operation::supersededBy, (by, now) -> by == null ? null : Doc.text(by.value())),
            new Field<>("error", Operation::error, (error, now) -> bson(ValueCodec.encodeFailure(error))),
            new Field<>("deadline", Operation::deadline, (timer, now) -> bson(TaskCodec.encode(timer, now))),
            new Field<>(PARKED, Operation::parked, (reason, now) -> reason == null ? null : Doc.text(reason)),
            new Field<>(ANSWERS, Operation::answers, (answers, now) -> Doc.array(answers, OutgoingCodec::encode)),
            new Field<>(OUTBOX, Operation::outbox, (outbox, now) -> Doc.array(outbox, OutgoingCodec::encode)));

    private OperationCodec() {}

    /** The whole document. */
    static BsonDocument encode(Operation operation) {
        OperationRequest request = operation.request();
        Doc doc = new Doc()
                .put(ID, request.id().value())
                .put("nsInstanceId", request.nsInstanceId())
                .put("type", request.type())
                .put("startTime", new org.bson.BsonDouble(request.startTime()));
        Field.putAll(CHANGING, operation, doc);
        return doc.put("request", encode(request))
                .put(TASKS, TaskCodec.encodeTable(operation.tasks()))
                .bson();
    }

    /**
     * The operation of a document; its timers carry what remains of them, its frontier is empty.
     *
     * @throws RuntimeException of any type if the document isn't one
     */
    static Operation decode(Fields doc, Plan plan) {
        String planId = doc.textOrNull(PLAN_ID);
        String supersededBy = doc.textOrNull("supersededBy");
        int taskCount = doc.intNumber("taskCount");
        if (planId != null && plan.size() != taskCount) {
            throw new UnreadableException(
                    "Expected plan " + planId + " to have " + taskCount + " tasks, but found " + plan.size());
        }
        return new Operation(
                decodeRequest(doc),
                new Ownership(doc.intNumber(PARTITION), doc.number(EPOCH), doc.text(OWNER)),
                doc.number(REVISION),
                doc.word("state", OperationState.class),
                doc.epochMs("stateEnteredAt"),
                doc.word("control", Control.class),
                doc.nestedIfAny("steering").map(SteeringCodec::decode).orElse(Steering.NONE),
                doc.truth("occupies"),
                doc.intNumber("queuePosition"),
                planId,
                plan,
                decodeTasks(doc, taskCount),
                doc.nestedIfAny("settle").map(OperationCodec::decodeSettle).orElse(null),
                doc.truth("automaticRollback"),
                supersededBy == null ? null : new OperationId(supersededBy),
                ValueCodec.decodeFailure(doc, "error"),
                TaskCodec.decodeTimer(doc, "deadline"),
                doc.list(ANSWERS).stream().map(OutgoingCodec::decodeAnswer).toList(),
                doc.list(OUTBOX).stream().map(OutgoingCodec::decode).toList(),
                doc.textOrNull(PARKED),
                Frontier.EMPTY);
    }

    private static TaskTable decodeTasks(Fields doc, int count) {
        if (count < 0 || count > Plan.ABSOLUTE_LIMIT) {
            throw new UnreadableException("Expected 0 to " + Plan.ABSOLUTE_LIMIT + " tasks, but found " + count);
        }
        return TaskCodec.decodeTable(doc.nested(TASKS), count);
    }

    static OperationRequest decodeRequest(Fields doc) {
        Fields request = doc.nested("request");
        return new OperationRequest(
                doc.operationId(ID),
                doc.text("nsInstanceId"),
                doc.text("type"),
                doc.decimal("startTime"),
                request.tree("parameters"),
                request.word("onFailure", FailurePolicy.class),
                request.duration("deadline"));
    }

    private static Doc encode(OperationRequest request) {
        return new Doc()
                .put("parameters", request.parameters())
                .put("onFailure", request.onFailure())
                .put("deadline", request.deadline());
    }

    private static @Nullable Doc encode(@Nullable Settle settle) {
        if (settle == null) {
            return null;
        }
        TaskId blame = settle.blame();
        return new Doc()
                .put("then", settle.then())
                .put("cancelMode", settle.cancelMode())
                .put("automatic", settle.automatic())
                .put("blame", blame == null ? null : blame.value())
                .put("undo", SteeringCodec.encode(settle.undo()));
    }

    private static Settle decodeSettle(Fields fields) {
        String blame = fields.textOrNull("blame");
        return new Settle(
                fields.word("then", OperationState.class),
                fields.wordOrNull("cancelMode", CancelMode.class),
                fields.truth("automatic"),
                blame == null ? null : new TaskId(blame),
                fields.nestedIfAny("undo").map(SteeringCodec::decodeUndo).orElse(null));
    }

    /** From when on a closed operation is kept for the retention time: since it ended. */
    private static @Nullable Long closedEpochMs(Operation operation) {
        return operation.isOpen() ? null : operation.stateEnteredEpochMs();
    }

    /** The VIMs that the plan touches, for queries; none before there is a plan. */
    private static @Nullable BsonValue vims(Plan plan) {
        List<String> vims = plan.tasks().stream()
                .map(task -> task.scope().get("vim"))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        return vims.isEmpty() ? null : Doc.array(vims, Doc::text);
    }

    private static @Nullable BsonValue bson(@Nullable Doc doc) {
        return doc == null ? null : doc.bson();
    }
}
