package org.etsi.osm.lcm.core.store.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.OrphanStore;

/** The orphan ledger in memory. Thread-safe. */
public final class MemoryOrphanStore implements OrphanStore {
    private final Map<List<Object>, Orphan> orphans = new LinkedHashMap<>();

    @Override
    public synchronized void record(Orphan orphan) {
        List<Object> key = List.of(orphan.vim(), orphan.id(), orphan.reason());
        orphans.remove(key);
        orphans.put(key, orphan);
    }

    @Override
    public synchronized List<Orphan> latest(int limit) {
        return new ArrayList<>(orphans.values())
                .reversed().stream().limit(limit).toList();
    }
}
