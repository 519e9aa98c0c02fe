package org.etsi.osm.lcm.ro.vim;

import org.jspecify.annotations.Nullable;

/** Which of our own resources to list: those of an NS, of a task, of both, or all that carry our tags. */
public record TagQuery(@Nullable String ns, @Nullable String task) {
    public static TagQuery ofNs(String ns) {
        return new TagQuery(ns, null);
    }

    public static TagQuery ofTask(String task) {
        return new TagQuery(null, task);
    }

    public static TagQuery of(Tags tags) {
        return new TagQuery(tags.ns(), tags.task());
    }

    /** Everything that carries tags of ours: what the sweep looks through. */
    public static TagQuery anyOfOurs() {
        return new TagQuery(null, null);
    }

    public boolean matches(Tags tags) {
        return (ns == null || ns.equals(tags.ns())) && (task == null || task.equals(tags.task()));
    }
}
