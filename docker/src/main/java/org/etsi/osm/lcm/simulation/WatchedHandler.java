package org.etsi.osm.lcm.simulation;

import java.util.List;
import org.etsi.osm.lcm.core.adapter.ForwardingHandler;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;

/** A handler whose mutating calls are held against the ledger: only the holder of the task's lease may make them. */
final class WatchedHandler extends ForwardingHandler {
    private final SimWorld world;
    private final AdapterIncarnation me;

    WatchedHandler(SimWorld world, AdapterIncarnation me, TaskHandler handler) {
        super(handler);
        this.world = world;
        this.me = me;
    }

    @Override
    public Observation observe(Work work) {
        called("looks");
        return super.observe(work);
    }

    @Override
    public Value.Obj act(Work work) {
        if (!isEffectFree()) {
            world.invariants().mutating(me, work.taskKey(), true);
        }
        called("acts");
        Value.Obj known = me.doing(work, () -> super.act(isEffectFree() ? atOnce(work) : work));
        called("acted");
        return known;
    }

    /** Where the VIM is called, it is held in each call; elsewhere here. */
    private void called(String what) {
        world.reached(me, List.of(), false);
        if (!me.isOfRo()) {
            world.interludeInJob(me, "VCA " + what, AdapterIncarnation.CALL_LIMIT_MS);
        }
    }

    /** What only waits, waits on the wrong clock. */
    private static Work atOnce(Work work) {
        return new Work(
                work.nsInstanceId(),
                work.taskKey(),
                work.sequence(),
                work.type(),
                work.parameters().with("delayMs", 0),
                work.outputs(),
                work.memo(),
                work.callLimitMs());
    }

    @Override
    public void remove(Work work, String id) {
        world.invariants().mutating(me, work.taskKey(), false);
        called("removes");
        me.doing(work, () -> {
            super.remove(work, id);
            return id;
        });
        called("removed");
    }
}
