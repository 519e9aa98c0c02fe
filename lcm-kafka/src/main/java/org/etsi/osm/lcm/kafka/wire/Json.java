package org.etsi.osm.lcm.kafka.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON to {@link Value} and back. What it writes is compact, and PyYAML reads it too: no escaped slash, no surrogate
 * escapes, no raw line separators, no exponents. What it reads may be hostile: depth, size and duplicate keys are
 * limited, and any excess is a {@link WireException}. Thread-safe.
 */
public final class Json {
    /** Levels of nesting that are read. */
    public static final int MAX_DEPTH = 64;

    /** Bytes of one message that are read. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(4096)
                    .maxNumberLength(400)
                    .build())
            .build();

    private Json() {}

    /** Reads one JSON text, and nothing after it. */
    public static Value read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new WireException("Expected at most " + MAX_BYTES + " bytes of JSON, but found " + bytes.length);
        }
        return read(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Reads one JSON text, and nothing after it. */
    public static Value read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new WireException("Expected JSON, but found nothing");
            }
            Value value = value(parser);
            if (parser.nextToken() != null) {
                throw new WireException("Expected one JSON text, but found more after it");
            }
            return value;
        } catch (JacksonException e) {
            throw new WireException("Expected JSON, but " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /** Reads one JSON object, and nothing after it. */
    public static Value.Obj readObject(byte[] bytes) {
        if (read(bytes) instanceof Value.Obj object) {
            return object;
        }
        throw new WireException("Expected a JSON object, but found another kind of JSON");
    }

    public static byte[] write(Value value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Value value) {
        var out = new StringBuilder(256);
        append(out, value);
        return out.toString();
    }

    /** The same tree with every {@code {"$from": task, "pointer": …}} made a reference. */
    public static Value withReferences(Value value) {
        return switch (value) {
            case Value.Obj object -> {
                if (object.fields().size() == 2
                        && object.fields().get("$from") instanceof Value.Text(var task)
                        && object.fields().get("pointer") instanceof Value.Text(var pointer)) {
                    yield reference(task, pointer);
                }
                var fields = new LinkedHashMap<String, Value>();
                object.fields().forEach((name, field) -> fields.put(name, withReferences(field)));
                yield new Value.Obj(fields);
            }
            case Value.Arr(var items) ->
                new Value.Arr(items.stream().map(Json::withReferences).toList());
            case Value.Text t -> t;
            case Value.Int i -> i;
            case Value.Dec d -> d;
            case Value.Bool b -> b;
            case Value.Nil n -> n;
            case Value.Ref r -> r;
        };
    }

    private static Value reference(String task, String pointer) {
        try {
            return new Value.Ref(new TaskId(task), pointer);
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Value value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Value.Text(parser.getString());
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser.getDoubleValue());
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> new Value.Nil();
            default -> throw new WireException("Expected a JSON value, but found " + token);
        };
    }

    private static Value object(JsonParser parser) {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new Value.Obj(fields);
    }

    private static Value array(JsonParser parser) {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Value.Arr(items);
    }

    private static Value whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> new Value.Int(parser.getLongValue());
            default -> fraction(parser.getDoubleValue());
        };
    }

    private static Value fraction(double number) {
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw new WireException("Expected numbers that fit into 64 bits, but found a larger one");
        }
        return new Value.Dec(number);
    }

    private static void append(StringBuilder out, Value value) {
        switch (value) {
            case Value.Obj(var fields) -> appendObject(out, fields);
            case Value.Arr(var items) -> {
                out.append('[');
                String separator = "";
                for (Value item : items) {
                    out.append(separator);
                    append(out, item);
                    separator = ",";
                }
                out.append(']');
            }
            case Value.Text(var text) -> appendText(out, text);
            case Value.Int(var number) -> out.append(number);
            case Value.Dec(var number) -> out.append(plain(number));
            case Value.Bool(var truth) -> out.append(truth);
            case Value.Nil n -> out.append("null");
            case Value.Ref(var task, var pointer) ->
                append(out, Value.Obj.EMPTY.with("$from", task.value()).with("pointer", pointer));
        }
    }

    private static void appendObject(StringBuilder out, Map<String, Value> fields) {
        out.append('{');
        String separator = "";
        for (var field : fields.entrySet()) {
            out.append(separator);
            appendText(out, field.getKey());
            out.append(':');
            append(out, field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    /** PyYAML takes 1.76E9 for a text, so an exponent is never written; a fraction always is, so that it stays one. */
    private static String plain(double number) {
        String text = new BigDecimal(Double.toString(number)).toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    private static void appendText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        appendCharacter(out, c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void appendCharacter(StringBuilder out, char c) {
        boolean lonelySurrogate = Character.isSurrogate(c);
        boolean unreadable = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff || c >= 0xfffe;
        boolean lineBreakInYaml = c == '\u2028' || c == '\u2029';
        if (lonelySurrogate) {
            out.append('\ufffd');
        } else if (unreadable || lineBreakInYaml) {
            out.append("\\u%04x".formatted((int) c));
        } else {
            out.append(c);
        }
    }

    /** The library's own words, without where it says that it doesn't say where. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("it couldn't be parsed");
        int aside = line.indexOf(" (start marker");
        return aside < 0 ? line : line.substring(0, aside);
    }
}
