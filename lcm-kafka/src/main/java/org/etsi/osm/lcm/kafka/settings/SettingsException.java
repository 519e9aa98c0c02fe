package org.etsi.osm.lcm.kafka.settings;

import java.util.List;

/** Settings that can't be used; the message has all problems, one a line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super("Expected usable settings, but found " + problems.size() + " problem" + (problems.size() == 1 ? "" : "s")
                + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
