package org.etsi.osm.lcm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.model.Value;

/**
 * A section of the reliability page: what was tried, in words that stay, and the figures of the last run.
 *
 * @param name of its figures
 * @param text what was tried and how to do it again
 */
record Section(String name, String title, String text) {
    private static final String MILLIS = "millis";

    /** As Markdown: figures one by one first, then a table for each list of them. */
    String page(Value.Obj figures) {
        var single = new ArrayList<String>();
        var tables = new ArrayList<String>();
        figures.fields().forEach((key, value) -> {
            if (value instanceof Value.Arr(var items)) {
                tables.add(table(words(key), items));
            } else if (value instanceof Value.Obj(var fields)) {
                tables.add(table(
                        words(key),
                        fields.entrySet().stream()
                                .<Value>map(field -> Value.Obj.EMPTY
                                        .with(words(key), field.getKey())
                                        .with("figure", field.getValue()))
                                .toList()));
            } else {
                single.add("| " + words(key) + " | " + cell(key, value) + " |\n");
            }
        });
        return head()
                + (single.isEmpty() ? "" : "\n| | |\n| --- | ---: |\n" + String.join("", single))
                + String.join("", tables);
    }

    /** Of a build that left it out. */
    String absent() {
        return head() + "\n**Not run in this build.**\n";
    }

    /** What stays from run to run. */
    String head() {
        return "\n## " + title + "\n\n" + text + "\n";
    }

    private static String table(String title, List<Value> items) {
        if (items.isEmpty()) {
            return "\nNo " + title + ".\n";
        }
        if (!(items.getFirst() instanceof Value.Obj(var first))) {
            return "\n" + capital(title) + ": "
                    + items.stream().map(item -> cell("", item)).collect(Collectors.joining("; ")) + ".\n";
        }
        var columns = List.copyOf(first.keySet());
        var text = new StringBuilder("\n| ")
                .append(columns.stream().map(Section::words).collect(Collectors.joining(" | ")))
                .append(" |\n|")
                .append(" --- |".repeat(columns.size()))
                .append('\n');
        for (Value item : items) {
            Map<String, Value> fields = item instanceof Value.Obj(var found) ? found : Map.of();
            text.append("| ")
                    .append(columns.stream()
                            .map(column -> cell(column, fields.getOrDefault(column, new Value.Nil())))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String key, Value value) {
        return switch (value) {
            case Value.Int(long number) when key.toLowerCase(Locale.ROOT).endsWith(MILLIS) -> seconds(number);
            case Value.Int(long number) when key.endsWith("Ms") -> seconds(number);
            // A seed is a name, not an amount.
            case Value.Int(long number) when key.equals("seed") -> String.valueOf(number);
            case Value.Int(long number) -> String.format(Locale.ROOT, "%,d", number);
            case Value.Dec(double number) -> String.format(Locale.ROOT, "%,.1f", number);
            case Value.Bool(boolean truth) -> truth ? "yes" : "no";
            case Value.Text(String text) -> text.replace("|", "\\|").replace('\n', ' ');
            case Value.Arr(var items) ->
                items.stream().map(item -> cell("", item)).collect(Collectors.joining(", "));
            case Value.Obj obj ->
                obj.fields().entrySet().stream()
                        .map(field -> words(field.getKey()) + " " + cell(field.getKey(), field.getValue()))
                        .collect(Collectors.joining(", "));
            case Value.Nil nil -> "";
            case Value.Ref ref -> ref.toString();
        };
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%,.1f s", ms / 1000.0);
    }

    /** {@code rolledBack} and {@code recoveryMs} as "rolled back" and "recovery". */
    private static String words(String key) {
        String bare = key.endsWith("Ms") ? key.substring(0, key.length() - 2) : key.equals(MILLIS) ? "took" : key;
        return bare.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
