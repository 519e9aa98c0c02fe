package org.etsi.osm.lcm.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.model.Value;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Trees for tests: from YAML text, and changed at a place. */
@SuppressWarnings("ReferenceEquality") // of the one value that says "gone"
public final class Trees {
    private static final Value GONE = Value.of("gone, by identity");

    private Trees() {}

    /** The first document of a text. */
    public static Value yaml(String text) {
        return value(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    private static Value value(Object plain) {
        return switch (plain) {
            case null -> new Value.Nil();
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Value>();
                map.forEach((key, item) -> fields.put(String.valueOf(key), value(item)));
                yield new Value.Obj(fields);
            }
            case List<?> list -> new Value.Arr(list.stream().map(Trees::value).toList());
            case Boolean truth -> new Value.Bool(truth);
            case Double number -> new Value.Dec(number);
            case Number number -> new Value.Int(number.longValue());
            default -> new Value.Text(String.valueOf(plain));
        };
    }

    /** The tree with something else at a JSON pointer; {@code -} at the end of a list adds to it. */
    public static Value.Obj with(Value tree, String pointer, String yaml) {
        return (Value.Obj) change(tree, List.of(pointer.substring(1).split("/")), old -> yaml(yaml));
    }

    /** The tree without what is at a JSON pointer. */
    public static Value.Obj without(Value tree, String pointer) {
        return (Value.Obj) change(tree, List.of(pointer.substring(1).split("/")), old -> GONE);
    }

    private static Value change(Value here, List<String> path, UnaryOperator<Value> change) {
        if (path.isEmpty()) {
            return change.apply(here);
        }
        var rest = path.subList(1, path.size());
        if (here instanceof Value.Arr(var items)) {
            var copy = new ArrayList<>(items);
            if (path.getFirst().equals("-")) {
                copy.add(change(new Value.Nil(), rest, change));
                return new Value.Arr(copy);
            }
            int index = Integer.parseInt(path.getFirst());
            var changed = change(copy.get(index), rest, change);
            if (changed == GONE) {
                copy.remove(index);
            } else {
                copy.set(index, changed);
            }
            return new Value.Arr(copy);
        }
        var fields = new LinkedHashMap<>(here instanceof Value.Obj(var known) ? known : Map.<String, Value>of());
        var changed = change(fields.getOrDefault(path.getFirst(), new Value.Nil()), rest, change);
        if (changed == GONE) {
            fields.remove(path.getFirst());
        } else {
            fields.put(path.getFirst(), changed);
        }
        return new Value.Obj(fields);
    }
}
