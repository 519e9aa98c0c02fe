package org.etsi.osm.lcm.n2vc;

import java.util.List;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.TaggedResources;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/** All that carries our tags at the VCAs, and in the clusters, for the sweep: one account for either. Thread-safe. */
public final class EnvironmentLeftovers implements TaggedResources {
    private static final String VCA = "vca";
    private static final String CLUSTERS = "k8s";
    public static final List<String> ACCOUNTS = List.of(VCA, CLUSTERS);
    private static final String ENVIRONMENT = "environment";
    private static final String RELEASE = "release";

    private final Vca vca;
    private final Kubernetes kubernetes;

    public EnvironmentLeftovers(Vca vca, Kubernetes kubernetes) {
        this.vca = vca;
        this.kubernetes = kubernetes;
    }

    @Override
    public List<Tagged> list(String account) {
        try {
            Stream<Tagged> all = account.equals(VCA)
                    ? vca.all().stream()
                            .map(one -> new Tagged(one.id(), ENVIRONMENT, one.nsInstanceId(), one.taskKey()))
                    : kubernetes.all().stream()
                            .map(one -> new Tagged(one.id(), RELEASE, one.nsInstanceId(), one.taskKey()));
            return all.toList();
        } catch (VcaException e) {
            throw failed(e);
        }
    }

    @Override
    public void remove(String account, Tagged resource) {
        try {
            if (resource.kind().equals(ENVIRONMENT)) {
                vca.delete(resource.id());
            } else {
                kubernetes.uninstall(resource.id());
            }
        } catch (VcaException e) {
            throw failed(e);
        }
    }

    private static EffectException failed(VcaException e) {
        return new EffectException(
                Failure.retryable(e.code().name(), String.valueOf(e.getMessage())), e.isOutcomeUnknown());
    }
}
