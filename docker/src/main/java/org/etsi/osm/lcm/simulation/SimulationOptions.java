package org.etsi.osm.lcm.simulation;

/**
 * What a run is like.
 *
 * @param chaosEvents about how many events until the faults end and everything has to come to its right end
 * @param keepLog whether the log is kept even if nothing fails
 * @param seams what tests put between the loops and their world
 */
public record SimulationOptions(int chaosEvents, boolean keepLog, Seams seams) {
    public static final SimulationOptions DEFAULT = new SimulationOptions(700, false, Seams.NONE);

    public SimulationOptions withLog() {
        return new SimulationOptions(chaosEvents, true, seams);
    }

    public SimulationOptions with(Seams others) {
        return new SimulationOptions(chaosEvents, keepLog, others);
    }
}
