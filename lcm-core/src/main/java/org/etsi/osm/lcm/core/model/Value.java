package org.etsi.osm.lcm.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable tree of data: what JSON, YAML and BSON can say in common, and one thing more, a {@link Ref} to an output
 * of another task. Parameters, outputs, records and requests are trees of this type, so that the core needs no JSON
 * library and no driver. Thread-safe.
 */
public sealed interface Value {

    /** A map; the order of its fields is kept. */
    record Obj(Map<String, Value> fields) implements Value {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** A map with one field more, or with that field replaced. */
        public Obj with(String name, Value value) {
            var copy = new LinkedHashMap<>(fields);
            copy.put(name, value);
            return new Obj(copy);
        }

        public Obj with(String name, String value) {
            return with(name, new Text(value));
        }

        public Obj with(String name, long value) {
            return with(name, new Int(value));
        }

        public Obj with(String name, boolean value) {
            return with(name, new Bool(value));
        }

        /** A map with the other's fields in place of its own; a field that is {@link Nil} there is taken away. */
        public Obj merged(Obj other) {
            var copy = new LinkedHashMap<>(fields);
            other.fields().forEach((name, value) -> {
                if (value instanceof Nil) {
                    copy.remove(name);
                } else {
                    copy.put(name, value);
                }
            });
            return new Obj(copy);
        }
    }

    /** A list. */
    record Arr(List<Value> items) implements Value {
        public static final Arr EMPTY = new Arr(List.of());

        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A text. */
    record Text(String value) implements Value {}

    /** A whole number. */
    record Int(long value) implements Value {}

    /** A number with a fraction; never NaN or infinite, which no wire format of ours can carry. */
    record Dec(double value) implements Value {
        public Dec {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("Expected a finite number, but found " + value);
            }
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** The explicit absence of a value, as {@code null} in JSON. */
    record Nil() implements Value {}

    /**
     * A reference to an output of a task that the bearer depends on; {@code pointer} is a JSON pointer into its
     * outputs.
     */
    record Ref(TaskId task, String pointer) implements Value {
        public Ref {
            if (!pointer.isEmpty() && !pointer.startsWith("/")) {
                throw new IllegalArgumentException("Expected a JSON pointer, but found '" + pointer + "'");
            }
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Int(number);
    }

    static Value of(boolean truth) {
        return new Bool(truth);
    }

    static Arr list(List<? extends Value> items) {
        return new Arr(List.copyOf(items));
    }

    /** The field of a map, or nothing if this is no map, has no such field, or has it as {@link Nil}. */
    default Optional<Value> field(String name) {
        return this instanceof Obj(var fields)
                ? Optional.ofNullable(fields.get(name)).filter(v -> !(v instanceof Nil))
                : Optional.empty();
    }

    /** The text of a field; numbers and truths are given as text, anything else is nothing. */
    default Optional<String> text(String name) {
        return field(name).flatMap(Value::asText);
    }

    /** This as text, if it is a text, a number or a truth. */
    default Optional<String> asText() {
        return switch (this) {
            case Text(var text) -> Optional.of(text);
            case Int(var number) -> Optional.of(Long.toString(number));
            case Dec(var number) -> Optional.of(Double.toString(number));
            case Bool(var truth) -> Optional.of(Boolean.toString(truth));
            case Obj o -> Optional.empty();
            case Arr a -> Optional.empty();
            case Nil n -> Optional.empty();
            case Ref r -> Optional.empty();
        };
    }

    /** The items of a field that is a list; empty if there is none. */
    default List<Value> items(String name) {
        return field(name).map(Value::items).orElse(List.of());
    }

    /** The items of a list; empty for anything else. */
    default List<Value> items() {
        return this instanceof Arr(var items) ? items : List.of();
    }

    /** Every reference in it, in order. */
    default List<Ref> references() {
        return switch (this) {
            case Obj(var fields) ->
                fields.values().stream().flatMap(v -> v.references().stream()).toList();
            case Arr(var items) ->
                items.stream().flatMap(v -> v.references().stream()).toList();
            case Ref ref -> List.of(ref);
            case Text t -> List.of();
            case Int i -> List.of();
            case Dec d -> List.of();
            case Bool b -> List.of();
            case Nil n -> List.of();
        };
    }

    /** The value at a JSON pointer (RFC 6901), or nothing. */
    default Optional<Value> at(String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(this);
        }
        Value here = this;
        for (String token : pointer.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            Value next = switch (here) {
                case Obj(var fields) -> fields.get(name);
                case Arr(var items) -> itemAt(items, name);
                case Text t -> null;
                case Int i -> null;
                case Dec d -> null;
                case Bool b -> null;
                case Nil n -> null;
                case Ref r -> null;
            };
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return Optional.of(here);
    }

    private static @org.jspecify.annotations.Nullable Value itemAt(List<Value> items, String token) {
        if (token.isEmpty() || token.length() > 6 || !token.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int index = Integer.parseInt(token);
        return index < items.size() ? items.get(index) : null;
    }

    /** About how many bytes this takes as JSON; never less than a half of it and never more than twice. */
    default int size() {
        return switch (this) {
            case Obj(var fields) -> {
                int sum = 2;
                for (var field : fields.entrySet()) {
                    sum += field.getKey().length() + 4 + field.getValue().size();
                }
                yield sum;
            }
            case Arr(var items) -> {
                int sum = 2;
                for (Value item : items) {
                    sum += item.size() + 1;
                }
                yield sum;
            }
            case Text(var text) -> text.length() + 2;
            case Int i -> 8;
            case Dec d -> 8;
            case Bool b -> 5;
            case Nil n -> 4;
            case Ref(var task, var pointer) -> pointer.length() + 30;
        };
    }
}
