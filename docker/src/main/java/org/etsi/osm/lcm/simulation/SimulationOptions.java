package org.etsi.osm.lcm.simulation;

/**
 * What a run is like.
 *
 * @param chaosEvents about how many events until the faults end and everything has to come to its right end
 * @param keepLog whether the log is kept even if nothing fails
 * @param seams what tests put between the loops and their world
 * @param without which interruptions and requests are left out
 */
public record SimulationOptions(int chaosEvents, boolean keepLog, Seams seams, Without without) {
    /** Long enough for an operation to be interrupted in each of its phases. */
    public static final SimulationOptions DEFAULT = new SimulationOptions(700, false, Seams.NONE, Without.NOTHING);

    /** Not so long: many more of them can be run. */
    public static final SimulationOptions SHORT = new SimulationOptions(200, false, Seams.NONE, Without.NOTHING);

    public SimulationOptions withLog() {
        return new SimulationOptions(chaosEvents, true, seams, without);
    }

    SimulationOptions withoutLog() {
        return new SimulationOptions(chaosEvents, false, seams, without);
    }

    public SimulationOptions with(Seams others) {
        return new SimulationOptions(chaosEvents, keepLog, others, without);
    }

    public SimulationOptions without(Without others) {
        return new SimulationOptions(chaosEvents, keepLog, seams, others);
    }

    boolean isLong() {
        return chaosEvents >= DEFAULT.chaosEvents();
    }
}
