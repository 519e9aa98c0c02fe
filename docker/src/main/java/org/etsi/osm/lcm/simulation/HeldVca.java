package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Relation;
import org.etsi.osm.lcm.n2vc.vca.Vca;

/** The VCA as one adapter sees it: the caller may die before a call takes effect and after it did. */
record HeldVca(AdapterIncarnation me, Vca vca) implements Vca {
    @Override
    public Optional<ExecutionEnvironment> describe(String environment) {
        return vca.describe(environment);
    }

    @Override
    public List<ExecutionEnvironment> ofTask(String taskKey) {
        return vca.ofTask(taskKey);
    }

    @Override
    public List<ExecutionEnvironment> ofNs(String nsInstanceId) {
        return vca.ofNs(nsInstanceId);
    }

    @Override
    public List<ExecutionEnvironment> all() {
        return vca.all();
    }

    @Override
    public ExecutionEnvironment create(Creation wanted) {
        return me.change(CrashCall.VCA_CREATE, () -> vca.create(wanted));
    }

    @Override
    public void delete(String environment) {
        me.change(CrashCall.VCA_DELETE, () -> {
            vca.delete(environment);
            return environment;
        });
    }

    @Override
    public PrimitiveRun install(Request software) {
        return me.change(CrashCall.VCA_INSTALL, () -> vca.install(software));
    }

    @Override
    public Optional<PrimitiveRun> software(String environment) {
        return vca.software(environment);
    }

    @Override
    public Optional<String> publicKey(String environment) {
        return vca.publicKey(environment);
    }

    @Override
    public void relate(String taskKey, Relation relation) {
        me.change(CrashCall.VCA_RELATE, () -> {
            vca.relate(taskKey, relation);
            return relation;
        });
    }

    @Override
    public boolean isRelated(Relation relation) {
        return vca.isRelated(relation);
    }

    @Override
    public PrimitiveRun start(Request request) {
        return me.change(CrashCall.VCA_START, () -> vca.start(request));
    }

    @Override
    public List<PrimitiveRun> runs(String environment, String taskKey) {
        return vca.runs(environment, taskKey);
    }

    @Override
    public void discard(String environment, String runId) {
        me.change(CrashCall.VCA_DISCARD, () -> {
            vca.discard(environment, runId);
            return runId;
        });
    }

    @Override
    public Duration callLimit() {
        return vca.callLimit();
    }
}
