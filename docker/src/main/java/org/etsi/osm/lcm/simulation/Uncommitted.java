package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a consumer has polled and not committed, so that a watched commit can say what it is about. One thread's. */
final class Uncommitted<T> {
    private final List<SimGroup.Fetched<T>> records = new ArrayList<>();

    void polled(List<SimGroup.Fetched<T>> more) {
        records.addAll(more);
    }

    /** The messages that a commit covers, which aren't kept any longer. */
    List<T> committed(Map<Integer, Long> nextOffsets) {
        var covered = records.stream()
                .filter(one -> one.offset() < nextOffsets.getOrDefault(one.partition(), 0L))
                .toList();
        records.removeAll(covered);
        return covered.stream().map(SimGroup.Fetched::message).toList();
    }
}
