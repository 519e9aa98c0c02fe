package org.etsi.osm.lcm.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * A rule that must hold. The exploration checks hundreds of them millions of times, so one that holds costs a
 * comparison and nothing else: its text is put together only if it is broken.
 */
final class Rule {
    private Rule() {}

    static void holds(boolean is, String rule) {
        if (!is) {
            throw new AssertionError("Expected: " + rule);
        }
    }

    static void holds(boolean is, String rule, @Nullable Object about) {
        if (!is) {
            throw new AssertionError("Expected: " + rule + ", but found " + about);
        }
    }

    static void same(@Nullable Object found, @Nullable Object expected, String what) {
        if (found == null ? expected != null : !found.equals(expected)) {
            throw new AssertionError("Expected " + what + " to be " + expected + ", but found " + found);
        }
    }
}
