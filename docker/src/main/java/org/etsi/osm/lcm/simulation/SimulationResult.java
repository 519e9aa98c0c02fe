package org.etsi.osm.lcm.simulation;

import java.util.List;

/**
 * What came of one run.
 *
 * @param events turns, jobs and faults that were run
 * @param interruptions crashes, stalls and faults among them
 * @param violations the invariants that were broken; the run ends at the first
 * @param log the events in order with an arrow at the failing one; empty if nothing failed and nobody asked for it
 */
public record SimulationResult(long seed, long events, long interruptions, List<String> violations, List<String> log) {
    /** The last lines of a log that a report shows. */
    private static final int SHOWN = 400;

    public SimulationResult {
        violations = List.copyOf(violations);
        log = List.copyOf(log);
    }

    public boolean isSound() {
        return violations.isEmpty();
    }

    /** The seed, what broke, and how it came about. */
    public String report() {
        var shown = log.subList(Math.max(0, log.size() - SHOWN), log.size());
        return "Seed " + seed + " broke an invariant after " + events + " events; run it again with -Dsim.seed=" + seed
                + System.lineSeparator() + String.join(System.lineSeparator(), violations)
                + System.lineSeparator() + String.join(System.lineSeparator(), shown);
    }
}
