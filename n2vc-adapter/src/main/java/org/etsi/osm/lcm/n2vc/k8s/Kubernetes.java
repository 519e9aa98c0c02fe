package org.etsi.osm.lcm.n2vc.k8s;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/**
 * The clusters that KDUs are installed in. A release has a name that is unique in its namespace and carries the tags of
 * its NS and its task. Every call is short, whatever an installation takes, ends within {@link #callLimit()}, and may
 * throw {@link VcaException}. Thread-safe.
 */
public interface Kubernetes {

    /** The release of this name in a namespace as it is now, whoever made it. */
    Optional<Release> describe(String cluster, String namespace, String name);

    /** The releases that a task made, in every status; sorted by id. */
    List<Release> ofTask(String taskKey);

    /** The releases that were made for an NS, in every cluster and status; sorted by id. */
    List<Release> ofNs(String nsInstanceId);

    /** All releases that carry our tags; sorted by id. A listing that can't be complete throws. */
    List<Release> all();

    /**
     * Begins to install a KDU, and returns it as it is then, usually still pending. A name that is taken, by whomever,
     * is {@link VcaException.Code#CONFLICT}: nothing is changed.
     */
    Release install(Request request);

    /**
     * Asks for the end of a release, and of no other that has its name by now; not finding it is success. It may be
     * gone a little later only.
     */
    void uninstall(String id);

    /** The longest a call takes before it ends with {@link VcaException.Code#TIMEOUT}. */
    Duration callLimit();

    /**
     * A KDU to be installed.
     *
     * @param name of the release
     * @param model chart or bundle
     * @param services names of the services that the KDU's descriptor tells of
     * @param exposed those of them that get an address outside of the cluster
     */
    record Request(
            String nsInstanceId,
            String taskKey,
            String cluster,
            String namespace,
            String name,
            String technology,
            String model,
            Value.Obj values,
            List<String> services,
            List<String> exposed) {
        public Request {
            services = List.copyOf(services);
            exposed = List.copyOf(exposed);
        }
    }
}
