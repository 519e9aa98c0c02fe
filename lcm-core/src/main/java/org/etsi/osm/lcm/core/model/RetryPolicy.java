package org.etsi.osm.lcm.core.model;

import java.time.Duration;

/**
 * How often and how fast a task is tried again by itself: exponential back-off from {@code first} to {@code limit}.
 *
 * @param attempts attempts in all, the first one included; at least 1
 */
public record RetryPolicy(int attempts, Duration first, Duration limit) {
    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("Expected 1 to 100 attempts, but found " + attempts);
        }
        if (first.isNegative() || limit.compareTo(first) < 0) {
            throw new IllegalArgumentException("Expected 0 <= first <= limit, but found " + first + " and " + limit);
        }
    }
}
