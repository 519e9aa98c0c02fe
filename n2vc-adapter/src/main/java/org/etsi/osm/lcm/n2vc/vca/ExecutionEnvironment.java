package org.etsi.osm.lcm.n2vc.vca;

import org.jspecify.annotations.Nullable;

/**
 * Where the primitives of one element (NS, VNF, VDU, KDU) run.
 *
 * @param id as the VCA knows it and OSM stores it: {@code <model>.<application>.<machine>} for Juju,
 *     {@code helm-v3:<namespace>.<release>} for charts
 * @param account that it is at; empty for the default
 * @param nsInstanceId tag: whose it is
 * @param taskKey tag: which task made it
 * @param model Juju's; null for charts
 * @param application Juju's; null for charts
 * @param hostname of the server that it is on, where it was registered; else null
 * @param fault why it failed; null if it didn't
 */
public record ExecutionEnvironment(
        String id,
        String account,
        String nsInstanceId,
        String taskKey,
        @Nullable String model,
        @Nullable String application,
        @Nullable String hostname,
        Status status,
        @Nullable String fault) {

    /** How far it is. */
    public enum Status {
        CREATING,
        READY,
        FAILED,
        DELETING
    }

    public boolean isReady() {
        return status == Status.READY;
    }
}
