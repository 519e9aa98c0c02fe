package org.etsi.osm.lcm.core.store.mongo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Trees of data as documents that an operator can read in a shell. Keys that a database could take for something else
 * are written with percent signs: {@code .} as {@code %2E}, {@code $} as {@code %24}, NUL as {@code %00}, {@code %}
 * itself as {@code %25}; the empty key as {@code %}. So {@code %from}, which no escaped key can be, is free to stand
 * for a {@link Value.Ref}.
 */
final class ValueCodec {
    /** Deeper trees are refused; the database's own limit is 100 to 200 levels a document. */
    static final int DEPTH_LIMIT = 80;

    private static final String REF = "%from";
    private static final String POINTER = "pointer";

    private ValueCodec() {}

    /** The whole tree, or an exception. */
    static BsonDocument encodeTree(Value.Obj tree) {
        return encode(tree, DEPTH_LIMIT, false).asDocument();
    }

    /** The tree down to a depth; what is deeper is left out, and the place says so. */
    static BsonDocument encodeCut(Value.Obj tree, int depthLimit) {
        return encode(tree, depthLimit, true).asDocument();
    }

    private static BsonValue encode(Value value, int levels, boolean cut) {
        if (levels == 0) {
            if (cut) {
                return Doc.text("omitted: nested too deep to be stored");
            }
            throw new UnstorableException(
                    "Expected data of at most " + DEPTH_LIMIT + " levels, but found more; it can't be stored");
        }
        return switch (value) {
            case Value.Obj(var fields) -> {
                var document = new BsonDocument(fields.size());
                fields.forEach((key, field) -> document.put(escape(key), encode(field, levels - 1, cut)));
                yield document;
            }
            case Value.Arr(var items) -> {
                var array = new BsonArray(items.size());
                items.forEach(item -> array.add(encode(item, levels - 1, cut)));
                yield array;
            }
            case Value.Text(var text) -> Doc.text(text);
            case Value.Int(var number) -> number == (int) number ? new BsonInt32((int) number) : new BsonInt64(number);
            case Value.Dec(var number) -> new BsonDouble(number);
            case Value.Bool(var truth) -> BsonBoolean.valueOf(truth);
            case Value.Nil nil -> BsonNull.VALUE;
            case Value.Ref(var task, var pointer) ->
                new Doc().put(REF, task.value()).put(POINTER, pointer).bson();
        };
    }

    static Value.Obj decodeTree(BsonDocument document) {
        if (decode(document) instanceof Value.Obj tree) {
            return tree;
        }
        throw new UnreadableException("Expected a tree of data, but found a reference");
    }

    private static Value decode(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> decodeDocument(value.asDocument());
            case ARRAY -> {
                List<Value> items = new ArrayList<>(value.asArray().size());
                value.asArray().forEach(item -> items.add(decode(item)));
                yield new Value.Arr(items);
            }
            case STRING -> new Value.Text(value.asString().getValue());
            case INT32, INT64 -> new Value.Int(value.asNumber().longValue());
            case DOUBLE -> new Value.Dec(value.asDouble().getValue());
            case BOOLEAN -> new Value.Bool(value.asBoolean().getValue());
            case NULL -> new Value.Nil();
            default ->
                throw new UnreadableException("Expected data as JSON has it, but found a " + value.getBsonType());
        };
    }

    private static Value decodeDocument(BsonDocument document) {
        if (document.containsKey(REF)) {
            var fields = new Fields(document);
            return new Value.Ref(new TaskId(fields.text(REF)), fields.text(POINTER));
        }
        Map<String, Value> fields = LinkedHashMap.newLinkedHashMap(document.size());
        document.forEach((key, field) -> fields.put(unescape(key), decode(field)));
        return new Value.Obj(fields);
    }

    static String escape(String key) {
        if (key.isEmpty()) {
            return "%";
        }
        String wellFormed = Doc.wellFormed(key);
        StringBuilder escaped = null;
        for (int i = 0; i < wellFormed.length(); i++) {
            char c = wellFormed.charAt(i);
            boolean special = c == '.' || c == '$' || c == '%' || c == '\0';
            if (special && escaped == null) {
                escaped = new StringBuilder(wellFormed.length() + 8).append(wellFormed, 0, i);
            }
            if (escaped != null) {
                escaped.append(special ? "%%%02X".formatted((int) c) : String.valueOf(c));
            }
        }
        return escaped == null ? wellFormed : escaped.toString();
    }

    static String unescape(String key) {
        if (key.indexOf('%') < 0) {
            return key;
        }
        if (key.equals("%")) {
            return "";
        }
        var plain = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '%') {
                plain.append(c);
                continue;
            }
            if (i + 2 >= key.length()) {
                throw new UnreadableException("Expected two digits after '%', but found key '" + key + "'");
            }
            plain.append((char) Integer.parseInt(key, i + 1, i + 3, 16));
            i += 2;
        }
        return plain.toString();
    }

    static @Nullable Doc encodeFailure(@Nullable Failure failure) {
        if (failure == null) {
            return null;
        }
        return new Doc()
                .put("code", failure.code())
                .put("message", failure.message())
                .put("retryable", failure.retryable())
                .cutTree("detail", failure.detail().fields().isEmpty() ? null : failure.detail());
    }

    static @Nullable Failure decodeFailure(Fields holder, String name) {
        if (!holder.has(name)) {
            return null;
        }
        Fields fields = holder.nested(name);
        return new Failure(
                fields.text("code"),
                fields.text("message"),
                fields.truth("retryable"),
                fields.has("detail") ? fields.tree("detail") : Value.Obj.EMPTY);
    }
}
