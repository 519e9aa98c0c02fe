package org.etsi.osm.lcm.e2e;

import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.adapter.NoOpHandler;

/** No-ops of which the first one of each operation isn't done before a gate is opened, so that all run at once. */
final class GatedNoOp implements TaskHandler {
    private final NoOpHandler plain = new NoOpHandler();
    private volatile boolean isOpen;

    void open() {
        isOpen = true;
    }

    @Override
    public Observation observe(Work work) {
        boolean isKept = !isOpen && work.taskKey().endsWith("/t0001");
        return isKept ? new Observation.NotYet("the gate is closed", Value.Obj.EMPTY) : plain.observe(work);
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        return plain.precondition(work);
    }

    @Override
    public Value.Obj act(Work work) {
        return plain.act(work);
    }

    @Override
    public boolean isEffectFree() {
        return plain.isEffectFree();
    }

    @Override
    public List<String> leftovers(Work work) {
        return plain.leftovers(work);
    }

    @Override
    public void remove(Work work, String id) {
        plain.remove(work, id);
    }
}
