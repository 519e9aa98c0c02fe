package org.etsi.osm.lcm.tasks.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/** Reads the fields of parameters and outputs into records, and writes them; absent optional ones aren't written. */
final class Fields {
    private final String of;
    private final Value.Obj given;

    private Fields(String of, Value.Obj given) {
        this.of = of;
        this.given = given;
    }

    static Fields of(String what, Value.Obj given) {
        return new Fields(what, given);
    }

    String text(String name) {
        return given.text(name).orElseThrow(() -> missing(name, Field.Kind.TEXT));
    }

    @Nullable
    String optionalText(String name) {
        return given.text(name).orElse(null);
    }

    Input input(String name) {
        return input(given.field(name).orElseThrow(() -> missing(name, Field.Kind.TEXT)), name);
    }

    @Nullable
    Input optionalInput(String name) {
        return given.field(name).map(value -> input(value, name)).orElse(null);
    }

    List<Input> inputs(String name) {
        return given.items(name).stream().map(item -> input(item, name)).toList();
    }

    private Input input(Value value, String name) {
        return value instanceof Value.Ref(var task, var pointer)
                ? new Input.Output(task, pointer)
                : new Input.Known(value.asText().orElseThrow(() -> missing(name, Field.Kind.TEXT)));
    }

    @Nullable
    Integer optionalNumber(String name) {
        var value = given.field(name).orElse(null);
        if (value == null) {
            return null;
        }
        if (value instanceof Value.Int(var number) && number == (int) number) {
            return (int) number;
        }
        throw missing(name, Field.Kind.NUMBER);
    }

    int number(String name) {
        var number = optionalNumber(name);
        if (number == null) {
            throw missing(name, Field.Kind.NUMBER);
        }
        return number;
    }

    int number(String name, int otherwise) {
        var number = optionalNumber(name);
        return number == null ? otherwise : number;
    }

    @Nullable
    Boolean optionalTruth(String name) {
        return given.field(name).orElse(null) instanceof Value.Bool(var truth) ? (Boolean) truth : null;
    }

    boolean truth(String name, boolean otherwise) {
        var truth = optionalTruth(name);
        return truth == null ? otherwise : truth;
    }

    List<String> texts(String name) {
        return given.items(name).stream()
                .map(item -> item.asText().orElseThrow(() -> missing(name, Field.Kind.TEXTS)))
                .toList();
    }

    /** None where the field isn't there, which differs from empty. */
    @Nullable
    List<String> optionalTexts(String name) {
        return given.field(name).isPresent() ? texts(name) : null;
    }

    Map<String, String> textMap(String name) {
        var map = new LinkedHashMap<String, String>();
        object(name)
                .fields()
                .forEach((key, value) -> map.put(key, value.asText().orElse("")));
        return map;
    }

    Value.Obj object(String name) {
        return given.field(name).orElse(Value.Obj.EMPTY) instanceof Value.Obj object ? object : Value.Obj.EMPTY;
    }

    List<Value.Obj> objects(String name) {
        return given.items(name).stream()
                .filter(Value.Obj.class::isInstance)
                .map(Value.Obj.class::cast)
                .toList();
    }

    private IllegalArgumentException missing(String name, Field.Kind kind) {
        return new IllegalArgumentException(
                "Expected '" + name + "' of " + of + " to be a " + kind.words() + ", but found " + given.field(name));
    }

    static Writer write() {
        return new Writer();
    }

    /** Collects fields in order. */
    static final class Writer {
        private final Map<String, Value> fields = new LinkedHashMap<>();

        Writer put(String name, @Nullable Value value) {
            if (value != null) {
                fields.put(name, value);
            }
            return this;
        }

        Writer put(String name, @Nullable String text) {
            return put(name, text == null ? null : new Value.Text(text));
        }

        Writer put(String name, @Nullable Integer number) {
            return put(name, number == null ? null : new Value.Int(number));
        }

        Writer put(String name, @Nullable Boolean truth) {
            return put(name, truth == null ? null : new Value.Bool(truth));
        }

        Writer put(String name, Input input) {
            return put(name, input.toValue());
        }

        Writer inputs(String name, List<Input> inputs) {
            return inputs.isEmpty()
                    ? this
                    : put(name, Value.list(inputs.stream().map(Input::toValue).toList()));
        }

        /** Leaves out an empty list, which says the same as none. */
        Writer objects(String name, List<? extends Value> objects) {
            return objects.isEmpty() ? this : put(name, Value.list(objects));
        }

        Writer texts(String name, @Nullable List<String> texts) {
            return texts == null
                    ? this
                    : put(name, Value.list(texts.stream().map(Value::of).toList()));
        }

        /** As {@link #texts}, but leaves out an empty list where that says the same as none. */
        Writer someTexts(String name, List<String> texts) {
            return texts.isEmpty() ? this : texts(name, texts);
        }

        /** Leaves out an empty map, which says the same as none. */
        Writer someObject(String name, Value.Obj map) {
            return map.fields().isEmpty() ? this : put(name, map);
        }

        Writer textMap(String name, Map<String, String> map) {
            if (map.isEmpty()) {
                return this;
            }
            var values = new LinkedHashMap<String, Value>();
            // Sorted, so that the same map is always written alike.
            new TreeMap<>(map).forEach((key, text) -> values.put(key, new Value.Text(text)));
            return put(name, new Value.Obj(values));
        }

        Value.Obj done() {
            return new Value.Obj(fields);
        }
    }
}
