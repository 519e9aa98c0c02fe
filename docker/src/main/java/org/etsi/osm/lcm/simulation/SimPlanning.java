package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/** Makes plans some time after they were asked for; twice for one request it would make two different ones. */
final class SimPlanning implements Planning {
    private static final int REFUSED_ONE_IN = 40;

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
            if (world.strikes(2)) {
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
        if (known.isEmpty() && Math.floorMod(request.id().value().hashCode(), REFUSED_ONE_IN) == 0) {
            return new Event.PlanRefused(Failure.permanent("REFUSED", "this one has no plan"));
        }
        var stored = known.isPresent()
                ? known.get()
                : store.putPlan(request.id(), world.plans().make(request));
        return new Event.Planned(stored.plan(), stored.planId());
    }
}
