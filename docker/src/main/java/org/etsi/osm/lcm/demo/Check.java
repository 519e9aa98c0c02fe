package org.etsi.osm.lcm.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Facts of one step, each beside what it must be. */
final class Check {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final List<String> expected = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private boolean ok = true;

    Check that(String what, Object wanted, Object found) {
        expected.add(what + " " + wanted);
        observed.add(what + " " + found);
        ok &= wanted.equals(found);
        return this;
    }

    /** Those of an earlier moment, which go on counting. */
    Check after(Check earlier) {
        expected.addAll(0, earlier.expected);
        observed.addAll(0, earlier.observed);
        ok &= earlier.ok;
        return this;
    }

    boolean isOk() {
        return ok;
    }

    Step step(String name, long startedNanos) {
        return new Step(
                name,
                String.join(", ", expected),
                String.join(", ", observed),
                ok,
                (System.nanoTime() - startedNanos) / 1e9);
    }

    /** Checks until all is as it must be, or the time is up: OSM's records follow the operation a moment later. */
    static Check within(Duration limit, Supplier<Check> facts) {
        long end = System.nanoTime() + limit.toNanos();
        Check check = facts.get();
        while (!check.isOk() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
            check = facts.get();
        }
        return check;
    }
}
