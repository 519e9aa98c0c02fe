package org.etsi.osm.lcm.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: for people, or with {@code --json} one object or list on one line. */
public final class Output {
    @Option(names = "--json", description = "print JSON instead of text")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Output() {}

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void json(Value value) {
        out().println(Json.text(value));
        out().flush();
    }

    void line(String text) {
        out().println(text);
        out().flush();
    }

    /** A table: columns as wide as their widest cell, the last one as it comes. */
    void table(List<String> heads, List<List<String>> rows) {
        int[] widths = heads.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        out().println(formatted(heads, widths));
        rows.forEach(row -> out().println(formatted(row, widths)));
        out().flush();
    }

    private static String formatted(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i));
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - cells.get(i).length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }

    static List<String> row(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .toList());
    }
}
