package org.etsi.osm.lcm.core.store.mongo;

import java.util.List;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Drained;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.UndoScope;
import org.jspecify.annotations.Nullable;

/** Where an operator's hand is on an operation, as a document; none while it is nowhere. */
final class SteeringCodec {
    private SteeringCodec() {}

    static @Nullable BsonValue encode(Steering steering) {
        if (steering.equals(Steering.NONE)) {
            return null;
        }
        var drained = steering.drained();
        return new Doc()
                .flag("tolerant", steering.tolerant())
                .put("undo", encode(steering.undo()))
                .list("breakpoints", steering.breakpoints(), SteeringCodec::encode)
                .put("stepping", text(steering.stepping()))
                .put("stoppedAt", text(steering.stoppedAt()))
                .list("frozenBy", steering.frozenBy(), SteeringCodec::encode)
                .put(
                        "drained",
                        drained == null
                                ? null
                                : new Doc().put("revision", drained.revision()).date("at", drained.atEpochMs()))
                .bson();
    }

    static Steering decode(Fields fields) {
        return new Steering(
                fields.flag("tolerant"),
                fields.nestedIfAny("undo").map(SteeringCodec::decodeUndo).orElse(null),
                selectors(fields.listIfAny("breakpoints")),
                task(fields.textOrNull("stepping")),
                task(fields.textOrNull("stoppedAt")),
                selectors(fields.listIfAny("frozenBy")),
                fields.nestedIfAny("drained")
                        .map(drained -> new Drained(drained.number("revision"), drained.epochMs("at")))
                        .orElse(null));
    }

    static @Nullable Doc encode(@Nullable UndoScope undo) {
        return undo == null
                ? null
                : new Doc().put("kind", undo.kind()).put("task", undo.task().value());
    }

    static UndoScope decodeUndo(Fields fields) {
        return new UndoScope(fields.word("kind", UndoScope.Kind.class), new TaskId(fields.text("task")));
    }

    static BsonValue encode(Selector selector) {
        return new Doc()
                .put("by", selector.kind())
                .put("value", selector.value())
                .bson();
    }

    private static List<Selector> selectors(List<BsonValue> documents) {
        return documents.stream()
                .map(Fields::of)
                .map(SteeringCodec::decodeSelector)
                .toList();
    }

    static Selector decodeSelector(Fields fields) {
        return new Selector(fields.word("by", Selector.Kind.class), fields.text("value"));
    }

    private static @Nullable String text(@Nullable TaskId task) {
        return task == null ? null : task.value();
    }

    private static @Nullable TaskId task(@Nullable String text) {
        return text == null ? null : new TaskId(text);
    }
}
