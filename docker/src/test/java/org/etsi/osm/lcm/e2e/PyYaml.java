package org.etsi.osm.lcm.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.core.model.Value;

/** Writes as PyYAML's {@code safe_dump(…, default_flow_style=True)} does: flow style, sorted, folded at 80 columns. */
final class PyYaml {
    private static final int WIDTH = 80;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private final StringBuilder out = new StringBuilder();
    private int column;

    private PyYaml() {}

    static byte[] dump(Value value) {
        var yaml = new PyYaml();
        yaml.write(value);
        return yaml.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Value value) {
        switch (value) {
            case Value.Obj(var fields) -> {
                put("{");
                String separator = "";
                for (Map.Entry<String, Value> field : new TreeMap<>(fields).entrySet()) {
                    put(separator);
                    put(text(field.getKey()) + ": ");
                    write(field.getValue());
                    separator = ", ";
                }
                put("}");
            }
            case Value.Arr(var items) -> {
                put("[");
                String separator = "";
                for (Value item : items) {
                    put(separator);
                    write(item);
                    separator = ", ";
                }
                put("]");
            }
            case Value.Text(var text) -> put(text(text));
            case Value.Nil nil -> put("null");
            default -> put(value.asText().orElseThrow());
        }
    }

    private void put(String part) {
        if (part.equals(", ") && column > WIDTH) {
            out.append(",\n  ");
            column = 2;
            return;
        }
        out.append(part);
        column += part.length();
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()
                ? text
                : "'" + text.replace("'", "''") + "'";
    }
}
