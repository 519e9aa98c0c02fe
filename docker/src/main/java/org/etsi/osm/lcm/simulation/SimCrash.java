package org.etsi.osm.lcm.simulation;

/**
 * The process that is calling dies here: an error, so that nothing of its own handles it, caught where the world let it
 * run.
 */
final class SimCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimCrash() {
        super("the simulated process died", null, false, false);
    }
}
