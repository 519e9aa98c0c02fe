package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.k8s.Release;
import org.etsi.osm.lcm.n2vc.k8s.Release.Status;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimThing.Kind;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;

/**
 * Clusters that pretend to run KDUs; every cluster that is named is there. Keeps all in the state of a {@link SimSite}.
 * Thread-safe, and several processes may share one state.
 */
public final class SimKubernetes implements Kubernetes {
    private static final String NAMESPACE = "namespace";
    private static final String SERVICES = "services";
    private static final String EXPOSED = "exposed";
    private static final int HTTP = 80;

    /** What comes after it tells a release from former ones of its name. */
    private static final char INCARNATION = '#';

    /** As helm has it; bundles are models of Juju, which takes more. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?");

    private final SimSite site;

    public SimKubernetes(SimSite site) {
        this.site = site;
    }

    @Override
    public Optional<Release> describe(String cluster, String namespace, String name) {
        return read(
                List.of(cluster, name),
                () -> site.visible(Kind.RELEASE, id(cluster, namespace, name)).map(this::shown));
    }

    @Override
    public List<Release> ofTask(String taskKey) {
        return read(List.of(taskKey), () -> shown(site.state().thingsOfTask(taskKey)));
    }

    @Override
    public List<Release> ofNs(String nsInstanceId) {
        return read(List.of(nsInstanceId), () -> shown(site.state().thingsOfNs(nsInstanceId)));
    }

    @Override
    public List<Release> all() {
        return read(List.of(""), () -> shown(site.state().things()));
    }

    private <T> T read(List<String> names, Supplier<T> answer) {
        return site.answer(site.begin(Call.READ, names), Call.READ, names, answer);
    }

    private static String id(String cluster, String namespace, String name) {
        return cluster + "/" + namespace + "/" + name;
    }

    private List<Release> shown(List<SimThing> things) {
        return site.shown(Kind.RELEASE, things).stream().map(this::shown).toList();
    }

    private Release shown(SimThing thing) {
        Instant now = site.now();
        Status working =
                !thing.isReady(now) ? Status.PENDING : thing.failure() == null ? Status.DEPLOYED : Status.FAILED;
        Status status = thing.isDeleting(now) ? Status.UNINSTALLING : working;
        return new Release(
                thing.id() + INCARNATION + thing.number(),
                thing.account(),
                thing.details().text(NAMESPACE).orElse(""),
                thing.name(),
                thing.nsInstanceId(),
                thing.taskKey(),
                status,
                status == Status.FAILED ? thing.failure() : null,
                status == Status.DEPLOYED ? services(thing) : List.of());
    }

    private static List<Value.Obj> services(SimThing thing) {
        List<String> exposed = texts(thing, EXPOSED);
        return texts(thing, SERVICES).stream()
                .map(name -> service(thing, name, exposed.contains(name)))
                .toList();
    }

    private static List<String> texts(SimThing thing, String field) {
        return thing.details().items(field).stream()
                .flatMap(item -> item.asText().stream())
                .toList();
    }

    private static Value.Obj service(SimThing thing, String name, boolean isExposed) {
        String whole = thing.id() + "/" + name;
        var port = Value.Obj.EMPTY.with("name", "http").with("port", HTTP).with("protocol", "TCP");
        var service = Value.Obj.EMPTY
                .with("name", name)
                .with("type", isExposed ? "LoadBalancer" : "ClusterIP")
                .with("ports", Value.list(List.of(port)))
                .with("cluster_ip", SimNames.address("10.152", whole));
        Value outside =
                isExposed ? Value.list(List.of(Value.of(SimNames.address("172.21", whole)))) : Value.list(List.of());
        return service.with("external_ip", outside);
    }

    @Override
    public Release install(Request request) {
        var names = List.of(request.name(), request.model(), request.nsInstanceId(), request.taskKey());
        SimStrike strike = site.begin(Call.INSTALL_KDU, names);
        if (request.technology().startsWith("helm")
                && !NAME.matcher(request.name()).matches()) {
            throw VcaException.refused(
                    VcaException.Code.INVALID,
                    "Expected a release name of at most 53 small letters, digits and hyphens, but it is '"
                            + request.name() + "'; nothing was installed");
        }
        Instant appears = site.now().plus(strike.late());
        Instant ready = appears.plus(site.settings().kdu()).plus(strike.slower());
        SimThing made = site.make(number -> new SimThing(
                id(request.cluster(), request.namespace(), request.name()),
                number,
                Kind.RELEASE,
                request.cluster(),
                request.nsInstanceId(),
                request.taskKey(),
                request.name(),
                details(request),
                appears,
                ready,
                strike.failure(),
                null,
                null));
        return site.answer(strike, Call.INSTALL_KDU, names, () -> shown(made));
    }

    private static Value.Obj details(Request request) {
        Stream<String> services =
                request.services().isEmpty() ? Stream.of(request.name()) : request.services().stream();
        return Value.Obj.EMPTY
                .with(SimVca.ARTIFACT, request.model())
                .with(NAMESPACE, request.namespace())
                .with("technology", request.technology())
                .with(SimVca.CONFIG, request.values())
                .with(SERVICES, Value.list(services.map(Value::of).toList()))
                .with(
                        EXPOSED,
                        Value.list(request.exposed().stream().map(Value::of).toList()));
    }

    @Override
    public void uninstall(String id) {
        SimStrike strike = site.begin(Call.UNINSTALL_KDU, List.of(id));
        int mark = id.lastIndexOf(INCARNATION);
        site.visible(Kind.RELEASE, id.substring(0, Math.max(mark, 0)))
                .filter(thing -> Long.toString(thing.number()).equals(id.substring(mark + 1)))
                .ifPresent(thing -> site.remove(thing, strike));
        site.answer(strike, Call.UNINSTALL_KDU, List.of(id), () -> id);
    }

    @Override
    public Duration callLimit() {
        return site.settings().callLimit();
    }
}
