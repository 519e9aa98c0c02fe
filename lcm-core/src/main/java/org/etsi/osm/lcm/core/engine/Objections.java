package org.etsi.osm.lcm.core.engine;

import java.util.Optional;

/** Reasons against a verb, put together. */
final class Objections {
    private Objections() {}

    static Optional<String> unless(boolean legal, String objection) {
        return legal ? Optional.empty() : Optional.of(objection);
    }

    @SafeVarargs
    static Optional<String> first(Optional<String>... objections) {
        for (Optional<String> objection : objections) {
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }
}
