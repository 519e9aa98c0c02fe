package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.n2vc.vca.ExecutionEnvironment;
import org.etsi.osm.lcm.n2vc.vca.PrimitiveRun;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.VcaException;

/**
 * A VCA that pretends to run primitives and remembers, durably, which it was asked to, in which order. Faults can be
 * switched on while it works. Thread-safe, and several processes may share one state.
 */
public final class SimVca implements Vca {
    private final SimVcaState state;
    private final InstantSource time;
    private final Duration runTime;

    /** @param runTime how long each primitive takes */
    public SimVca(SimVcaState state, InstantSource time, Duration runTime) {
        this.state = state;
        this.time = time;
        this.runTime = runTime;
    }

    @Override
    public Optional<ExecutionEnvironment> describe(String environment) {
        return state.environment(environment);
    }

    @Override
    public ExecutionEnvironment ensure(String nsInstanceId, String name) {
        var environment = new ExecutionEnvironment("sim:" + nsInstanceId + "." + name, nsInstanceId, name);
        state.addEnvironment(environment);
        return environment;
    }

    @Override
    public PrimitiveRun start(Request request) {
        var effects = strike(request.primitive());
        refuse(request, effects);
        if (state.environment(request.environment()).isEmpty()) {
            throw VcaException.refused(
                    VcaException.Code.NOT_FOUND,
                    "Expected execution environment " + request.environment() + ", but it isn't there");
        }
        Instant now = time.instant();
        PrimitiveRun run = state.addRun(draft(request, effects, now)).asOf(now);
        if (effects.stream().anyMatch(SimVcaFault.LoseAnswer.class::isInstance)) {
            throw VcaException.unknown(
                    VcaException.Code.TIMEOUT,
                    "Expected an answer to the start of " + request.primitive() + " in " + request.environment()
                            + ", but there was none; whether it runs is unknown");
        }
        return run;
    }

    private List<SimVcaFault.Effect> strike(String primitive) {
        var effects = new ArrayList<SimVcaFault.Effect>();
        for (var fault : state.faults()) {
            if (fault.appliesTo(primitive) && state.takeUse(fault.id())) {
                effects.add(fault.effect());
            }
        }
        return effects;
    }

    private static void refuse(Request request, List<SimVcaFault.Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof SimVcaFault.Refuse(var code)) {
                throw VcaException.refused(
                        code, "Expected " + request.primitive() + " to be started, but the VCA refused it: not run");
            }
        }
    }

    private SimRun draft(Request request, List<SimVcaFault.Effect> effects, Instant now) {
        var draft = new SimRun(0, request, now, now.plus(runTime), null, true, false);
        for (var effect : effects) {
            draft = struck(draft, effect);
        }
        return draft;
    }

    private static SimRun struck(SimRun run, SimVcaFault.Effect effect) {
        return switch (effect) {
            case SimVcaFault.Refuse refuse -> run;
            case SimVcaFault.Slow(var by) ->
                new SimRun(
                        0,
                        run.request(),
                        run.startedAt(),
                        run.endsAt().plus(by),
                        run.failure(),
                        run.isRecorded(),
                        false);
            case SimVcaFault.Fail(var text) ->
                new SimRun(0, run.request(), run.startedAt(), run.endsAt(), text, run.isRecorded(), false);
            case SimVcaFault.LoseAnswer(var isRecorded) ->
                new SimRun(0, run.request(), run.startedAt(), run.endsAt(), run.failure(), isRecorded, false);
        };
    }

    @Override
    public List<PrimitiveRun> runs(String environment, String taskKey) {
        Instant now = time.instant();
        return state.runsOf(taskKey).stream()
                .filter(run -> run.isOnRecordIn(environment))
                .map(run -> run.asOf(now))
                .toList();
    }

    @Override
    public void discard(String environment, String runId) {
        state.discard(runId);
    }

    /** Everything that was ever run, in order: also what the VCA itself doesn't tell any more. */
    public List<SimRun> history() {
        return state.runs();
    }
}
