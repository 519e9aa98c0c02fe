package org.etsi.osm.lcm.core.store.mongo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stored document, read strictly: each method throws {@link UnreadableException} with the field's name
 * if it is absent or of another type than expected.
 */
record Fields(BsonDocument document) {

    static Fields of(BsonValue value) {
        if (!value.isDocument()) {
            throw new UnreadableException("Expected a document, but found " + shown(value));
        }
        return new Fields(value.asDocument());
    }

    boolean has(String name) {
        BsonValue value = document.get(name);
        return value != null && !value.isNull();
    }

    private BsonValue required(String name, String expected) {
        BsonValue value = document.get(name);
        if (value == null) {
            throw new UnreadableException("Expected field '" + name + "' to be " + expected + ", but it is absent");
        }
        return value;
    }

    private static UnreadableException wrong(String name, String expected, BsonValue found) {
        return new UnreadableException(
                "Expected field '" + name + "' to be " + expected + ", but found " + shown(found));
    }

    private static String shown(BsonValue value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    String text(String name) {
        BsonValue value = required(name, "a text");
        if (!value.isString()) {
            throw wrong(name, "a text", value);
        }
        return value.asString().getValue();
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    long number(String name) {
        BsonValue value = required(name, "a whole number");
        if (!value.isInt64() && !value.isInt32()) {
            throw wrong(name, "a whole number", value);
        }
        return value.asNumber().longValue();
    }

    int intNumber(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw wrong(name, "a number of 32 bits", required(name, "a number"));
        }
        return (int) number;
    }

    double decimal(String name) {
        BsonValue value = required(name, "a number");
        if (!value.isNumber()) {
            throw wrong(name, "a number", value);
        }
        return value.asNumber().doubleValue();
    }

    boolean truth(String name) {
        BsonValue value = required(name, "true or false");
        if (!value.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value.asBoolean().getValue();
    }

    /** True if the field is there and true: flags that are false are left out of documents. */
    boolean flag(String name) {
        return has(name) && truth(name);
    }

    /** A date, as milliseconds since 1970-01-01 UTC. */
    long epochMs(String name) {
        BsonValue value = required(name, "a date");
        if (!value.isDateTime()) {
            throw wrong(name, "a date", value);
        }
        return value.asDateTime().getValue();
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = text(name);
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("Expected field '" + name + "' to be one of "
                    + List.of(type.getEnumConstants()) + ", but found '" + text + "'");
        }
    }

    <E extends Enum<E>> @Nullable E wordOrNull(String name, Class<E> type) {
        return has(name) ? word(name, type) : null;
    }

    Fields nested(String name) {
        BsonValue value = required(name, "a document");
        if (!value.isDocument()) {
            throw wrong(name, "a document", value);
        }
        return new Fields(value.asDocument());
    }

    Optional<Fields> nestedIfAny(String name) {
        return has(name) ? Optional.of(nested(name)) : Optional.empty();
    }

    List<BsonValue> list(String name) {
        BsonValue value = required(name, "a list");
        if (!value.isArray()) {
            throw wrong(name, "a list", value);
        }
        return value.asArray().getValues();
    }

    /** A list that is left out of documents when it is empty. */
    List<BsonValue> listIfAny(String name) {
        return has(name) ? list(name) : List.of();
    }

    Value.Obj tree(String name) {
        return ValueCodec.decodeTree(nested(name).document());
    }

    Value.@Nullable Obj treeOrNull(String name) {
        return has(name) ? tree(name) : null;
    }

    OperationId operationId(String name) {
        return new OperationId(text(name));
    }
}
