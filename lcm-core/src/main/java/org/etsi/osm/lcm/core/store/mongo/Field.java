package org.etsi.osm.lcm.core.store.mongo;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One top-level field of a document that is made from an {@code S}: the part it holds, and that part's form; null is an
 * absent field. Inserts and updates are both made from a list of these, so that none can forget a field.
 */
record Field<S, T extends @Nullable Object>(String name, Function<S, T> part, Encoder<T> encoder) {

    /** The form of a part; timers need to know what time it is. */
    @FunctionalInterface
    interface Encoder<T extends @Nullable Object> {
        @Nullable
        BsonValue encode(T part, @Nullable Moment now);
    }

    private @Nullable BsonValue encode(S source, @Nullable Moment now) {
        return encoder.encode(part.apply(source), now);
    }

    static <S> void putAll(List<Field<S, ?>> fields, S source, Doc into) {
        for (Field<S, ?> field : fields) {
            BsonValue value = field.encode(source, null);
            if (value != null) {
                into.put(field.name(), value);
            }
        }
    }

    /** Adds what differs to the documents of {@code $set} and {@code $unset}. */
    static <S> void difference(
            List<Field<S, ?>> fields, S before, S after, @Nullable Moment now, BsonDocument set, BsonDocument unset) {
        for (Field<S, ?> field : fields) {
            if (!Objects.equals(field.part().apply(before), field.part().apply(after))) {
                BsonValue value = field.encode(after, now);
                (value == null ? unset : set).put(field.name(), value == null ? BsonBoolean.TRUE : value);
            }
        }
    }

    /** The update that sets the one and clears the other; at least one isn't empty. */
    static BsonDocument update(BsonDocument set, BsonDocument unset) {
        var update = new BsonDocument();
        if (!set.isEmpty()) {
            update.put("$set", set);
        }
        if (!unset.isEmpty()) {
            update.put("$unset", unset);
        }
        return update;
    }
}
