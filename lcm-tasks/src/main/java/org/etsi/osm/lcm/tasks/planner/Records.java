package org.etsi.osm.lcm.tasks.planner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is read of OSM's collections for one NS, and what earlier operations have left at the VIMs. Texts
 * that NBI marked with {@code !!yaml } are read already, and so is the JSON text of {@code kdur.additionalParams}.
 *
 * @param nsr the NS's record; none if there is none
 * @param vnfrs the records of its VNFs
 * @param nsd its descriptor; where there is none, the copy in {@code nsr} is taken
 * @param vnfds descriptors by {@code _id}
 * @param vimAccounts by {@code _id}
 * @param k8sClusters by {@code _id}
 * @param files contents of files of packages, by {@code <vnfd _id>:file:<name>}
 * @param leftovers what earlier operations of the NS created and didn't remove
 * @param placement the VIM account of each VNF, by member index, as a placement engine wants it
 * @param controllerKey the public SSH key with which the VCA logs in to servers with native charms
 */
public record Records(
        @Nullable Value nsr,
        List<Value> vnfrs,
        @Nullable Value nsd,
        Map<String, Value> vnfds,
        Map<String, Value> vimAccounts,
        Map<String, Value> k8sClusters,
        Map<String, String> files,
        List<Created> leftovers,
        Map<String, String> placement,
        @Nullable String controllerKey) {
    public Records {
        vnfrs = List.copyOf(vnfrs);
        vnfds = inOrder(vnfds);
        vimAccounts = inOrder(vimAccounts);
        k8sClusters = inOrder(k8sClusters);
        files = inOrder(files);
        leftovers = List.copyOf(leftovers);
        placement = inOrder(placement);
    }

    /** Records of which no placement engine has said anything. */
    public Records(
            @Nullable Value nsr,
            List<Value> vnfrs,
            @Nullable Value nsd,
            Map<String, Value> vnfds,
            Map<String, Value> vimAccounts,
            Map<String, Value> k8sClusters,
            Map<String, String> files,
            List<Created> leftovers) {
        this(nsr, vnfrs, nsd, vnfds, vimAccounts, k8sClusters, files, leftovers, Map.of(), null);
    }

    /** In the order given, unlike {@code Map.copyOf}: the same records always make the same plan. */
    private static <T> Map<String, T> inOrder(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The key under which {@link #files} has a file of a VNF package. */
    public static String file(String vnfdId, String name) {
        return vnfdId + ":file:" + name;
    }
}
