package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, which knows where it is, so that every complaint can say so. Lenient about shape, since
 * documents come from several versions of OSM: numbers and truths may be texts, a list of one may stand without its
 * list, nothing may be left out or null.
 */
public record Node(Value value, String where) {
    private static final int SHOWN = 60;

    /** The top of a document that an operator knows by a name, such as {@code vnfd hackfest_basic-vnf}. */
    public static Node document(String name, Value value) {
        var root = new Node(value, name);
        if (!(value instanceof Value.Obj)) {
            throw root.expected("a map");
        }
        return root;
    }

    /** The field of a map; nothing if it isn't there or null. */
    public Optional<Node> find(String name) {
        return value.field(name).map(found -> new Node(found, where + "." + name));
    }

    /** The field at the end of a path of maps, each of which may be missing. */
    public Optional<Node> find(String first, String... rest) {
        var here = find(first);
        for (String name : rest) {
            here = here.flatMap(node -> node.find(name));
        }
        return here;
    }

    public Node get(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    /** The text of a field that must be there and not blank. */
    public String text(String name) {
        return get(name).asText();
    }

    /** The text of a field; a blank one says as little as none, and NBI writes both. */
    public @Nullable String textOrNull(String name) {
        return find(name)
                .filter(node -> !(node.value instanceof Value.Text(var text) && text.isBlank()))
                .map(Node::asText)
                .orElse(null);
    }

    /** This as a text that isn't blank. */
    public String asText() {
        var text = value.asText().orElseThrow(() -> expected("a text"));
        if (text.isBlank()) {
            throw expected("a text that isn't blank");
        }
        return text;
    }

    /** The items of a field; one thing that stands where a list is expected is a list of one. */
    public List<Node> list(String name) {
        var field = find(name);
        if (field.isEmpty()) {
            return List.of();
        }
        var node = field.get();
        if (!(node.value instanceof Value.Arr(var items))) {
            return List.of(node);
        }
        var nodes = new ArrayList<Node>(items.size());
        for (int i = 0; i < items.size(); i++) {
            nodes.add(new Node(items.get(i), node.where + "[" + i + "]"));
        }
        return nodes;
    }

    /** The items of a field, each of which must be a map. */
    public List<Node> maps(String name) {
        var nodes = list(name);
        for (Node node : nodes) {
            if (!(node.value instanceof Value.Obj)) {
                throw node.expected("a map");
            }
        }
        return nodes;
    }

    public List<String> texts(String name) {
        return list(name).stream().map(Node::asText).toList();
    }

    /** The fields of this map, by name; nothing if it is no map. */
    public Map<String, Value> fields() {
        return value instanceof Value.Obj(var fields) ? fields : Map.of();
    }

    /** The map of a field; empty if it isn't there. */
    public Value.Obj object(String name) {
        var field = find(name);
        if (field.isEmpty()) {
            return Value.Obj.EMPTY;
        }
        if (field.get().value instanceof Value.Obj object) {
            return object;
        }
        throw field.get().expected("a map");
    }

    /** Whether a field says true, as a truth or in words. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(truthOrNull(name));
    }

    public @Nullable Boolean truthOrNull(String name) {
        var field = find(name).orElse(null);
        if (field == null) {
            return null;
        }
        return switch (field.asText().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Boolean.TRUE;
            case "false", "no", "0" -> Boolean.FALSE;
            default -> throw field.expected("true or false");
        };
    }

    public Optional<Double> number(String name) {
        return find(name).map(Node::asNumber);
    }

    /** A whole number from {@code least} up; a fraction is rounded up, since it says how much is needed. */
    public Optional<Integer> count(String name, int least) {
        return find(name).map(node -> {
            double rounded = Math.ceil(node.asNumber());
            if (rounded < least || rounded > Integer.MAX_VALUE) {
                throw node.expected("a number of at least " + least);
            }
            return (int) rounded;
        });
    }

    private double asNumber() {
        try {
            double number = Double.parseDouble(value.asText().orElse("").trim());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the place
        }
        throw expected("a number");
    }

    private UnusableDocumentException missing(String name) {
        return new UnusableDocumentException("Expected '" + name + "' at " + where + ", but it isn't there");
    }

    /** The complaint that something else is here than expected. */
    public UnusableDocumentException expected(String what) {
        return new UnusableDocumentException("Expected " + what + " at " + where + ", but found " + found());
    }

    private String found() {
        return switch (value) {
            case Value.Obj o -> "a map";
            case Value.Arr a -> "a list";
            case Value.Nil n -> "nothing";
            case Value.Ref r -> "a reference";
            case Value.Text(var text) -> "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
            case Value.Int(var number) -> String.valueOf(number);
            case Value.Dec(var number) -> String.valueOf(number);
            case Value.Bool(var truth) -> String.valueOf(truth);
        };
    }
}
