package org.etsi.osm.lcm.core.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Things to do at a time, on the loop's monotonic clock: at most one for each task and one for each operation itself.
 * Whoever is woken checks whether it is still meant. Confined to the loop's thread.
 */
final class Alarms<T> {
    private final TreeMap<Due, Alarm<T>> queue = new TreeMap<>();
    private final Map<Key, Due> byKey = new HashMap<>();
    private long count;

    /** Whose alarm it is. */
    record Key(OperationId operation, @Nullable TaskId task) {}

    /** An alarm that rang. */
    record Alarm<T>(Key key, T what) {}

    private record Due(long atMs, long number) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Sets the alarm of a key; a former one is dropped. */
    void set(Key key, long dueAtMs, T what) {
        drop(key);
        var due = new Due(dueAtMs, count++);
        queue.put(due, new Alarm<>(key, what));
        byKey.put(key, due);
    }

    void drop(Key key) {
        Due due = byKey.remove(key);
        if (due != null) {
            queue.remove(due);
        }
    }

    /** Drops the alarms of an operation of so many tasks. */
    void dropAll(OperationId operation, int tasks) {
        drop(new Key(operation, null));
        for (int i = 0; i < tasks; i++) {
            drop(new Key(operation, TaskId.at(i)));
        }
    }

    /** The next one that is due, taken out; or none. */
    @Nullable
    Alarm<T> poll(long nowMs) {
        var first = queue.firstEntry();
        if (first == null || first.getKey().atMs() > nowMs) {
            return null;
        }
        queue.remove(first.getKey());
        byKey.remove(first.getValue().key());
        return first.getValue();
    }

    /** When the next one is due; {@link Long#MAX_VALUE} if there is none. */
    long nextMs() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.firstKey().atMs();
    }
}
