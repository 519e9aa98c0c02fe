package org.etsi.osm.lcm.tasks.onboarding;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;

/** A tree as the JSON text that NBI stores of some fields: as Python writes it, with a blank after colon and comma. */
final class JsonText {
    private JsonText() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Obj(var fields) -> {
                var parts = new ArrayList<String>();
                fields.forEach((name, field) -> parts.add(quoted(name) + ": " + of(field)));
                yield "{" + String.join(", ", parts) + "}";
            }
            case Value.Arr(var items) -> "[" + String.join(", ", each(items)) + "]";
            case Value.Text(var text) -> quoted(text);
            case Value.Int(var number) -> Long.toString(number);
            case Value.Dec(var number) -> Double.toString(number);
            case Value.Bool(var truth) -> Boolean.toString(truth);
            case Value.Nil nil -> "null";
            case Value.Ref(var task, var pointer) -> quoted(task + pointer);
        };
    }

    private static List<String> each(List<Value> items) {
        return items.stream().map(JsonText::of).toList();
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ' || character > '~') {
                json.append("\\u%04x".formatted((int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }
}
