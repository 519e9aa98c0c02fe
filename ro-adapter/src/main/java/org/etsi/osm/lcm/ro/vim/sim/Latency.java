package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;

/**
 * How the time a call takes is spent, before it takes effect. The simulated VIM itself never waits: production gives it
 * {@link SleepingLatency}; a simulation gives one that moves its own clock or notes when the call's answer is due.
 */
@FunctionalInterface
public interface Latency {
    /** Lets this much time pass, as far as the caller's world is concerned. */
    void spend(Duration duration);

    /** Calls that take no time. */
    static Latency none() {
        return duration -> {};
    }
}
