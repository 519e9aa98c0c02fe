package org.etsi.osm.lcm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A configuration of TLC: constants, and what has to hold.
 *
 * @param head everything but the properties
 * @param invariants by name
 * @param properties temporal ones, by name
 */
record Bounds(String head, List<String> invariants, List<String> properties) {
    private static final Set<String> KEYWORDS = Set.of("INVARIANTS", "PROPERTIES");

    Bounds {
        invariants = List.copyOf(invariants);
        properties = List.copyOf(properties);
    }

    static Bounds of(String text) {
        var head = new StringBuilder();
        var invariants = new ArrayList<String>();
        var properties = new ArrayList<String>();
        String section = "";
        for (String line : text.lines().toList()) {
            if (KEYWORDS.contains(line)) {
                section = line;
            } else if (section.isEmpty()) {
                head.append(line).append('\n');
            } else {
                (section.equals("INVARIANTS") ? invariants : properties).add(line.strip());
            }
        }
        return new Bounds(head.toString(), invariants, properties);
    }

    List<String> all() {
        var all = new ArrayList<>(invariants);
        all.addAll(properties);
        return all;
    }

    /** Without a rule, and looking for one violation only: another one may come first. */
    Bounds without(String rule, String violation) {
        String switched = head.replace(rule + " = TRUE", rule + " = FALSE");
        if (switched.equals(head) || !all().contains(violation)) {
            throw new IllegalArgumentException(
                    "Expected a rule and a property of these bounds, but found " + rule + " and " + violation);
        }
        return new Bounds(
                switched,
                invariants.stream().filter(violation::equals).toList(),
                properties.stream().filter(violation::equals).toList());
    }

    String text() {
        return head + section("INVARIANTS", invariants) + section("PROPERTIES", properties);
    }

    private static String section(String keyword, List<String> names) {
        return names.isEmpty() ? "" : keyword + "\n    " + String.join("\n    ", names) + "\n";
    }
}
