package org.etsi.osm.lcm.core.adapter;

/** How often a course looks at the world: seldom when it takes long, and not for ever when it can't. */
final class Looking {
    private final AdapterSettings settings;
    private final long startedMs;
    private long restUntilMs;
    private int failures;
    private long failingSinceMs;

    Looking(AdapterSettings settings, long startedMs) {
        this.settings = settings;
        this.startedMs = startedMs;
        this.restUntilMs = startedMs;
    }

    long restUntilMs() {
        return restUntilMs;
    }

    /** A quarter of the time that it took so far, within the bounds: late by at most that part. */
    void rest(long nowMs) {
        restUntilMs = nowMs + Math.clamp((nowMs - startedMs) / 4, settings.pollMs(), settings.maxPollMs());
    }

    void restAtMostUntil(long untilMs) {
        restUntilMs = Math.min(restUntilMs, untilMs);
    }

    void succeeded() {
        failures = 0;
    }

    /** Whether a call that failed is worth repeating; if so, after a rest. */
    boolean mayRepeat(StepResult.Failed failed, long nowMs) {
        if (failed.certainty() == StepResult.Certainty.BUG || !failed.failure().retryable()) {
            return false;
        }
        failingSinceMs = failures == 0 ? nowMs : failingSinceMs;
        failures++;
        rest(nowMs);
        // A VIM that is being restarted is away for longer than a few looks take.
        return failures <= settings.readRetries() || nowMs - failingSinceMs < 2 * settings.settleMs();
    }
}
