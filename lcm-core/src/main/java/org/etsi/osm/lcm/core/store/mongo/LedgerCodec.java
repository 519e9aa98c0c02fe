package org.etsi.osm.lcm.core.store.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.ReplyTo;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.jspecify.annotations.Nullable;

/** An entry of an adapter's ledger as a document; its {@code _id} is the task key. */
final class LedgerCodec {
    static final String PARTITION = "partition";
    static final String REVISION = "revision";
    static final String STATE = "state";
    static final String NS = "nsInstanceId";

    /**
     * Deeper trees are cut. Parameters are at most twice as deep as what the engine's store takes, since an output may
     * have been put in at their deepest place; the database takes 180 levels.
     */
    private static final int DEPTH_LIMIT = 2 * ValueCodec.DEPTH_LIMIT + 10;

    /** All that may change; the type and the operation come with the command. */
    static final List<Field<LedgerEntry, ?>> FIELDS = List.of(
            new Field<>(STATE, LedgerEntry::state, (state, now) -> Doc.text(state.name())),
            new Field<>(PARTITION, LedgerEntry::partition, (partition, now) -> new BsonInt32(partition)),
            new Field<>(REVISION, LedgerEntry::revision, (revision, now) -> new BsonInt64(revision)),
            new Field<>(NS, LedgerEntry::nsInstanceId, (ns, now) -> Doc.text(ns)),
            new Field<>("type", LedgerEntry::type, (type, now) -> Doc.text(type)),
            new Field<>("command", LedgerEntry::command, (command, now) -> encode(command)),
            new Field<>("result", LedgerEntry::result, (reply, now) -> reply == null ? null : encode(reply)),
            new Field<>("abortRequested", LedgerEntry::abortRequested, (abort, now) -> BsonBoolean.valueOf(abort)),
            new Field<>("holder", LedgerEntry::holder, (holder, now) -> holder == null ? null : Doc.text(holder)),
            new Field<>("beat", LedgerEntry::beat, (beat, now) -> new BsonInt64(beat)),
            new Field<>("createIssued", LedgerEntry::createIssued, (issued, now) -> BsonBoolean.valueOf(issued)),
            new Field<>("memo", LedgerEntry::memo, (memo, now) -> tree(memo)),
            new Field<>("outputs", LedgerEntry::outputs, (outputs, now) -> tree(outputs)),
            new Field<>("undone", LedgerEntry::undone, (undone, now) -> BsonBoolean.valueOf(undone)),
            new Field<>("closed", LedgerEntry::closed, (closed, now) -> BsonBoolean.valueOf(closed)),
            new Field<>("leaving", LedgerEntry::leaving, (ids, now) -> texts(ids)));

    private LedgerCodec() {}

    static BsonDocument encode(LedgerEntry entry) {
        Doc doc = new Doc().put("_id", entry.taskKey());
        Field.putAll(FIELDS, entry, doc);
        return doc.bson();
    }

    /** @throws RuntimeException of any type if the document isn't an entry */
    static LedgerEntry decode(BsonDocument document) {
        var fields = new Fields(document);
        return new LedgerEntry(
                fields.intNumber(PARTITION),
                fields.number(REVISION),
                decodeCommand(fields.nested("command"), fields.text(NS), fields.text("type")),
                fields.word(STATE, LedgerEntry.State.class),
                fields.nestedIfAny("result").map(LedgerCodec::decodeReply).orElse(null),
                fields.truth("abortRequested"),
                fields.textOrNull("holder"),
                fields.number("beat"),
                fields.truth("createIssued"),
                fields.tree("memo"),
                fields.treeOrNull("outputs"),
                fields.truth("undone"),
                fields.truth("closed"),
                fields.listIfAny("leaving").stream()
                        .map(id -> id.asString().getValue())
                        .toList());
    }

    private static @Nullable BsonValue texts(List<String> texts) {
        return texts.isEmpty()
                ? null
                : new BsonArray(texts.stream().map(Doc::text).toList());
    }

    private static @Nullable BsonValue tree(Value.@Nullable Obj tree) {
        return tree == null ? null : ValueCodec.encodeCut(tree, DEPTH_LIMIT);
    }

    private static BsonDocument encode(Command command) {
        Doc doc = new Doc()
                .put("operation", command.operation().value())
                .put("task", command.task().value())
                .put("adapter", command.adapter())
                .put("action", command.action())
                .put("attempt", command.attempt())
                .put("sequence", command.sequence())
                .put("timeoutMs", command.timeoutMs())
                .put(
                        "replyTo",
                        new Doc()
                                .put("topic", command.replyTo().topic())
                                .put("partition", command.replyTo().partition())
                                .put("key", command.replyTo().key()))
                .put("parameters", ValueCodec.encodeCut(command.parameters(), DEPTH_LIMIT));
        BsonValue outputs = tree(command.outputs());
        return (outputs == null ? doc : doc.put("outputs", outputs)).bson();
    }

    private static Command decodeCommand(Fields fields, String nsInstanceId, String type) {
        Fields replyTo = fields.nested("replyTo");
        return new Command(
                fields.operationId("operation"),
                nsInstanceId,
                new TaskId(fields.text("task")),
                fields.text("adapter"),
                type,
                fields.word("action", CommandAction.class),
                fields.intNumber("attempt"),
                fields.number("sequence"),
                fields.tree("parameters"),
                fields.treeOrNull("outputs"),
                fields.number("timeoutMs"),
                new ReplyTo(replyTo.text("topic"), replyTo.intNumber("partition"), replyTo.text("key")));
    }

    private static BsonDocument encode(Reply reply) {
        return new Doc()
                .put("operation", reply.operation().value())
                .put("task", reply.task().value())
                .put("action", reply.action())
                .put("attempt", reply.attempt())
                .put("sequence", reply.sequence())
                .put("status", reply.status())
                .put("highestSequence", reply.highestSequence())
                .put("outputs", ValueCodec.encodeCut(reply.outputs(), DEPTH_LIMIT))
                .put("observed", reply.observed())
                .put("failure", ValueCodec.encodeFailure(reply.failure()))
                .put("verdict", reply.verdict())
                .bson();
    }

    private static Reply decodeReply(Fields fields) {
        return new Reply(
                fields.operationId("operation"),
                new TaskId(fields.text("task")),
                fields.word("action", CommandAction.class),
                fields.intNumber("attempt"),
                fields.number("sequence"),
                fields.word("status", ReplyStatus.class),
                fields.number("highestSequence"),
                fields.tree("outputs"),
                fields.text("observed"),
                ValueCodec.decodeFailure(fields, "failure"),
                fields.wordOrNull("verdict", VerifyVerdict.class));
    }
}
