package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the NS record says of what N2VC and the Kubernetes connector deployed: {@code _admin.deployed}.
 *
 * @param environments those with an id, at their places
 * @param kdus those with a release, at their places
 * @param isEmpty there is no entry at all, not even one of something that was only begun
 */
public record Deployed(List<Environment> environments, List<Release> kdus, boolean isEmpty) {

    public Deployed {
        environments = List.copyOf(environments);
        kdus = List.copyOf(kdus);
    }

    /**
     * An execution environment.
     *
     * @param index its place
     * @param descriptor the id of the execution environment in its descriptor
     * @param needsTerminate a day-1 primitive ran in it, and none before the end yet
     */
    public record Environment(
            int index,
            String id,
            @Nullable String vnf,
            @Nullable String vdu,
            int count,
            @Nullable String kdu,
            @Nullable String descriptor,
            boolean needsTerminate) {}

    /** A KDU that was installed, or begun to be. */
    public record Release(
            int index,
            String instance,
            @Nullable String cluster,
            @Nullable String technology,
            @Nullable String vnf,
            @Nullable String kdu,
            @Nullable String namespace) {}

    static Deployed read(Node nsr) {
        var deployed = nsr.find("_admin", "deployed").orElse(null);
        if (deployed == null) {
            return new Deployed(List.of(), List.of(), true);
        }
        var environments = new ArrayList<Environment>();
        var ofVca = deployed.list("VCA");
        for (int i = 0; i < ofVca.size(); i++) {
            var id = ofVca.get(i).textOrNull("ee_id");
            if (id != null) {
                environments.add(environment(ofVca.get(i), i, id));
            }
        }
        var kdus = new ArrayList<Release>();
        var ofK8s = deployed.list("K8s");
        for (int i = 0; i < ofK8s.size(); i++) {
            var instance = ofK8s.get(i).textOrNull("kdu-instance");
            if (instance != null) {
                kdus.add(release(ofK8s.get(i), i, instance));
            }
        }
        return new Deployed(environments, kdus, ofVca.isEmpty() && ofK8s.isEmpty());
    }

    private static Environment environment(Node entry, int index, String id) {
        return new Environment(
                index,
                id,
                entry.textOrNull("member-vnf-index"),
                entry.textOrNull("vdu_id"),
                entry.count("vdu_count_index", 0).orElse(0),
                entry.textOrNull("kdu_name"),
                entry.textOrNull("ee_descriptor_id"),
                entry.isTrue("needed_terminate"));
    }

    private static Release release(Node entry, int index, String instance) {
        return new Release(
                index,
                instance,
                entry.textOrNull("k8scluster-uuid"),
                entry.textOrNull("k8scluster-type"),
                entry.textOrNull("member-vnf-index"),
                entry.textOrNull("kdu-name"),
                entry.textOrNull("namespace"));
    }
}
