package org.etsi.osm.lcm.kafka.service;

import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;

/**
 * How well a loop gets on: says once that something is away, with the consequence, and once that it is back; and how
 * long to wait before the next try. Confined to the loop's thread.
 */
final class Health {
    private static final long FIRST_MS = 100;
    private static final long LONGEST_MS = 5_000;

    private final Logger log;
    private final String loop;
    private final String consequence;
    private boolean isWell = true;
    private long delayMs;

    Health(Logger log, String loop, String consequence) {
        this.log = log;
        this.loop = loop;
        this.consequence = consequence;
    }

    void trouble(String what, Throwable cause) {
        if (isWell) {
            log.warn("{}: {} doesn't work: {}; {}", loop, what, cause.getMessage(), consequence);
        } else {
            log.debug("{}: {} still doesn't work", loop, what, cause);
        }
        isWell = false;
    }

    /** Trouble is over, if there was any. */
    void well() {
        if (!isWell) {
            log.info("{}: it works again", loop);
        }
        isWell = true;
        delayMs = 0;
    }

    /** Longer each time, up to 5 s, and never the same for two processes. */
    long nextDelayMs() {
        delayMs = Math.min(LONGEST_MS, Math.max(FIRST_MS, 2 * delayMs));
        return delayMs / 2 + ThreadLocalRandom.current().nextLong(delayMs / 2 + 1);
    }
}
