package org.etsi.osm.lcm.simulation;

/**
 * What a run is like.
 *
 * @param size how much goes on in it
 * @param keepLog whether the log is kept even if nothing fails
 * @param seams what tests put between the loops and their world
 * @param without which interruptions and requests are left out
 */
public record SimulationOptions(Size size, boolean keepLog, Seams seams, Without without) {
    /** Long enough for an operation to be interrupted in each of its phases. */
    public static final SimulationOptions DEFAULT =
            new SimulationOptions(new Size(700, 3, 12), false, Seams.NONE, Without.NOTHING);

    /** Not so long, and of less at once: many more of them can be run. */
    public static final SimulationOptions SHORT =
            new SimulationOptions(new Size(200, 2, 6), false, Seams.NONE, Without.NOTHING);

    /**
     * How much goes on.
     *
     * @param chaosEvents about how many events until the faults end and everything has to come to its right end
     * @param services network services at most
     * @param tasks about how many tasks a plan has at most
     */
    public record Size(int chaosEvents, int services, int tasks) {}

    public SimulationOptions withLog() {
        return new SimulationOptions(size, true, seams, without);
    }

    SimulationOptions withoutLog() {
        return new SimulationOptions(size, false, seams, without);
    }

    public SimulationOptions with(Seams others) {
        return new SimulationOptions(size, keepLog, others, without);
    }

    public SimulationOptions without(Without others) {
        return new SimulationOptions(size, keepLog, seams, others);
    }

    boolean isLong() {
        return size.equals(DEFAULT.size());
    }
}
