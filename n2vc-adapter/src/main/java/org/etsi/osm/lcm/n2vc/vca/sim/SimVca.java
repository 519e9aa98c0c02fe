package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment.Status;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Relation;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimThing.Kind;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;

/**
 * A VCA that pretends to make environments and to run primitives, and remembers, durably, all that it was asked to do,
 * in order. Faults can be switched on while it works. Thread-safe, and several processes may share one state.
 */
public final class SimVca implements Vca {
    static final String ARTIFACT = "artifact";
    static final String CONFIG = "config";
    static final String HOSTNAME = "hostname";
    private static final String TECHNOLOGY = "technology";
    private static final String MODEL = "model";
    private static final String APPLICATION = "application";
    private static final String HELM = "helm-v3";
    private static final String IN_CLUSTER = "k8s_proxy_charm";

    private final SimSite site;

    public SimVca(SimSite site) {
        this.site = site;
    }

    @Override
    public Optional<ExecutionEnvironment> describe(String environment) {
        return read(List.of(environment), () -> found(environment).map(this::shown));
    }

    @Override
    public List<ExecutionEnvironment> ofTask(String taskKey) {
        return read(List.of(taskKey), () -> shown(site.state().thingsOfTask(taskKey)));
    }

    @Override
    public List<ExecutionEnvironment> ofNs(String nsInstanceId) {
        return read(List.of(nsInstanceId), () -> shown(site.state().thingsOfNs(nsInstanceId)));
    }

    @Override
    public List<ExecutionEnvironment> all() {
        return read(List.of(""), () -> shown(site.state().things()));
    }

    private <T> T read(List<String> names, Supplier<T> answer) {
        return site.answer(site.begin(Call.READ, names), Call.READ, names, answer);
    }

    private Optional<SimThing> found(String environment) {
        return site.visible(Kind.ENVIRONMENT, environment);
    }

    private List<ExecutionEnvironment> shown(List<SimThing> things) {
        return site.shown(Kind.ENVIRONMENT, things).stream().map(this::shown).toList();
    }

    private ExecutionEnvironment shown(SimThing thing) {
        Instant now = site.now();
        Status working = !thing.isReady(now) ? Status.CREATING : thing.failure() == null ? Status.READY : Status.FAILED;
        return new ExecutionEnvironment(
                thing.id(),
                thing.account(),
                thing.nsInstanceId(),
                thing.taskKey(),
                thing.details().text(MODEL).orElse(null),
                thing.details().text(APPLICATION).orElse(null),
                thing.details().text(HOSTNAME).orElse(null),
                thing.isDeleting(now) ? Status.DELETING : working,
                thing.isReady(now) ? thing.failure() : null);
    }

    @Override
    public ExecutionEnvironment create(Creation wanted) {
        var names = List.of(wanted.artifact(), wanted.namespace(), wanted.nsInstanceId(), wanted.taskKey());
        SimStrike strike = site.begin(Call.CREATE, names);
        Instant appears = site.now().plus(strike.late());
        Instant ready = appears.plus(site.settings().create()).plus(strike.slower());
        SimThing made = site.make(number -> new SimThing(
                id(wanted, number),
                number,
                Kind.ENVIRONMENT,
                wanted.account(),
                wanted.nsInstanceId(),
                wanted.taskKey(),
                wanted.namespace(),
                details(wanted),
                appears,
                ready,
                strike.failure(),
                null,
                null));
        return site.answer(strike, Call.CREATE, names, () -> shown(made));
    }

    private static String id(Creation wanted, long number) {
        if (wanted.technology().equals(HELM)) {
            return HELM + ":" + wanted.nsInstanceId() + "." + SimNames.release(wanted.artifact(), number);
        }
        String machine = wanted.technology().equals(IN_CLUSTER) ? "k8s-" + number : Long.toString(number);
        return model(wanted) + "." + application(wanted) + "." + machine;
    }

    private static String model(Creation wanted) {
        return wanted.technology().equals(IN_CLUSTER) ? wanted.nsInstanceId() + "-k8s" : wanted.nsInstanceId();
    }

    private static String application(Creation wanted) {
        return SimNames.application(wanted.namespace(), wanted.descriptor());
    }

    private static Value.Obj details(Creation wanted) {
        var details = Value.Obj.EMPTY
                .with(TECHNOLOGY, wanted.technology())
                .with(ARTIFACT, wanted.artifact())
                .with(CONFIG, wanted.config());
        if (!wanted.technology().equals(HELM)) {
            details = details.with(MODEL, model(wanted)).with(APPLICATION, application(wanted));
        }
        var host = wanted.host();
        return host == null ? details : details.with(HOSTNAME, host.hostname());
    }

    @Override
    public void delete(String environment) {
        var names = found(environment).map(SimVca::namesOf).orElse(List.of(environment));
        SimStrike strike = site.begin(Call.DELETE, names);
        found(environment).ifPresent(thing -> site.remove(thing, strike));
        site.answer(strike, Call.DELETE, names, () -> environment);
    }

    private static List<String> namesOf(SimThing thing) {
        return List.of(thing.id(), thing.name(), thing.nsInstanceId(), thing.taskKey(), thing.detail(ARTIFACT));
    }

    @Override
    public PrimitiveRun install(Request software) {
        return run(
                Call.INSTALL,
                SimRun.Kind.INSTALLATION,
                software,
                site.settings().install());
    }

    @Override
    public Optional<PrimitiveRun> software(String environment) {
        return read(List.of(environment), () -> found(environment).flatMap(this::softwareOf));
    }

    private Optional<PrimitiveRun> softwareOf(SimThing thing) {
        return onRecord(thing, SimRun.Kind.INSTALLATION).stream()
                .reduce((former, latter) -> latter)
                .map(run -> run.asOf(site.now()));
    }

    private List<SimRun> onRecord(SimThing environment, SimRun.Kind kind) {
        Instant now = site.now();
        return site.state().runsIn(environment.id()).stream()
                .filter(run -> run.kind() == kind && run.isOnRecordIn(environment, now))
                .toList();
    }

    @Override
    public Optional<String> publicKey(String environment) {
        return read(
                List.of(environment),
                () -> found(environment)
                        .filter(thing -> shown(thing).isReady() && hasKey(thing))
                        .map(thing -> SimNames.publicKey(thing.id())));
    }

    /** Where the charm is installed by a task of its own, it is the charm that makes the key. */
    private boolean hasKey(SimThing thing) {
        boolean isInstalledLater = !thing.detail(TECHNOLOGY).equals(HELM)
                && !thing.detail(TECHNOLOGY).equals(IN_CLUSTER);
        return !isInstalledLater
                || softwareOf(thing)
                        .filter(run -> run.state() == PrimitiveRun.State.SUCCEEDED)
                        .isPresent();
    }

    @Override
    public void relate(String taskKey, Relation relation) {
        if (isThere(relation)) {
            return;
        }
        require(relation.requirer());
        // Under a new id each time: the same two may be related anew when one of them was made anew.
        var request = new Request(
                relation.provider(),
                taskKey,
                taskKey + "/relation#" + site.state().nextNumber(),
                name(relation),
                Value.Obj.EMPTY);
        run(Call.RELATE, SimRun.Kind.RELATION, request, Duration.ZERO);
    }

    private static String name(Relation relation) {
        return relation.providerEndpoint() + " " + relation.requirer() + ":" + relation.requirerEndpoint();
    }

    @Override
    public boolean isRelated(Relation relation) {
        return read(List.of(relation.provider(), relation.requirer()), () -> isThere(relation));
    }

    private boolean isThere(Relation relation) {
        Optional<SimThing> requirer = found(relation.requirer());
        return requirer.isPresent()
                && found(relation.provider()).stream()
                        .flatMap(provider -> onRecord(provider, SimRun.Kind.RELATION).stream())
                        .anyMatch(run -> run.primitive().equals(name(relation))
                                && run.number() > requirer.get().number());
    }

    @Override
    public PrimitiveRun start(Request request) {
        return run(Call.RUN, SimRun.Kind.PRIMITIVE, request, site.settings().run());
    }

    private PrimitiveRun run(Call call, SimRun.Kind kind, Request request, Duration takes) {
        var names = List.of(request.primitive(), request.environment(), request.taskKey());
        SimStrike strike = site.begin(call, names);
        require(request.environment());
        Instant now = site.now();
        var draft = new SimRun(0, kind, request, now, now.plus(takes), null, true, false).struckBy(strike);
        SimRun kept = site.state().addRun(draft);
        return site.answer(strike, call, names, () -> kept.asOf(now));
    }

    private void require(String environment) {
        if (found(environment).isEmpty()) {
            throw VcaException.refused(
                    VcaException.Code.NOT_FOUND,
                    "Expected execution environment " + environment + ", but it isn't there; nothing was done");
        }
    }

    @Override
    public List<PrimitiveRun> runs(String environment, String taskKey) {
        Instant now = site.now();
        return read(
                List.of(environment, taskKey),
                () -> found(environment).stream()
                        .flatMap(thing -> onRecord(thing, SimRun.Kind.PRIMITIVE).stream())
                        .filter(run -> run.taskKey().equals(taskKey))
                        .map(run -> run.asOf(now))
                        .toList());
    }

    @Override
    public void discard(String environment, String runId) {
        site.state().discard(runId);
    }

    @Override
    public Duration callLimit() {
        return site.settings().callLimit();
    }
}
