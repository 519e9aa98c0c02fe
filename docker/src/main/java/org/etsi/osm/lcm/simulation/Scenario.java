package org.etsi.osm.lcm.simulation;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.ro.vim.sim.SimSeed;

/** What a run is about: who asks for what, which plans come of it, and what is made to go wrong where. */
interface Scenario {

    /** Whether things fail by chance until the world is calmed. */
    boolean isFaulty();

    /** What the VIM has beforehand. */
    SimSeed seed();

    /** Who asks, and drives on what waits. */
    SimOperator operator(SimWorld world);

    /**
     * The plan of a request. May throw {@link org.etsi.osm.lcm.tasks.planner.PlanRefusedException}; asked again for one
     * request, it may make another one.
     */
    Plan plan(SimWorld world, OperationRequest request);

    /** Whether {@link #reached} is to be called, which costs time. */
    default boolean isWatching() {
        return false;
    }

    /** A process is at a call: it may be cut off here, or somebody may ask for something. */
    default void reached(SimWorld world, Incarnation who, List<Mark> marks, boolean isAfter) {}

    /** Whether operations are broken on purpose. */
    default boolean parks() {
        return false;
    }

    /** Whether this one has been broken on purpose, so that its owner may park it. */
    default boolean isBroken(OperationId operation) {
        return false;
    }

    /** OSM's records are to show this. */
    default void shown(Operation snapshot) {}
}
