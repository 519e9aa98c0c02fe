package org.etsi.osm.lcm.tasks.catalogue;

import java.time.Duration;

/** How long attempts may take and how fast they are repeated, where several types have it in common. */
final class Delays {
    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LIMIT = Duration.ofMinutes(1);
    static final Duration DELETION = Duration.ofMinutes(10);
    static final Duration CONFIGURATION = Duration.ofMinutes(30);
    static final Duration BOOT = Duration.ofMinutes(40);

    private Delays() {}
}
