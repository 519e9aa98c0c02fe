package org.etsi.osm.lcm.tasks.descriptor;

import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;

/** A Kubernetes cluster that is registered with OSM, without its credentials. */
public record K8sCluster(String id, String name, Node admin) {

    public static K8sCluster read(Value document) {
        var root = Node.document("k8scluster " + document.text("_id").orElse("without _id"), document);
        var name = root.textOrNull("name");
        return new K8sCluster(
                root.text("_id"),
                name == null ? root.text("_id") : name,
                root.find("_admin").orElse(new Node(Value.Obj.EMPTY, root.where() + "._admin")));
    }

    /**
     * The id under which a connector knows it, as it is stored, which may begin with {@code kube-system:}; none if the
     * cluster isn't prepared for this {@code technology}.
     */
    public Optional<String> idFor(String technology) {
        return admin.find(technology)
                .filter(connector -> isUsable(connector) && isUsable(admin))
                .flatMap(connector -> Optional.ofNullable(connector.textOrNull("id")));
    }

    /** Documents of old say nothing; a degraded cluster still has what is asked for, or this connector says no. */
    private static boolean isUsable(Node state) {
        var said = state.textOrNull("operationalState");
        return said == null || said.equals("ENABLED") || said.equals("DEGRADED");
    }
}
