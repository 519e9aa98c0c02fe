package org.etsi.osm.lcm.ro.vim;

import java.util.Optional;

/**
 * Who made a resource: the NS record ({@code osm-ns}) and the task ({@code osm-task}). Every create carries both; where
 * a kind can't be tagged the driver puts them into its name ({@link #nameFor}), for flavors into scoped extra specs.
 */
public record Tags(String ns, String task) {
    public static final String NS_KEY = "osm-ns";
    public static final String TASK_KEY = "osm-task";
    /** Extra specs under this scope are ours; the scheduler ignores scopes it doesn't know. */
    public static final String NS_EXTRA_SPEC = "osm:ns";

    public static final String TASK_EXTRA_SPEC = "osm:task";

    private static final String SEPARATOR = "~";

    public Tags {
        requireTag(NS_KEY, ns);
        requireTag(TASK_KEY, task);
    }

    /** The name that carries these tags, for kinds that have nothing else to carry them. */
    public String nameFor(String name) {
        return name + SEPARATOR + ns + SEPARATOR + task;
    }

    /** The tags in a name made by {@link #nameFor}; empty for every other name. */
    public static Optional<Tags> inName(String name) {
        int beforeTask = name.lastIndexOf(SEPARATOR);
        int beforeNs = beforeTask < 0 ? -1 : name.lastIndexOf(SEPARATOR, beforeTask - 1);
        if (beforeNs < 0 || beforeNs + 1 == beforeTask || beforeTask + 1 == name.length()) {
            return Optional.empty();
        }
        return Optional.of(new Tags(name.substring(beforeNs + 1, beforeTask), name.substring(beforeTask + 1)));
    }

    private static void requireTag(String key, String value) {
        if (value.isBlank() || value.contains(SEPARATOR)) {
            throw new IllegalArgumentException(
                    "Expected a value for tag " + key + " without '" + SEPARATOR + "', but got '" + value + "'");
        }
    }
}
