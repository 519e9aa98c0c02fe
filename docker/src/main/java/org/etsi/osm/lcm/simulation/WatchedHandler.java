package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;

/** A handler whose mutating calls are held against the ledger: only the holder of the task's lease may make them. */
record WatchedHandler(SimWorld world, AdapterIncarnation me, TaskHandler handler) implements TaskHandler {
    @Override
    public Observation observe(Work work) {
        called("looks");
        return handler.observe(work);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return handler.precondition(work);
    }

    @Override
    public Value.Obj act(Work work) {
        if (!handler.isEffectFree()) {
            world.invariants().mutating(me, work.taskKey(), true);
        }
        called("acts");
        Value.Obj known = me.doing(work, () -> handler.act(handler.isEffectFree() ? atOnce(work) : work));
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
    public boolean isRepeatable() {
        return handler.isRepeatable();
    }

    @Override
    public boolean isEffectFree() {
        return handler.isEffectFree();
    }

    @Override
    public String account(Value.Obj parameters) {
        return handler.account(parameters);
    }

    @Override
    public boolean endsNs() {
        return handler.endsNs();
    }

    @Override
    public boolean reaches(Value.Obj own, Value.Obj others) {
        return handler.reaches(own, others);
    }

    @Override
    public boolean isInstant(Value.Obj parameters) {
        return handler.isInstant(parameters);
    }

    @Override
    public List<String> leftovers(Work work) {
        return handler.leftovers(work);
    }

    @Override
    public void remove(Work work, String id) {
        world.invariants().mutating(me, work.taskKey(), false);
        called("removes");
        me.doing(work, () -> {
            handler.remove(work, id);
            return id;
        });
        called("removed");
    }
}
