package org.etsi.osm.lcm.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param mongoUri of the MongoDB to use; null for the embedded one
 * @param operations how many at once; the first is taken for the latency, the last for the throughput
 * @param tasks in each operation's chain
 * @param warmUp operations that are run before anything counts
 * @param singleRounds how often an operation on its own is measured
 * @param manyRounds how often several at once are
 */
record BenchSettings(
        @Nullable String mongoUri, List<Integer> operations, int tasks, int warmUp, int singleRounds, int manyRounds) {
    BenchSettings {
        operations = List.copyOf(operations);
        boolean isSound = !operations.isEmpty() && operations.stream().allMatch(n -> n >= 1 && n <= 10_000);
        if (!isSound || tasks < 1 || tasks > 1_000) {
            throw new IllegalArgumentException("Expected 1 to 10000 operations at once and 1 to 1000 tasks in each, but"
                    + " found " + operations + " and " + tasks);
        }
    }

    int rounds(int atOnce) {
        return atOnce == 1 ? singleRounds : manyRounds;
    }
}
