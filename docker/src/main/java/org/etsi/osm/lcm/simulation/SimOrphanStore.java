package org.etsi.osm.lcm.simulation;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.OrphanStore;

/** The orphan ledger as one adapter sees it: the adapter may die before and after a find is recorded. */
record SimOrphanStore(SimWorld world, AdapterIncarnation me, OrphanStore disk) implements OrphanStore {
    @Override
    public void record(Orphan orphan) {
        List<Mark> marks =
                world.isWatched() ? List.of(new Mark(CrashCall.RECORD, About.orphan(orphan), "")) : List.of();
        world.reached(me, marks, false);
        disk.record(orphan);
        world.reached(me, marks, true);
    }

    @Override
    public List<Orphan> latest(int limit) {
        return disk.latest(limit);
    }
}
