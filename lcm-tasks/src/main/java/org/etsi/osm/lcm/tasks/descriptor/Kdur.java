package org.etsi.osm.lcm.tasks.descriptor;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * The record of a Kubernetes deployment unit.
 *
 * @param index its place in the VNF's record
 * @param chart what helm deploys; none for a bundle
 * @param bundle what Juju deploys; none for a chart
 * @param instance the name of its release, where the operator gave one
 * @param cluster id of the document in {@code k8sclusters}
 * @param address of its management service, once it is deployed
 */
public record Kdur(
        int index,
        String name,
        @Nullable String chart,
        @Nullable String helmVersion,
        @Nullable String bundle,
        @Nullable String instance,
        @Nullable String namespace,
        @Nullable String cluster,
        @Nullable String address,
        Value.Obj additionalParams,
        String where) {

    static Kdur read(Node kdur, int index) {
        return new Kdur(
                index,
                kdur.text("kdu-name"),
                kdur.textOrNull("helm-chart"),
                kdur.textOrNull("helm-version"),
                kdur.textOrNull("juju-bundle"),
                kdur.textOrNull("kdu-deployment-name"),
                kdur.textOrNull("k8s-namespace"),
                kdur.find("k8s-cluster")
                        .flatMap(cluster -> Optional.ofNullable(cluster.textOrNull("id")))
                        .orElse(null),
                kdur.textOrNull("ip-address"),
                kdur.object("additionalParams"),
                kdur.where());
    }
}
