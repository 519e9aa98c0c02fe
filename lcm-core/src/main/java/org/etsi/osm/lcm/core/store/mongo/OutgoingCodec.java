package org.etsi.osm.lcm.core.store.mongo;

import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;

/** Entries of the outbox, and the answers to verbs, as documents. */
final class OutgoingCodec {
    private OutgoingCodec() {}

    static BsonDocument encode(Outgoing outgoing) {
        Doc doc = new Doc().put("kind", outgoing.getClass().getSimpleName()).put("revision", outgoing.revision());
        switch (outgoing) {
            case Outgoing.TaskMoved moved ->
                doc.date("at", moved.atEpochMs())
                        .put("task", moved.task().value())
                        .put("from", moved.from())
                        .put("to", moved.to())
                        .put("attempt", moved.attempt())
                        .put("sequence", moved.sequence())
                        .put("cause", moved.cause())
                        .put("error", ValueCodec.encodeFailure(moved.error()))
                        .put("outputs", moved.outputs());
            case Outgoing.OperationMoved moved ->
                doc.date("at", moved.atEpochMs())
                        .put("from", moved.from())
                        .put("to", moved.to())
                        .put("control", moved.control())
                        .put("queuePosition", moved.queuePosition())
                        .put("inFlight", moved.inFlight())
                        .put("cause", moved.cause())
                        .put("error", ValueCodec.encodeFailure(moved.error()));
            case Outgoing.Decided decided ->
                doc.put("first", decided.firstRevision())
                        .put("ticks", decided.at().ticksMs())
                        .date("at", decided.at().epochMs())
                        .cutTree("event", EventValues.toValue(decided.event()));
            case Outgoing.Answered answered -> doc.put("answer", encode(answered.answer()));
            case Outgoing.RecordsDue due -> {}
            case Outgoing.EndAnnounced end -> doc.put("state", end.state());
        }
        return doc.bson();
    }

    static Outgoing decode(BsonValue document) {
        Fields fields = Fields.of(document);
        long revision = fields.number("revision");
        return switch (fields.text("kind")) {
            case "TaskMoved" -> decodeTaskMoved(fields, revision);
            case "OperationMoved" -> decodeOperationMoved(fields, revision);
            case "Decided" ->
                new Outgoing.Decided(
                        revision,
                        fields.number("first"),
                        new Moment(fields.number("ticks"), fields.epochMs("at")),
                        EventValues.fromValue(fields.tree("event")));
            case "Answered" ->
                new Outgoing.Answered(
                        revision, decodeAnswer(fields.nested("answer").document()));
            case "RecordsDue" -> new Outgoing.RecordsDue(revision);
            case "EndAnnounced" -> new Outgoing.EndAnnounced(revision, fields.word("state", OperationState.class));
            default ->
                throw new UnreadableException(
                        "Expected a kind of outgoing message that is known, but found '" + fields.text("kind") + "'");
        };
    }

    private static Outgoing decodeTaskMoved(Fields fields, long revision) {
        return new Outgoing.TaskMoved(
                revision,
                fields.epochMs("at"),
                new TaskId(fields.text("task")),
                fields.word("from", TaskState.class),
                fields.word("to", TaskState.class),
                fields.intNumber("attempt"),
                fields.number("sequence"),
                fields.text("cause"),
                ValueCodec.decodeFailure(fields, "error"),
                fields.treeOrNull("outputs"));
    }

    private static Outgoing decodeOperationMoved(Fields fields, long revision) {
        return new Outgoing.OperationMoved(
                revision,
                fields.epochMs("at"),
                fields.wordOrNull("from", OperationState.class),
                fields.word("to", OperationState.class),
                fields.word("control", Control.class),
                fields.intNumber("queuePosition"),
                fields.intNumber("inFlight"),
                fields.text("cause"),
                ValueCodec.decodeFailure(fields, "error"));
    }

    static BsonDocument encode(Answer answer) {
        return new Doc()
                .put("requestId", answer.requestId())
                .put("operation", answer.operation().value())
                .put("task", answer.task() == null ? null : answer.task().value())
                .put("verb", answer.verb())
                .put("accepted", answer.accepted())
                .put("reason", answer.reason())
                .put("state", answer.state())
                .put("control", answer.control())
                .put("revision", answer.revision())
                .put("inFlight", answer.inFlight())
                .list("legal", answer.legal().stream().sorted().toList(), verb -> Doc.text(verb.name()))
                .put("detail", answer.detail().fields().isEmpty() ? null : answer.detail())
                .bson();
    }

    static Answer decodeAnswer(BsonValue document) {
        Fields fields = Fields.of(document);
        Set<Verb> legal = EnumSet.noneOf(Verb.class);
        for (BsonValue verb : fields.listIfAny("legal")) {
            legal.add(Verb.valueOf(verb.asString().getValue()));
        }
        String task = fields.textOrNull("task");
        var detail = fields.treeOrNull("detail");
        return new Answer(
                fields.text("requestId"),
                fields.operationId("operation"),
                task == null ? null : new TaskId(task),
                fields.word("verb", Verb.class),
                fields.truth("accepted"),
                fields.text("reason"),
                fields.wordOrNull("state", OperationState.class),
                fields.wordOrNull("control", Control.class),
                fields.number("revision"),
                fields.intNumber("inFlight"),
                legal,
                detail == null ? Value.Obj.EMPTY : detail);
    }
}
