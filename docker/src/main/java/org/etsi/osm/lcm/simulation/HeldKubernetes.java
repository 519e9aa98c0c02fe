package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;

/** The clusters as one adapter sees them: the caller may die before a call takes effect and after it did. */
record HeldKubernetes(AdapterIncarnation me, Kubernetes kubernetes) implements Kubernetes {
    @Override
    public Optional<Release> describe(String cluster, String namespace, String name) {
        return kubernetes.describe(cluster, namespace, name);
    }

    @Override
    public List<Release> ofTask(String taskKey) {
        return kubernetes.ofTask(taskKey);
    }

    @Override
    public List<Release> ofNs(String nsInstanceId) {
        return kubernetes.ofNs(nsInstanceId);
    }

    @Override
    public List<Release> all() {
        return kubernetes.all();
    }

    @Override
    public Release install(Request request) {
        return me.change(CrashCall.KDU_INSTALL, () -> kubernetes.install(request));
    }

    @Override
    public void uninstall(String id) {
        me.change(CrashCall.KDU_UNINSTALL, () -> {
            kubernetes.uninstall(id);
            return id;
        });
    }

    @Override
    public Duration callLimit() {
        return kubernetes.callLimit();
    }
}
