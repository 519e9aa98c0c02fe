package org.etsi.osm.lcm.kafka.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a message; whatever isn't as expected is a {@link WireException} that names the field. */
final class Fields {
    private final String path;
    private final Map<String, Value> fields;

    Fields(String path, Value value) {
        this.path = path;
        if (!(value instanceof Value.Obj(var found))) {
            throw new WireException(
                    "Expected an object at " + (path.isEmpty() ? "/" : path) + ", but found " + kind(value));
        }
        this.fields = found;
    }

    /** All of them, as they are. */
    Value.Obj tree() {
        return new Value.Obj(fields);
    }

    Optional<Value> value(String name) {
        return Optional.ofNullable(fields.get(name)).filter(v -> !(v instanceof Value.Nil));
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) {
        return value(name).map(v -> {
            if (v instanceof Value.Text(var text)) {
                return text;
            }
            throw unexpected(name, "a text", v);
        });
    }

    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    Optional<Long> optionalNumber(String name) {
        return value(name).map(v -> {
            if (v instanceof Value.Int(var number)) {
                return number;
            }
            if (v instanceof Value.Dec(var number) && number == Math.rint(number) && Math.abs(number) < 1e15) {
                return (long) number;
            }
            throw unexpected(name, "a whole number", v);
        });
    }

    int count(String name) {
        long number = optionalNumber(name).orElse(0L);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw unexpected(name, "a count", new Value.Int(number));
        }
        return (int) number;
    }

    double fraction(String name) {
        Value found = value(name).orElseThrow(() -> missing(name));
        return switch (found) {
            case Value.Int(var number) -> number;
            case Value.Dec(var number) -> number;
            default -> throw unexpected(name, "a number", found);
        };
    }

    boolean truth(String name) {
        Value found = value(name).orElseThrow(() -> missing(name));
        if (found instanceof Value.Bool(var truth)) {
            return truth;
        }
        throw unexpected(name, "true or false", found);
    }

    Value.Obj object(String name) {
        return optionalObject(name).orElse(Value.Obj.EMPTY);
    }

    Optional<Value.Obj> optionalObject(String name) {
        return value(name).map(v -> {
            if (v instanceof Value.Obj object) {
                return object;
            }
            throw unexpected(name, "an object", v);
        });
    }

    Optional<Fields> optionalFields(String name) {
        return value(name).map(v -> new Fields(path + "/" + name, v));
    }

    Fields fields(String name) {
        return optionalFields(name).orElseThrow(() -> missing(name));
    }

    List<String> texts(String name) {
        Optional<Value> found = value(name);
        if (found.isEmpty()) {
            return List.of();
        }
        if (!(found.get() instanceof Value.Arr(var items))) {
            throw unexpected(name, "a list", found.get());
        }
        return items.stream()
                .map(item -> {
                    if (item instanceof Value.Text(var text)) {
                        return text;
                    }
                    throw unexpected(name, "a list of texts", item);
                })
                .toList();
    }

    Map<String, String> textMap(String name) {
        var found = new LinkedHashMap<String, String>();
        object(name).fields().forEach((key, value) -> {
            if (!(value instanceof Value.Text(var text))) {
                throw unexpected(name, "an object of texts", value);
            }
            found.put(key, text);
        });
        return found;
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return optionalWord(name, type).orElseThrow(() -> missing(name));
    }

    /** A word of ours, in whichever case it was written. */
    <E extends Enum<E>> Optional<E> optionalWord(String name, Class<E> type) {
        return optionalText(name).map(text -> word(name, text, type));
    }

    private <E extends Enum<E>> E word(String name, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new WireException("Expected one of " + List.of(type.getEnumConstants()) + " at " + path + "/" + name
                + ", but found '" + shortened(text) + "'");
    }

    long epochMs(String name) {
        return made(name, Instant::parse).toEpochMilli();
    }

    /** A text made into something else; if that refuses it, its own words are the reason. */
    <T> T made(String name, Function<String, T> maker) {
        return made(name, text(name), maker);
    }

    <T> @Nullable T madeOrNull(String name, Function<String, T> maker) {
        Optional<String> text = optionalText(name);
        return text.isEmpty() ? null : made(name, text.get(), maker);
    }

    private <T> T made(String name, String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new WireException(
                    "Expected a sound value at " + path + "/" + name + ", but: "
                            + shortened(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private WireException missing(String name) {
        return new WireException("Expected a value at " + path + "/" + name + ", but found none");
    }

    private WireException unexpected(String name, String expected, Value found) {
        return new WireException("Expected " + expected + " at " + path + "/" + name + ", but found " + kind(found));
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Obj o -> "an object";
            case Value.Arr a -> "a list";
            case Value.Text(var text) -> "the text '" + shortened(text) + "'";
            case Value.Int(var number) -> "the number " + number;
            case Value.Dec(var number) -> "the number " + number;
            case Value.Bool(var truth) -> String.valueOf(truth);
            case Value.Nil n -> "null";
            case Value.Ref r -> "a reference";
        };
    }

    static String shortened(String text) {
        return shortened(text, 200);
    }

    static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }
}
