package org.etsi.osm.lcm.core.store.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.port.OperationStore.Write;

/**
 * The update of one document: a filter that only the owner of the expected revision passes, and exactly what differs
 * between two snapshots. Its cost and size are those of the change, never of the plan.
 */
record OperationUpdate(BsonDocument filter, BsonDocument change) {

    static OperationUpdate of(Write.Update update) {
        Operation before = update.before();
        Operation after = update.after();
        var now = new Moment(update.nowTicksMs(), 0);
        var set = new BsonDocument();
        var unset = new BsonDocument();
        Field.difference(OperationCodec.CHANGING, before, after, now, set, unset);
        setTasks(before, after, now, set);
        // An update must say something; an identical snapshot is still confirmed by its match.
        if (set.isEmpty() && unset.isEmpty()) {
            set.put(OperationCodec.REVISION, new BsonInt64(after.revision()));
        }
        BsonDocument filter = owned(before.id().value(), before.ownership())
                .append(OperationCodec.REVISION, new BsonInt64(before.revision()));
        return new OperationUpdate(filter, Field.update(set, unset));
    }

    static OperationUpdate of(Write.Park park) {
        var set = new BsonDocument(OperationCodec.PARKED, Doc.text(park.reason()));
        BsonDocument filter = owned(park.id().value(), park.ownership());
        Long revision = park.revision();
        if (revision != null) {
            set.append(OperationCodec.REVISION, new BsonInt64(revision));
            // The second of them, so that it may be repeated; one that arrives late finds a later one.
            var either = new BsonArray(List.of(new BsonInt64(revision - 1), new BsonInt64(revision)));
            filter.append(OperationCodec.REVISION, new BsonDocument("$in", either));
        }
        return new OperationUpdate(filter, new BsonDocument("$set", set));
    }

    /** Sets what makes it closed, and takes away what may be broken and is of no use to a closed one. */
    static OperationUpdate of(Write.Kill kill) {
        var why = java.util.Objects.requireNonNull(ValueCodec.encodeFailure(kill.why()));
        BsonDocument set = new Doc()
                .put(OperationCodec.OPEN, false)
                .put("state", OperationState.FAILED)
                .date("stateEnteredAt", kill.atEpochMs())
                .date(OperationCodec.CLOSED_AT, kill.atEpochMs())
                .put("control", Control.RUN)
                .put("occupies", false)
                .put("queuePosition", 0)
                .put("error", why)
                .put(OperationCodec.OUTBOX, new BsonArray())
                .bson();
        var unset = new BsonDocument("settle", BsonBoolean.TRUE).append("deadline", BsonBoolean.TRUE);
        return new OperationUpdate(owned(kill.id().value(), kill.ownership()), Field.update(set, unset));
    }

    private static void setTasks(Operation before, Operation after, Moment now, BsonDocument set) {
        if (before.tasks().size() != after.tasks().size()) {
            for (int i = 0; i < after.tasks().size(); i++) {
                Task old = i < before.tasks().size() ? before.tasks().get(i) : Task.NEW;
                setTask(i, old, after.tasks().get(i), now, set);
            }
            return;
        }
        after.tasks()
                .forEachDifference(
                        before.tasks(),
                        i -> setTask(i, before.tasks().get(i), after.tasks().get(i), now, set));
    }

    private static void setTask(int index, Task before, Task after, Moment now, BsonDocument set) {
        if (!after.sameFacts(before)) {
            set.put(OperationCodec.TASKS + "." + TaskId.at(index), TaskCodec.encode(after, now));
        }
    }

    private static BsonDocument owned(String id, Ownership ownership) {
        return new BsonDocument(OperationCodec.ID, new BsonString(id))
                .append(OperationCodec.EPOCH, new BsonInt64(ownership.epoch()))
                .append(OperationCodec.OWNER, Doc.text(ownership.owner()));
    }
}
