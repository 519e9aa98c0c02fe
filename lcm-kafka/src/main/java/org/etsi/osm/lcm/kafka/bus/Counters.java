package org.etsi.osm.lcm.kafka.bus;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the shell counts, by name; for logs, metrics and tests. Thread-safe. */
public final class Counters {
    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String name) {
        add(name, 1);
    }

    public void add(String name, long count) {
        counts.computeIfAbsent(name, n -> new LongAdder()).add(count);
    }

    public long get(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    public Map<String, Long> all() {
        var all = new TreeMap<String, Long>();
        counts.forEach((name, count) -> all.put(name, count.sum()));
        return all;
    }
}
