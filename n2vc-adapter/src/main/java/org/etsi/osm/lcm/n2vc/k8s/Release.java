package org.etsi.osm.lcm.n2vc.k8s;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A KDU as it is in its cluster.
 *
 * @param id among all clusters and all times: one that follows another under its name has another id
 * @param nsInstanceId tag: whose it is
 * @param taskKey tag: which task made it
 * @param fault why it failed; null if it didn't
 * @param services as OSM's connectors show them: name, type, ports, cluster_ip, external_ip
 */
public record Release(
        String id,
        String cluster,
        String namespace,
        String name,
        String nsInstanceId,
        String taskKey,
        Status status,
        @Nullable String fault,
        List<Value.Obj> services) {
    public Release {
        services = List.copyOf(services);
    }

    /** How far it is. */
    public enum Status {
        PENDING,
        DEPLOYED,
        FAILED,
        UNINSTALLING
    }
}
