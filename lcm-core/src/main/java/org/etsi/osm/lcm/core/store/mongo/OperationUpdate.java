package org.etsi.osm.lcm.core.store.mongo;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
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
        return new OperationUpdate(owned(park.id().value(), park.ownership()), new BsonDocument("$set", set));
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
