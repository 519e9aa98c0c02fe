package org.etsi.osm.lcm.kafka.intake;

import java.util.Map;
import java.util.Set;

/**
 * What OSM says on the topics that intake reads (contracts §1.2), as a table: the keys that are acted on, and those
 * that are known and of no consequence here. Everything else is rejected.
 */
final class OsmCommands {
    /** Operations; {@code verticalscale} is said by older NBIs only. */
    static final Set<String> OPERATIONS =
            Set.of("instantiate", "terminate", "action", "scale", "update", "heal", "migrate", "verticalscale");

    /** On any topic: OSM's own LCM prints them, and stops at {@code exit}; anybody may send that, so we don't. */
    static final Set<String> EVERYWHERE = Set.of("echo", "test", "exit", "show");

    /** By topic: said by NBI, by RO, by an LCM, or done elsewhere. */
    static final Map<String, Set<String>> IGNORED = Map.of(
            "ns",
            Set.of(
                    "vnf_terminated",
                    "policy_updated",
                    "terminated",
                    "instantiated",
                    "scaled",
                    "healed",
                    "actioned",
                    "updated",
                    "migrated",
                    "verticalscaled"),
            "nslcmops",
            Set.of(),
            // The RO adapter's part: it has the drivers.
            "vim_account",
            Set.of("create", "created", "edit", "edited"),
            // Our own question.
            "pla",
            Set.of("get_placement"));

    private OsmCommands() {}

    static boolean isIgnored(String topic, String key) {
        return key.startsWith("#")
                || EVERYWHERE.contains(key)
                || IGNORED.getOrDefault(topic, Set.of()).contains(key);
    }
}
