package org.etsi.osm.lcm.ro.vim.sim;

import java.time.Duration;
import java.util.Map;
import org.etsi.osm.lcm.ro.vim.VimException;

/**
 * How fast and how large a simulated VIM is.
 *
 * @param bootLatency from a server's create to ACTIVE
 * @param deleteLatency from a server's delete until it is gone
 * @param callLatency what every call takes
 * @param callLimit after which a call ends with TIMEOUT
 */
public record SimSettings(
        Duration bootLatency, Duration deleteLatency, Duration callLatency, Duration callLimit, SimQuotas quotas) {
    /** Shorter than what the adapter allows a call by default. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);

    /** Boots in 2 s, deletes in 500 ms, answers in 20 ms. */
    public static SimSettings usual() {
        return new SimSettings(
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMillis(20),
                CALL_LIMIT,
                SimQuotas.unlimited());
    }

    /** Everything at once: for tests that are about something else. */
    public static SimSettings instant() {
        return new SimSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO, CALL_LIMIT, SimQuotas.unlimited());
    }

    public SimSettings withBootLatency(Duration latency) {
        return new SimSettings(latency, deleteLatency, callLatency, callLimit, quotas);
    }

    public SimSettings withDeleteLatency(Duration latency) {
        return new SimSettings(bootLatency, latency, callLatency, callLimit, quotas);
    }

    public SimSettings withCallLatency(Duration latency) {
        return new SimSettings(bootLatency, deleteLatency, latency, callLimit, quotas);
    }

    public SimSettings withQuotas(SimQuotas bounds) {
        return new SimSettings(bootLatency, deleteLatency, callLatency, callLimit, bounds);
    }

    /**
     * The usual settings, changed by an account's {@code config}: {@code sim.boot_ms}, {@code sim.delete_ms},
     * {@code sim.call_ms}, {@code sim.call_limit_ms} and {@code sim.quota.instances|cores|ram_mb|ports|networks}.
     */
    public static SimSettings from(Map<String, String> config) {
        var usual = usual();
        var quotas = new SimQuotas(
                number(config, "sim.quota.instances", SimQuotas.UNLIMITED),
                number(config, "sim.quota.cores", SimQuotas.UNLIMITED),
                number(config, "sim.quota.ram_mb", SimQuotas.UNLIMITED),
                number(config, "sim.quota.ports", SimQuotas.UNLIMITED),
                number(config, "sim.quota.networks", SimQuotas.UNLIMITED));
        return new SimSettings(
                millis(config, "sim.boot_ms", usual.bootLatency),
                millis(config, "sim.delete_ms", usual.deleteLatency),
                millis(config, "sim.call_ms", usual.callLatency),
                millis(config, "sim.call_limit_ms", usual.callLimit),
                quotas);
    }

    private static Duration millis(Map<String, String> config, String key, Duration otherwise) {
        return Duration.ofMillis(number(config, key, (int) otherwise.toMillis()));
    }

    private static int number(Map<String, String> config, String key, int otherwise) {
        var text = config.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw VimException.refused(
                    VimException.Code.INVALID,
                    "Expected a whole number for " + key + " of the VIM account, but it is '" + text
                            + "'; the account can't be used",
                    "");
        }
    }
}
