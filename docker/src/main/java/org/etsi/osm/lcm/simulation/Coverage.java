package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.Map;

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
        int total,
        int covered,
        List<String> missing,
        int runs,
        List<SimulationResult> violations,
        Map<String, Integer> bySite) {
    public Coverage {
        missing = List.copyOf(missing);
        violations = List.copyOf(violations);
        bySite = Map.copyOf(bySite);
    }
}
