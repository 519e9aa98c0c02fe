package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;

/** Makes plans some time after they were asked for; twice for one request it would make two different ones. */
final class SimPlanning implements Planning {
    private final SimWorld world;
    private final OperationStore store;
    private final Map<OperationId, Asked> asked = new LinkedHashMap<>();

    private record Asked(OperationRequest request, Ownership ownership) {}

    SimPlanning(SimWorld world, OperationStore store) {
        this.world = world;
        this.store = store;
    }

    @Override
    public void submit(OperationRequest request, Ownership ownership) {
        asked.put(request.id(), new Asked(request, ownership));
    }

    @Override
    public List<Result> take() {
        var results = new ArrayList<Result>();
        for (Asked next : List.copyOf(asked.values())) {
            if (world.happens(2)) {
                continue;
            }
            try {
                var id = next.request().id();
                results.add(new Result(id, next.ownership(), event(next.request())));
                asked.remove(id);
            } catch (StoreUnavailableException away) {
                world.note("planning", () -> "tries again, since " + away.getMessage());
            }
        }
        return results;
    }

    private Event event(OperationRequest request) {
        var known = store.plan(request.id());
        try {
            var stored = known.isPresent()
                    ? known.get()
                    : store.putPlan(request.id(), world.scenario().plan(world, request));
            return new Event.Planned(stored.plan(), stored.planId());
        } catch (PlanRefusedException refused) {
            return new Event.PlanRefused(refused.failure());
        }
    }
}
