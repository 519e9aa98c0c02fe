package org.etsi.osm.lcm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A document as it has to be, field by field: another one with changes, where what nobody can know beforehand is given
 * by a rule. What isn't mentioned has to be as before. All differences are told at once. Immutable.
 */
final class ExpectedDocument {
    private static final Duration MENDED_WITHIN = Duration.ofSeconds(15);

    private final Map<String, Rule> leaves;

    private ExpectedDocument(Map<String, Rule> leaves) {
        this.leaves = leaves;
    }

    /** What a single value has to be. */
    record Rule(String description, Predicate<Value> holds) {
        private static final double CLOCKS_MS = 1_000;

        static Rule exactly(Value value) {
            return new Rule(show(value), found -> same(value, found));
        }

        static Rule text(String regex) {
            return new Rule(
                    "a text like " + regex,
                    found -> found instanceof Value.Text(var text)
                            && Pattern.compile(regex, Pattern.DOTALL)
                                    .matcher(text)
                                    .matches());
        }

        /** Epoch seconds of a moment since then. */
        static Rule since(long epochMs) {
            return new Rule("a time since " + epochMs / 1_000.0, found -> {
                Double seconds = number(found);
                return seconds != null
                        && seconds >= (epochMs - CLOCKS_MS) / 1_000
                        && seconds <= (System.currentTimeMillis() + CLOCKS_MS) / 1_000;
            });
        }

        static Rule whole() {
            return new Rule("a whole number", found -> found instanceof Value.Int);
        }
    }

    /** The document as it is, or was. */
    static ExpectedDocument of(Value.Obj document) {
        var leaves = new TreeMap<String, Rule>();
        flatten("", document).forEach((path, value) -> leaves.put(path, Rule.exactly(value)));
        return new ExpectedDocument(leaves);
    }

    /** With a text, a number, a truth, null, a tree or a {@link Rule} in a place, whatever was there before. */
    ExpectedDocument with(String pointer, @Nullable Object value) {
        var copy = new TreeMap<>(without(pointer).leaves);
        for (int at = pointer.lastIndexOf('/'); at > 0; at = pointer.lastIndexOf('/', at - 1)) {
            copy.remove(pointer.substring(0, at));
        }
        if (value instanceof Rule rule) {
            copy.put(pointer, rule);
        } else {
            flatten(pointer, tree(value)).forEach((path, leaf) -> copy.put(path, Rule.exactly(leaf)));
        }
        return new ExpectedDocument(copy);
    }

    /** Without a field and all that is below it. */
    ExpectedDocument without(String pointer) {
        var copy = new TreeMap<>(leaves);
        copy.keySet().removeIf(path -> path.equals(pointer) || path.startsWith(pointer + "/"));
        return new ExpectedDocument(copy);
    }

    /** Every place where a document differs, with what was expected there and what was found. */
    List<String> differences(Value.Obj found) {
        Map<String, Value> there = flatten("", found);
        var paths = new TreeSet<>(leaves.keySet());
        paths.addAll(there.keySet());
        var differences = new ArrayList<String>();
        for (String path : paths) {
            Rule rule = leaves.get(path);
            Value value = there.get(path);
            if (rule == null) {
                differences.add(path + ": expected nothing, but found " + show(value));
            } else if (value == null) {
                differences.add(path + ": expected " + rule.description() + ", but there is nothing");
            } else if (!rule.holds().test(value)) {
                differences.add(path + ": expected " + rule.description() + ", but found " + show(value));
            }
        }
        return differences;
    }

    /** What NBI has overwritten meanwhile gets as long as it may take to be mended. Gives what was right. */
    Value.Obj await(String name, Supplier<Value.Obj> record) {
        var right = new AtomicReference<Value.Obj>(Value.Obj.EMPTY);
        Awaitility.await()
                .atMost(MENDED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    right.set(record.get());
                    verify(name, right.get());
                });
        return right.get();
    }

    void verify(String name, Value.Obj found) {
        assertThat(differences(found)).as("differences of " + name).isEmpty();
    }

    /** Leaves by their pointers; an empty map or list is a leaf. */
    private static Map<String, Value> flatten(String pointer, Value value) {
        var leaves = new LinkedHashMap<String, Value>();
        switch (value) {
            case Value.Obj(var fields)
            when !fields.isEmpty() ->
                fields.forEach((name, field) -> leaves.putAll(flatten(pointer + "/" + escaped(name), field)));
            case Value.Arr(var items)
            when !items.isEmpty() -> {
                for (int i = 0; i < items.size(); i++) {
                    leaves.putAll(flatten(pointer + "/" + i, items.get(i)));
                }
            }
            default -> leaves.put(pointer, value);
        }
        return leaves;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Value tree(@Nullable Object value) {
        return switch (value) {
            case null -> new Value.Nil();
            case Value tree -> tree;
            case String text -> Value.of(text);
            case Integer number -> Value.of(number);
            case Long number -> Value.of(number);
            case Double number -> new Value.Dec(number);
            case Boolean truth -> Value.of(truth);
            case List<?> items ->
                Value.list(items.stream().map(ExpectedDocument::tree).toList());
            default -> throw new IllegalArgumentException("Expected something that a document may hold: " + value);
        };
    }

    /** Numbers are the same whether they are stored with a fraction or not. */
    private static boolean same(Value one, Value other) {
        Double number = number(one);
        return number == null ? one.equals(other) : number.equals(number(other));
    }

    private static @Nullable Double number(Value value) {
        return switch (value) {
            case Value.Int(long number) -> (double) number;
            case Value.Dec(double number) -> number;
            default -> null;
        };
    }

    private static String show(@Nullable Value value) {
        return switch (value) {
            case null -> "nothing";
            case Value.Text(var text) -> "'" + text + "'";
            case Value.Nil nil -> "null";
            default -> value.asText().orElse(value instanceof Value.Arr ? "[]" : "{}");
        };
    }
}
