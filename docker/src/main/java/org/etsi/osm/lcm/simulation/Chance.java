package org.etsi.osm.lcm.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A source of randomness of a run: the same seed leads to the same run. Confined to the run's thread. */
final class Chance {
    private static final long SPREAD = 0xD1B54A32D192ED03L;

    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** The one of this number among those of a seed, whatever was drawn from the others. */
    static Chance of(long seed, long number) {
        return new Chance(seed ^ Long.rotateLeft((number + 1) * SPREAD, 29));
    }

    /** A source of its own, so that what draws from it doesn't change what others draw. */
    Chance split() {
        return new Chance(random.split());
    }

    RandomGenerator generator() {
        return random;
    }

    /** From 0 to one less than the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
