package org.etsi.osm.lcm.kafka.osm.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Seen;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate;
import org.etsi.osm.lcm.kafka.osm.RecordUpdate.Target;

/** Updates of OSM's records in MongoDB's words: the fence of ADR 0002 is in their filters. Thread-safe. */
final class UpdateModels {
    private static final String SHOWN = "_admin.lcm.";

    private final String installation;
    private final Clock clock;

    UpdateModels(String installation, Clock clock) {
        this.installation = installation;
        this.clock = clock;
    }

    WriteModel<BsonDocument> of(Operation snapshot, RecordUpdate update) {
        List<Bson> changes = changes(update);
        return switch (update.target()) {
            case Target.Guarded(var collection, var id, boolean onlyIfLast) -> {
                changes.addAll(mark(snapshot));
                yield one(fence(id, snapshot, onlyIfLast), changes, update);
            }
            case Target.Fenced(var id, boolean onlyIfLast, var present) ->
                one(Filters.and(fence(id, snapshot, onlyIfLast), there(present)), changes, update);
            case Target.One(var collection, var id) -> one(Filters.eq("_id", id), changes, update);
            case Target.Vnfrs(var ns, var present) ->
                new UpdateManyModel<>(
                        Filters.and(Filters.eq("nsr-id-ref", ns), there(present)),
                        Updates.combine(changes),
                        options(update));
            case Target.Knf(var id) ->
                one(Filters.and(Filters.eq("_id", id), Filters.exists("vdur.0", false)), changes, update);
            case Target.Marked(var id, var vdur, var name, var mark) ->
                one(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.elemMatch(
                                        "vdur",
                                        Filters.and(
                                                Filters.eq("_id", vdur),
                                                Filters.elemMatch(
                                                        "interfaces",
                                                        Filters.and(
                                                                Filters.eq("name", name), Filters.eq(mark, true)))))),
                        changes,
                        update);
        };
    }

    /** The same for the record of an NS, if nobody has shown it anything since it was looked at. */
    WriteModel<BsonDocument> repairing(String ns, Operation snapshot, RecordUpdate update, Seen seen) {
        List<Bson> changes = changes(update);
        Bson filter = Filters.and(Filters.eq("_id", ns), still(seen));
        return switch (update.target()) {
            case Target.Guarded guarded -> {
                changes.addAll(mark(snapshot));
                yield one(filter, changes, update);
            }
            case Target.Fenced fenced -> one(Filters.and(filter, there(fenced.present())), changes, update);
            case Target.One one -> one(filter, changes, update);
            case Target.Vnfrs vnfrs -> throw new IllegalArgumentException("Expected an update of nsrs");
            case Target.Knf knf -> throw new IllegalArgumentException("Expected an update of nsrs");
            case Target.Marked marked -> throw new IllegalArgumentException("Expected an update of nsrs");
        };
    }

    /** Who showed the record of an NS last. */
    Seen seen(Value nsr) {
        Value mark = nsr.at("/_admin/lcm").orElse(Value.Obj.EMPTY);
        return new Seen(
                mark.text("installation").filter(installation::equals).isPresent(),
                mark.text("installation").orElse(""),
                number(mark, "epoch"),
                mark.text("operation").orElse(""),
                number(mark, "revision"));
    }

    private static long number(Value mark, String field) {
        return mark.field(field).orElse(new Value.Nil()) instanceof Value.Int(var number) ? number : -1;
    }

    private static Bson still(Seen seen) {
        return seen.installation().isEmpty()
                ? Filters.exists(SHOWN + "installation", false)
                : Filters.and(
                        Filters.eq(SHOWN + "installation", seen.installation()),
                        Filters.eq(SHOWN + "epoch", seen.epoch()),
                        Filters.eq(SHOWN + "operation", seen.operation()),
                        Filters.eq(SHOWN + "revision", seen.revision()));
    }

    private List<Bson> changes(RecordUpdate update) {
        List<Bson> changes = new ArrayList<>();
        update.set().forEach((path, value) -> changes.add(Updates.set(path, BsonValues.write(value))));
        update.unset().forEach(path -> changes.add(Updates.unset(path)));
        changes.add(Updates.set("_admin.modified", clock.millis() / 1_000.0));
        return changes;
    }

    private static WriteModel<BsonDocument> one(Bson filter, List<Bson> changes, RecordUpdate update) {
        return new UpdateOneModel<>(filter, Updates.combine(changes), options(update));
    }

    private static UpdateOptions options(RecordUpdate update) {
        List<Bson> elements = new ArrayList<>();
        update.elements().forEach((name, fields) -> elements.add(element(name, fields)));
        return elements.isEmpty() ? new UpdateOptions() : new UpdateOptions().arrayFilters(elements);
    }

    private static Bson element(String name, Map<String, String> fields) {
        var filter = new BsonDocument();
        fields.forEach((field, value) -> filter.put(name + "." + field, new BsonString(value)));
        return filter;
    }

    private static Bson there(List<String> paths) {
        return paths.isEmpty()
                ? Filters.empty()
                : Filters.and(paths.stream().map(path -> Filters.exists(path)).toList());
    }

    private Bson fence(String id, Operation snapshot, boolean onlyIfLast) {
        Bson last = onlyIfLast ? Filters.eq(SHOWN + "operation", snapshot.id().value()) : Filters.empty();
        return Filters.and(Filters.eq("_id", id), guard(snapshot), last);
    }

    private List<Bson> mark(Operation snapshot) {
        Ownership mine = snapshot.ownership();
        return List.of(
                Updates.set(SHOWN + "installation", installation),
                Updates.set(SHOWN + "epoch", mine.epoch()),
                Updates.set(SHOWN + "operation", snapshot.id().value()),
                Updates.set(SHOWN + "revision", snapshot.revision()));
    }

    /** Epochs of a partition only grow, and within one there is one writer: it may go from operation to operation. */
    private Bson guard(Operation snapshot) {
        long epoch = snapshot.ownership().epoch();
        return Filters.or(
                Filters.ne(SHOWN + "installation", installation),
                Filters.lt(SHOWN + "epoch", epoch),
                Filters.and(
                        Filters.eq(SHOWN + "epoch", epoch),
                        Filters.or(
                                Filters.ne(SHOWN + "operation", snapshot.id().value()),
                                Filters.lte(SHOWN + "revision", snapshot.revision()))));
    }
}
