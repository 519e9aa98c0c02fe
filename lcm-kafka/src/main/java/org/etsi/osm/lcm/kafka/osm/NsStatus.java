package org.etsi.osm.lcm.kafka.osm;

import static java.util.Map.entry;

import java.util.EnumMap;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nsrs} shows for each operation type and phase (design, section 5). The tables are the whole of it.
 *
 * @param admin {@code _admin.nsState}, the only one that NBI's gates look at; none where it stays as it is
 */
record NsStatus(
        String nsState,
        String currentOperation,
        String operationalStatus,
        String configStatus,
        @Nullable String admin) {

    private static final String IN = "INSTANTIATED";
    private static final String OUT = "NOT_INSTANTIATED";

    private static final Map<Phase, NsStatus> INSTANTIATE = new EnumMap<>(Map.ofEntries(
            entry(Phase.STARTING, new NsStatus("BUILDING", "INSTANTIATING", "init", "init", null)),
            entry(Phase.RUNNING, new NsStatus("BUILDING", "INSTANTIATING", "init", "init", IN)),
            entry(Phase.ROLLING_BACK, new NsStatus("BUILDING", "INSTANTIATING", "terminating", "terminating", IN)),
            entry(Phase.HELD, new NsStatus("BROKEN", "IDLE", "failed", "init", null)),
            entry(Phase.PARKED, new NsStatus("BROKEN", "IDLE", "failed", "init", null)),
            entry(Phase.COMPLETED, new NsStatus("READY", "IDLE", "running", "configured", IN)),
            entry(Phase.PARTIAL, new NsStatus("DEGRADED", "IDLE", "running", "configured", IN)),
            entry(Phase.FAILED, new NsStatus("BROKEN", "IDLE", "failed", "init", null)),
            entry(Phase.ROLLED_BACK, new NsStatus(OUT, "IDLE", "init", "init", OUT))));

    private static final Map<Phase, NsStatus> TERMINATE = new EnumMap<>(Map.ofEntries(
            entry(Phase.STARTING, new NsStatus("TERMINATING", "TERMINATING", "terminating", "terminating", null)),
            entry(Phase.RUNNING, new NsStatus("TERMINATING", "TERMINATING", "terminating", "terminating", null)),
            entry(Phase.ROLLING_BACK, new NsStatus("TERMINATING", "TERMINATING", "terminating", "terminating", null)),
            entry(Phase.HELD, new NsStatus("BROKEN", "IDLE", "failed", "terminating", null)),
            entry(Phase.PARKED, new NsStatus("BROKEN", "IDLE", "failed", "terminating", null)),
            entry(Phase.COMPLETED, new NsStatus(OUT, "IDLE", "terminated", "terminated", OUT)),
            entry(Phase.PARTIAL, new NsStatus("BROKEN", "IDLE", "failed", "terminated", null)),
            entry(Phase.FAILED, new NsStatus("BROKEN", "IDLE", "failed", "terminating", null)),
            entry(Phase.ROLLED_BACK, new NsStatus("READY", "IDLE", "running", "configured", IN))));

    private static final Map<String, Map<Phase, NsStatus>> BY_TYPE =
            Map.of("instantiate", INSTANTIATE, "terminate", TERMINATE);

    /** Nothing for a queued operation, and for types that OSM doesn't have. */
    static @Nullable NsStatus of(String type, Phase phase) {
        Map<Phase, NsStatus> rows = BY_TYPE.get(type);
        return rows == null ? null : rows.get(phase);
    }

    /** The row of an operation, with what has failed of it told apart: what is deployed, or how it is configured. */
    static @Nullable NsStatus of(Operation operation, Phase phase) {
        NsStatus row = of(operation.request().type(), phase);
        boolean isBroken = phase == Phase.HELD || phase == Phase.FAILED || phase == Phase.PARTIAL;
        if (row == null || !isBroken || !operation.isPlanned()) {
            return row;
        }
        Part deployment = Part.deployment(operation);
        Part configuration = Part.configuration(operation);
        boolean isDeployed = deployment.exists() && deployment.isDone() && configuration.hasFailed();
        boolean isInstantiate = operation.request().type().equals("instantiate");
        String operational = isInstantiate && isDeployed ? "running" : row.operationalStatus();
        String config = configuration.hasFailed()
                ? "failed"
                : isInstantiate && configuration.exists() && configuration.isDone() ? "configured" : row.configStatus();
        return new NsStatus(row.nsState(), row.currentOperation(), operational, config, row.admin());
    }
}
