package org.etsi.osm.lcm.simulation;

import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;
import org.jspecify.annotations.Nullable;

/** Everything by chance. */
final class RandomScenario implements Scenario {
    private @Nullable SimPlans plans;

    @Override
    public boolean isFaulty() {
        return true;
    }

    @Override
    public SimSeed seed() {
        return SimPlans.seed();
    }

    @Override
    public SimOperator operator(SimWorld world) {
        plans = new SimPlans(world);
        return new SimOperator(world);
    }

    @Override
    public Plan plan(SimWorld world, OperationRequest request) {
        SimPlans made = plans;
        if (made == null) {
            throw new IllegalStateException("Expected an operator before " + request.id() + " is planned");
        }
        return made.make(request);
    }
}
