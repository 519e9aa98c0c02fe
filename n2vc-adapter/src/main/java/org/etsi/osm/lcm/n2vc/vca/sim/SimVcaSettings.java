package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;

/**
 * How fast a simulated VCA and its clusters are.
 *
 * @param create from the creation of an environment until it is ready
 * @param install until its software is installed
 * @param run what a primitive takes
 * @param kdu until a release is deployed
 * @param delete from a removal until the thing is gone
 * @param callLimit after which a call ends with TIMEOUT
 */
public record SimVcaSettings(
        Duration create, Duration install, Duration run, Duration kdu, Duration delete, Duration callLimit) {
    /** Shorter than what the adapter allows a call by default. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);

    private static final Duration DELETE = Duration.ofMillis(200);

    /** As configured; the rest as usual. */
    public static SimVcaSettings of(Duration create, Duration install, Duration run, Duration kdu) {
        return new SimVcaSettings(create, install, run, kdu, DELETE, CALL_LIMIT);
    }

    /** Half a second for everything but a KDU, which takes one. */
    public static SimVcaSettings usual() {
        Duration half = Duration.ofMillis(500);
        return of(half, half, half, half.multipliedBy(2));
    }

    /** Everything takes this long. */
    public static SimVcaSettings each(Duration time) {
        return new SimVcaSettings(time, time, time, time, time, CALL_LIMIT);
    }

    /** The same, no call of which takes longer than this. */
    public SimVcaSettings within(Duration limit) {
        Duration shorter = limit.compareTo(callLimit) < 0 ? limit : callLimit;
        return new SimVcaSettings(create, install, run, kdu, delete, shorter);
    }
}
