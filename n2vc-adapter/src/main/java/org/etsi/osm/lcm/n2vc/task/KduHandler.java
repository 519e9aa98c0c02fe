package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;
import org.etsi.osm.lcm.n2vc.k8s.Release.Status;
import org.etsi.osm.lcm.tasks.catalogue.InstallKdu;
import org.jspecify.annotations.Nullable;

/**
 * Installs a KDU under the name that the plan gives it, tagged with its NS and its task. A release is ours by its tag:
 * one of this name that another task made is never taken for it. Thread-safe.
 */
final class KduHandler implements TaskHandler {
    private final Kubernetes kubernetes;

    KduHandler(Kubernetes kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** The bound is the cluster's. */
    @Override
    public String account(Value.Obj parameters) {
        return parameters.text("cluster").orElse("");
    }

    @Override
    public Observation observe(Work work) {
        var asked = asked(work);
        List<Release> ours = ours(work);
        List<String> others = ours.stream()
                .filter(release -> !isAsked(release, asked) && release.status() != Status.UNINSTALLING)
                .map(Release::id)
                .toList();
        if (!others.isEmpty()) {
            // Made by a former attempt, before an operator edited the name.
            return new Observation.Surplus(others);
        }
        return ours.stream()
                .filter(release -> isAsked(release, asked))
                .findFirst()
                .map(release -> seen(release, asked))
                .orElseGet(Observation.Unmet::new);
    }

    private static boolean isAsked(Release release, InstallKdu.Parameters asked) {
        return release.cluster().equals(asked.cluster())
                && release.namespace().equals(asked.namespace())
                && release.name().equals(asked.instance());
    }

    private static Observation seen(Release release, InstallKdu.Parameters asked) {
        return switch (release.status()) {
            case PENDING -> new Observation.NotYet(release.name() + " is being installed", made(release));
            case UNINSTALLING -> new Observation.NotYet("the former one is being uninstalled", Value.Obj.EMPTY);
            case FAILED ->
                new Observation.Broken(
                        Failure.retryable(
                                "KDU_FAILED",
                                "Expected release " + release.id() + " to be deployed, but it failed: "
                                        + release.fault()),
                        List.of(release.id()));
            case DEPLOYED ->
                new Observation.Met(
                        new InstallKdu.Outputs(release.name(), release.services(), address(release, asked)).toValue());
        };
    }

    /** Of the first service that begins with a management service's name: outside of the cluster, else inside. */
    private static @Nullable String address(Release release, InstallKdu.Parameters asked) {
        return management(asked)
                .flatMap(name -> release.services().stream()
                        .filter(service -> service.text("name").orElse("").startsWith(name)))
                .flatMap(service -> Stream.concat(
                                service.items("external_ip").stream().flatMap(item -> item.asText().stream()),
                                service.text("cluster_ip").stream())
                        .limit(1))
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> management(InstallKdu.Parameters asked) {
        return asked.services().stream()
                .filter(service -> service.field("mgmt").orElse(null) instanceof Value.Bool(var isMgmt) && isMgmt)
                .flatMap(service -> service.text("name").stream());
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        var asked = asked(work);
        return VcaCalls.call(() -> kubernetes.describe(asked.cluster(), asked.namespace(), asked.instance()))
                .filter(release -> !release.taskKey().equals(work.taskKey()))
                .map(release -> taken(release, work));
    }

    /** What is going, or is a leftover of the same NS that is swept, frees its name; another NS's keeps it. */
    private static Failure taken(Release release, Work work) {
        String message = "Expected no release " + release.name() + " in namespace " + release.namespace()
                + " of cluster " + release.cluster() + ", but task "
                + release.taskKey() + " of NS " + release.nsInstanceId() + " made one, which is " + release.status()
                + ": nothing was installed";
        boolean frees = release.status() == Status.UNINSTALLING
                || release.nsInstanceId().equals(work.nsInstanceId());
        return frees ? Failure.retryable("PRECONDITION", message) : Failure.permanent("PRECONDITION", message);
    }

    @Override
    public Value.Obj act(Work work) {
        var asked = asked(work);
        var request = new Kubernetes.Request(
                work.nsInstanceId(),
                work.taskKey(),
                asked.cluster(),
                asked.namespace(),
                asked.instance(),
                asked.technology(),
                asked.model(),
                asked.values(),
                asked.services().stream()
                        .flatMap(service -> service.text("name").stream())
                        .toList(),
                management(asked).toList());
        return made(VcaCalls.call(() -> kubernetes.install(request)));
    }

    private static Value.Obj made(Release release) {
        return Value.Obj.EMPTY.with("release", release.id());
    }

    @Override
    public List<String> leftovers(Work work) {
        return ours(work).stream().map(Release::id).toList();
    }

    @Override
    public void remove(Work work, String id) {
        VcaCalls.run(() -> kubernetes.uninstall(id));
    }

    private List<Release> ours(Work work) {
        return VcaCalls.call(() -> kubernetes.ofTask(work.taskKey()));
    }

    private static InstallKdu.Parameters asked(Work work) {
        return InstallKdu.Parameters.from(work.parameters());
    }
}
