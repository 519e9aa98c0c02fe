package org.etsi.osm.lcm.tasks.onboarding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Short words for trees of values. */
final class Tree {
    private Tree() {}

    /** A map of names and values in turn; a value is a tree, a text, a number, a truth, a list of such, or nothing. */
    static Value.Obj map(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Value>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), value(namesAndValues[i + 1]));
        }
        return new Value.Obj(fields);
    }

    private static Value value(@Nullable Object plain) {
        return switch (plain) {
            case null -> new Value.Nil();
            case Value tree -> tree;
            case Optional<?> maybe -> value(maybe.orElse(null));
            case Boolean truth -> new Value.Bool(truth);
            case Double number -> new Value.Dec(number);
            case Number number -> new Value.Int(number.longValue());
            case List<?> list -> {
                var items = new ArrayList<Value>();
                list.forEach(item -> items.add(value(item)));
                yield new Value.Arr(items);
            }
            default -> new Value.Text(String.valueOf(plain));
        };
    }

    /** With a field more where there is a value for it. */
    static Value.Obj withSome(Value.Obj map, String name, Optional<? extends Value> value) {
        return value.isPresent() ? map.with(name, value.get()) : map;
    }

    /** Those of {@code names} that {@code from} has, copied over. */
    static Value.Obj copy(Value.Obj into, Value from, String... names) {
        var copy = into;
        for (String name : names) {
            copy = withSome(copy, name, from.field(name));
        }
        return copy;
    }

    static Optional<Value> first(List<Value> items, Predicate<Value> wanted) {
        return items.stream().filter(wanted).findFirst();
    }

    /** The item of a list whose field has a text. */
    static Optional<Value> with(List<Value> items, String name, String text) {
        return first(items, item -> item.text(name).equals(Optional.of(text)));
    }

    static String text(Value from, String name) {
        return from.text(name).orElse("");
    }

    /** The first deployment flavour, the only one that OSM looks at. */
    static Value flavour(Value descriptor) {
        return descriptor.items("df").stream().findFirst().orElse(Value.Obj.EMPTY);
    }
}
