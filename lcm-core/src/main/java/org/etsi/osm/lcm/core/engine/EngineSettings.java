package org.etsi.osm.lcm.core.engine;

import java.time.Duration;

/**
 * The bounds of the engine.
 *
 * @param maxTasks tasks of a plan; more is refused at planning
 * @param maxInFlight commands of one operation in flight at once
 * @param abortLimit how long an ABORT may stay unanswered until the attempt counts as failed and may still run
 * @param outputLimit bytes of one task's outputs
 * @param parameterLimit bytes of one command's resolved parameters
 * @param documentLimit bytes of an operation's outputs together
 * @param supersede a later operation closes one that waits in FAILED_TEMP, and a terminate breaks off one that is under
 *     way; if not, the later one is refused, and a terminate waits (what waits in FAILED_TEMP it always closes)
 */
public record EngineSettings(
        int maxTasks,
        int maxInFlight,
        Duration abortLimit,
        int outputLimit,
        int parameterLimit,
        long documentLimit,
        boolean supersede) {
    public static final EngineSettings DEFAULT =
            new EngineSettings(5_000, 200, Duration.ofSeconds(60), 16 * 1024, 256 * 1024, 10L * 1024 * 1024, true);
}
