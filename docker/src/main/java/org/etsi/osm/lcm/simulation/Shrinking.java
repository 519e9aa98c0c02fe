package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a failing run small: leaves out interruptions and requests, many at once and then fewer, for as long as the
 * same rule is still broken (delta debugging). Deterministic, and bounded in runs and events. Confined to one thread.
 */
final class Shrinking {
    private static final int MOST_RUNS = 250;
    private static final long MOST_EVENTS = 1_500_000;

    private final SimulationOptions options;
    private final String rule;
    private SimulationResult smallest;
    private int runs;
    private long events;

    private Shrinking(SimulationResult failed) {
        this.options = failed.options();
        this.rule = failed.rule();
        this.smallest = failed;
    }

    /** The smallest run that was found, with its log; the run itself, if none is smaller. */
    static SimulationResult shrink(SimulationResult failed) {
        if (failed.isSound()) {
            throw new IllegalArgumentException(
                    "Expected a run that failed, but seed " + failed.seed() + " broke nothing");
        }
        var shrinking = new Shrinking(failed);
        shrinking.shrink();
        return Simulation.once(failed.seed(), shrinking.smallest.options().withLog(), RandomScenario::new);
    }

    private void shrink() {
        int parts = 2;
        while (hasBudget() && !smallest.taken().isEmpty()) {
            int before = smallest.taken().size();
            int size = Math.ceilDiv(before, parts);
            boolean isSmaller = false;
            // The latest first: what failed already needs nothing of what came after.
            for (int end = before; end > 0 && hasBudget() && !isSmaller; end -= size) {
                isSmaller = stillFails(allBut(Math.max(0, end - size), end));
            }
            if (!isSmaller && size == 1) {
                return;
            }
            int left = Math.max(1, smallest.taken().size());
            parts = isSmaller ? Math.clamp(parts - 1, 2, Math.max(2, left)) : Math.min(left, parts * 2);
        }
    }

    private boolean hasBudget() {
        return runs < MOST_RUNS && events < MOST_EVENTS;
    }

    private List<Integer> allBut(int from, int to) {
        var kept = new ArrayList<>(smallest.taken());
        kept.subList(from, to).clear();
        return kept;
    }

    private boolean stillFails(List<Integer> kept) {
        var result = Simulation.once(smallest.seed(), options.without(Without.allBut(kept)), RandomScenario::new);
        runs++;
        events += result.events();
        boolean isSmaller = result.rule().equals(rule)
                && result.taken().size() < smallest.taken().size();
        if (isSmaller) {
            smallest = result;
        }
        return isSmaller;
    }
}
