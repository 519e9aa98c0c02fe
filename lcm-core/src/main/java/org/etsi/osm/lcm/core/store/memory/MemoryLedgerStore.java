package org.etsi.osm.lcm.core.store.memory;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory. What it holds survives the loop that uses it, so a crash is a new loop on the same store.
 * Thread-safe; the fault hook is called under its lock.
 */
public final class MemoryLedgerStore implements LedgerStore {
    /** As the real one's. */
    private static final int SIZE_LIMIT = 12 * 1024 * 1024;

    private final TreeMap<String, LedgerEntry> entries = new TreeMap<>();
    private final Set<String> spoiled = new HashSet<>();
    private Fault fault = new Fault() {};

    /** Where a simulation lets calls fail: whatever these methods throw, the caller of the store gets. */
    public interface Fault {
        /** Before a call does anything. */
        default void before(String call) {}

        /** After one write of several was done, and before the next: what throws here leaves a bulk half done. */
        default void written(LedgerEntry entry) {}

        /** After a call did everything, before it returns. */
        default void after(String call) {}
    }

    /** Another one that holds the same now, and doesn't fail. */
    public synchronized MemoryLedgerStore copy() {
        var copy = new MemoryLedgerStore();
        copy.entries.putAll(entries);
        copy.spoiled.addAll(spoiled);
        return copy;
    }

    /** From now on, calls fail as this one says. */
    public synchronized void failAs(Fault newFault) {
        fault = newFault;
    }

    @Override
    public synchronized List<LedgerEntry> open(int partition, Optional<String> afterKey, int limit) {
        return page("open", entry -> entry.isOpen() && entry.partition() == partition, afterKey, limit);
    }

    @Override
    public synchronized Map<String, LedgerEntry> get(Collection<String> taskKeys) {
        fault.before("get");
        var found = new LinkedHashMap<String, LedgerEntry>();
        for (String key : taskKeys) {
            LedgerEntry entry = entries.get(key);
            if (entry != null) {
                found.put(key, entry);
            }
        }
        fault.after("get");
        return found;
    }

    @Override
    public synchronized Map<String, Outcome> write(List<Write> writes) {
        fault.before("write");
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (Write write : writes) {
            Outcome former = outcomes.put(write.taskKey(), writeOne(write));
            if (former != null) {
                throw new IllegalArgumentException(
                        "Expected at most one write per task, but found two of " + write.taskKey());
            }
        }
        fault.after("write");
        return outcomes;
    }

    private Outcome writeOne(Write write) {
        if (spoiled.contains(write.taskKey())) {
            return write.before() == null ? Outcome.UNREADABLE : Outcome.CONFLICT;
        }
        if (size(write.after()) > SIZE_LIMIT) {
            return Outcome.REFUSED;
        }
        LedgerEntry stored = entries.get(write.taskKey());
        if (revision(stored) != revision(write.before())) {
            return Outcome.CONFLICT;
        }
        entries.put(write.taskKey(), write.after());
        fault.written(write.after());
        return Outcome.WRITTEN;
    }

    private static long size(LedgerEntry entry) {
        Value.Obj outputs = entry.outputs();
        return (long) entry.command().parameters().size()
                + entry.memo().size()
                + (outputs == null ? 0 : outputs.size());
    }

    /** From now on, the entry of this task is there and can't be read back. */
    public synchronized void spoil(String taskKey) {
        entries.remove(taskKey);
        spoiled.add(taskKey);
    }

    private static long revision(@Nullable LedgerEntry entry) {
        return entry == null ? 0 : entry.revision();
    }

    @Override
    public synchronized List<LedgerEntry> ofNs(String nsInstanceId, Optional<String> afterKey, int limit) {
        return page("ofNs", entry -> entry.nsInstanceId().equals(nsInstanceId), afterKey, limit);
    }

    @Override
    public synchronized List<LedgerEntry> inState(LedgerEntry.State state, Optional<String> afterKey, int limit) {
        return page("inState", entry -> entry.state() == state, afterKey, limit);
    }

    private List<LedgerEntry> page(String call, Predicate<LedgerEntry> filter, Optional<String> afterKey, int limit) {
        fault.before(call);
        List<LedgerEntry> page = entries.tailMap(afterKey.orElse(""), afterKey.isEmpty()).values().stream()
                .filter(filter)
                .limit(limit)
                .toList();
        fault.after(call);
        return page;
    }

    /** Everything, by task key, without faults: for checking invariants. */
    public synchronized Map<String, LedgerEntry> snapshot() {
        return new TreeMap<>(entries);
    }
}
