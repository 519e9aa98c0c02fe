package org.etsi.osm.lcm.simulation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * At which of all places processes were cut off.
 *
 * @param total places there are, before a call and after
 * @param covered those at which a process died, after which everything came to the same end
 * @param missing the others, in words
 * @param runs how often a process was cut off
 * @param violations the runs that didn't come to their right end
 * @param bySite how many places were covered, by what is on the other side of the port
 */
public record Coverage(
        int total, int covered, List<String> missing, int runs, List<Broken> violations, Map<String, Integer> bySite) {
    public Coverage {
        missing = List.copyOf(missing);
        violations = List.copyOf(violations);
        bySite = Collections.unmodifiableMap(new TreeMap<>(bySite));
    }

    /**
     * A run that didn't come to its right end.
     *
     * @param place the script, and the call at which a process died, as {@link CrashSweep#again} takes it
     */
    public record Broken(String place, SimulationResult result) {

        /** How to run it again on the command line. */
        public String again() {
            return "./lcm simulate --crash-point '" + place + "'";
        }

        /** What broke, how it came about, and how to run it again. */
        public String report() {
            return String.join(System.lineSeparator(), result.violations())
                    + System.lineSeparator() + String.join(System.lineSeparator(), result.lastEvents())
                    + System.lineSeparator() + "again: " + again();
        }
    }
}
