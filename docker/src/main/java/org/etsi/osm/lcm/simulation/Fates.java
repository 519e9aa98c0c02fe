package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What interrupts a run and what is asked in it. Each comes with the next number, by which it can be left out, and has
 * a source of chance of its own, so that leaving one out changes others as little as can be. Confined to the run's
 * thread.
 */
final class Fates {
    private final long seed;
    private final Chance chance;
    private final Without without;
    private final List<Integer> taken = new ArrayList<>();
    private int number;
    private Chance how;

    Fates(long seed, Without without) {
        this.seed = seed;
        this.chance = Chance.of(seed, -1);
        this.without = without;
        this.how = Chance.of(seed, 0);
    }

    /** Whether something comes now that comes once in so many times, and isn't left out. */
    boolean strikes(int oneIn) {
        return chance.oneIn(oneIn) && comes();
    }

    /** The same, decided by a source of its own: how often it is asked changes no other. */
    boolean strikes(Chance own, int oneIn) {
        return own.oneIn(oneIn) && comes();
    }

    /** The next one comes, unless it is left out. */
    boolean comes() {
        number++;
        if (without.contains(number)) {
            return false;
        }
        taken.add(number);
        how = Chance.of(seed, number);
        return true;
    }

    /** What decides on everything about the one that came last. */
    Chance how() {
        return how;
    }

    /** The number of the one that came last; 0 before the first. */
    int number() {
        return taken.isEmpty() ? 0 : taken.getLast();
    }

    List<Integer> taken() {
        return List.copyOf(taken);
    }
}
