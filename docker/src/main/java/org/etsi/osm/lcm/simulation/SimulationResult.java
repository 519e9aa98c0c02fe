package org.etsi.osm.lcm.simulation;

import java.util.List;

/**
 * What came of one run.
 *
 * @param options what the run was like
 * @param counts how much there was of everything
 * @param taken the numbers of the interruptions and requests that came
 * @param violations the invariants that were broken; the run ends at the first
 * @param log the events in order with an arrow at the failing one; empty if nothing failed and nobody asked for it
 */
public record SimulationResult(
        long seed,
        SimulationOptions options,
        Counts counts,
        List<Integer> taken,
        List<String> violations,
        List<String> log) {
    /** The last lines of a log that a report shows. */
    private static final int SHOWN = 400;

    /**
     * How much there was.
     *
     * @param events turns, jobs and faults that were run
     * @param interruptions crashes, stalls and faults among them
     * @param transitions of tasks, that were stored
     * @param survived those of them that were told to everybody and are in the state that is stored at the end
     */
    public record Counts(long events, long interruptions, long transitions, long survived) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    events + other.events,
                    interruptions + other.interruptions,
                    transitions + other.transitions,
                    survived + other.survived);
        }
    }

    public SimulationResult {
        taken = List.copyOf(taken);
        violations = List.copyOf(violations);
        log = List.copyOf(log);
    }

    /** The same run with other words for what was broken. */
    SimulationResult breaking(List<String> others) {
        return new SimulationResult(seed, options, counts, taken, others, log);
    }

    public boolean isSound() {
        return violations.isEmpty();
    }

    public long events() {
        return counts.events();
    }

    public long interruptions() {
        return counts.interruptions();
    }

    /** What was expected and isn't so, in words that are the same for every run that breaks the same rule. */
    public String rule() {
        return violations.isEmpty() ? "" : ruleOf(violations.getFirst());
    }

    /** The first half of its sentence, without all names and values. */
    static String ruleOf(String violation) {
        return violation
                .replaceFirst("^event \\d+: ", "")
                .replaceFirst("(?s), (but|since) .*", "")
                .replaceAll("(?s)\\w*[\\[{].*[\\]}]", "…")
                .replaceAll("\\S*\\d\\S*", "…")
                .replaceAll("\\b(?!VIM\\b|VCA\\b)[A-Z][A-Z_]+\\b", "…")
                .replaceAll("…(\\s*…)+", "…");
    }

    /** How to run it again on the command line. */
    public String again() {
        return "./lcm simulate --seed " + seed + (options.isLong() ? " --long" : "")
                + (options.without().isNothing() ? "" : " --without " + options.without());
    }

    /** The last of what led there. */
    public List<String> lastEvents() {
        return log.subList(Math.max(0, log.size() - SHOWN), log.size());
    }

    /** The seed, what broke, and how it came about. */
    public String report() {
        return "Seed " + seed + " broke an invariant after " + events() + " events; run it again with " + again()
                + " or -Dsim.seed=" + seed + (options.isLong() ? " -Dsim.long" : "")
                + (options.without().isNothing() ? "" : " -Dsim.without=" + options.without())
                + System.lineSeparator() + String.join(System.lineSeparator(), violations)
                + System.lineSeparator() + String.join(System.lineSeparator(), lastEvents());
    }
}
