package org.etsi.osm.lcm.n2vc.task;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.tasks.catalogue.DeleteExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.RemoveEnvironments;
import org.etsi.osm.lcm.tasks.catalogue.UninstallKdu;

/**
 * Removes environments and releases until none is there. What is still there is surplus, which the loop removes again
 * and again; so nothing has to be remembered, and a removal that was lost or done by half is simply repeated. What
 * another NS made is never removed, whatever the records name. Thread-safe.
 */
final class RemovalHandler implements TaskHandler {
    /** Something to be removed. */
    record Doomed(String id, boolean isGoing) {}

    private final Function<Work, List<Doomed>> look;
    private final BiConsumer<Work, String> removal;
    private final Function<Value.Obj, String> accountOf;
    private final boolean endsNs;

    private RemovalHandler(
            Function<Work, List<Doomed>> look,
            BiConsumer<Work, String> removal,
            Function<Value.Obj, String> accountOf,
            boolean endsNs) {
        this.look = look;
        this.removal = removal;
        this.accountOf = accountOf;
        this.endsNs = endsNs;
    }

    /** One environment, by its id. */
    static RemovalHandler ofEnvironment(Vca vca) {
        return new RemovalHandler(
                work -> {
                    var asked = DeleteExecutionEnvironment.Parameters.from(work.parameters());
                    return vca.describe(asked.environmentId()).stream()
                            .filter(one -> one.nsInstanceId().equals(work.nsInstanceId()))
                            .map(one -> doomed("", one))
                            .toList();
                },
                (work, id) -> vca.delete(id),
                VcaCalls::account,
                false);
    }

    /** One release, by its name: the only thing that OSM's records have of it. */
    static RemovalHandler ofKdu(Kubernetes kubernetes) {
        return new RemovalHandler(
                work -> {
                    var asked = UninstallKdu.Parameters.from(work.parameters());
                    return kubernetes.describe(asked.cluster(), asked.namespace(), asked.instance()).stream()
                            .filter(one -> one.nsInstanceId().equals(work.nsInstanceId()))
                            .map(one -> doomed("", one))
                            .toList();
                },
                (work, id) -> kubernetes.uninstall(id),
                parameters -> parameters.text("cluster").orElse(""),
                false);
    }

    /**
     * All that carries the tag of an NS, at whatever account and in whatever cluster: what it names may have changed.
     */
    static RemovalHandler ofNs(Vca vca, Kubernetes kubernetes) {
        String environment = "environment:";
        String release = "release:";
        return new RemovalHandler(
                work -> {
                    String ns = RemoveEnvironments.Parameters.from(work.parameters())
                            .ns();
                    var environments = vca.ofNs(ns).stream().map(one -> doomed(environment, one));
                    var releases = kubernetes.ofNs(ns).stream().map(one -> doomed(release, one));
                    return Stream.concat(environments, releases).toList();
                },
                (work, id) -> {
                    if (id.startsWith(environment)) {
                        vca.delete(id.substring(environment.length()));
                    } else {
                        kubernetes.uninstall(id.substring(release.length()));
                    }
                },
                VcaCalls::account,
                true);
    }

    private static Doomed doomed(String prefix, ExecutionEnvironment one) {
        return new Doomed(prefix + one.id(), one.status() == ExecutionEnvironment.Status.DELETING);
    }

    private static Doomed doomed(String prefix, Release one) {
        return new Doomed(prefix + one.id(), one.status() == Release.Status.UNINSTALLING);
    }

    @Override
    public String account(Value.Obj parameters) {
        return accountOf.apply(parameters);
    }

    @Override
    public Observation observe(Work work) {
        List<Doomed> left = VcaCalls.call(() -> look.apply(work));
        if (left.isEmpty()) {
            return new Observation.Met(Value.Obj.EMPTY);
        }
        List<String> standing =
                left.stream().filter(one -> !one.isGoing()).map(Doomed::id).toList();
        return standing.isEmpty()
                ? new Observation.NotYet(left.size() + " are being removed", Value.Obj.EMPTY)
                : new Observation.Surplus(standing);
    }

    @Override
    public Value.Obj act(Work work) {
        throw new IllegalStateException("Expected a removal to remove, but it was asked to act: " + work.taskKey());
    }

    @Override
    public boolean endsNs() {
        return endsNs;
    }

    /** It looks everywhere. */
    @Override
    public boolean reaches(Value.Obj own, Value.Obj others) {
        return true;
    }

    /** What was removed can't be brought back: there is nothing to undo. */
    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        VcaCalls.run(() -> removal.accept(work, id));
    }
}
