package org.etsi.osm.lcm.core.store.mongo;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** A document in the making; what is null, false or empty is left out, where a method says so. */
final class Doc {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final BsonDocument document = new BsonDocument();

    BsonDocument bson() {
        return document;
    }

    Doc put(String name, BsonValue value) {
        document.put(name, value);
        return this;
    }

    Doc put(String name, @Nullable String value) {
        return value == null ? this : put(name, text(value));
    }

    Doc put(String name, @Nullable Enum<?> value) {
        return value == null ? this : put(name, text(value.name()));
    }

    Doc put(String name, long value) {
        return put(name, new BsonInt64(value));
    }

    Doc put(String name, int value) {
        return put(name, new BsonInt32(value));
    }

    Doc put(String name, boolean value) {
        return put(name, BsonBoolean.valueOf(value));
    }

    Doc put(String name, Duration value) {
        return put(name, text(value.toString()));
    }

    Doc put(String name, Value.@Nullable Obj value) {
        return value == null ? this : put(name, ValueCodec.encodeTree(value));
    }

    /** A tree that must find its place whatever it is; what is nested too deep is left out. */
    Doc cutTree(String name, Value.@Nullable Obj value) {
        return value == null ? this : put(name, ValueCodec.encodeCut(value, ValueCodec.DEPTH_LIMIT));
    }

    Doc put(String name, @Nullable Doc value) {
        return value == null ? this : put(name, value.bson());
    }

    Doc date(String name, long epochMs) {
        return put(name, new BsonDateTime(epochMs));
    }

    /** Left out if false. */
    Doc flag(String name, boolean value) {
        return value ? put(name, BsonBoolean.TRUE) : this;
    }

    /** Left out if there is none. */
    <T> Doc list(String name, Collection<T> items, Function<T, BsonValue> encoder) {
        return items.isEmpty() ? this : put(name, array(items, encoder));
    }

    static <T> BsonArray array(Collection<T> items, Function<T, BsonValue> encoder) {
        List<BsonValue> encoded = items.stream().map(encoder).toList();
        return new BsonArray(encoded);
    }

    /** A text as the database can give it back: half a surrogate pair, which UTF-8 can't hold, becomes U+FFFD. */
    static BsonString text(String text) {
        return new BsonString(wellFormed(text));
    }

    static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, '\uFFFD');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /** How many bytes a document takes. */
    static int size(BsonDocument document) {
        try (var buffer = new BasicOutputBuffer(1024);
                var writer = new BsonBinaryWriter(buffer)) {
            CODEC.encode(writer, document, EncoderContext.builder().build());
            return buffer.getSize();
        }
    }
}
