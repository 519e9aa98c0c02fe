package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists into pieces that one call of a store can take. */
final class Batches {
    private Batches() {}

    static <T> List<List<T>> of(List<T> all, int size) {
        var batches = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
        }
        return batches;
    }
}
