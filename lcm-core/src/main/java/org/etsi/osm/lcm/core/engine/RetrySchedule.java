package org.etsi.osm.lcm.core.engine;

import java.time.Duration;
import org.etsi.osm.lcm.core.model.RetryPolicy;

/**
 * How long a task waits before its next attempt: exponential from the policy's first delay to its limit, with up to a
 * quarter of jitter that is drawn from the task's identity, so that the core stays free of randomness and tasks that
 * failed together don't come back together.
 */
final class RetrySchedule {
    private RetrySchedule() {}

    static Duration delay(RetryPolicy policy, String taskKey, int attemptsMade) {
        long limit = policy.limit().toMillis();
        long base = policy.first().toMillis();
        for (int i = 1; i < attemptsMade && base < limit; i++) {
            base = Math.min(limit, base * 2);
        }
        int hash = (taskKey + '#' + attemptsMade).hashCode() * 0x9E3779B9;
        long spread = Math.floorMod(hash >>> 8, 251);
        return Duration.ofMillis(base + base * spread / 1000);
    }
}
