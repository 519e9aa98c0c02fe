package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.etsi.osm.lcm.n2vc.vca.VcaException;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaFault.Call;

/**
 * Where the simulated VCA and the simulated clusters live: one state, one clock, one set of faults. Any number of
 * sites, in any number of processes, on one state are one. It starts no thread: how far things are is worked out from
 * the time whenever somebody asks. Thread-safe.
 */
public final class SimSite {
    private final SimVcaState state;
    private final InstantSource time;
    private final SimVcaSettings settings;
    private final SimPause pause;

    public SimSite(SimVcaState state, InstantSource time, SimVcaSettings settings, SimPause pause) {
        this.state = state;
        this.time = time;
        this.settings = settings;
        this.pause = pause;
    }

    /** As usual, on the system's clock. */
    public static SimSite on(SimVcaState state) {
        return new SimSite(state, InstantSource.system(), SimVcaSettings.usual(), SimPause.sleeping());
    }

    /**
     * Everything that was ever made, run and removed, in order: also what nobody is told any more. No fault applies.
     */
    public List<SimEvent> history() {
        settle();
        return SimHistory.of(state, now());
    }

    SimVcaState state() {
        return state;
    }

    SimVcaSettings settings() {
        return settings;
    }

    Instant now() {
        return time.instant();
    }

    /** Spends the call's time, lets happen what was due, and refuses if a fault says so. */
    SimStrike begin(Call call, List<String> names) {
        SimStrike strike = SimStrike.NONE;
        for (var fault : state.faults()) {
            if (fault.appliesTo(call, names) && state.takeUse(fault.id())) {
                strike = strike.and(fault.effect());
            }
        }
        Duration takes = strike.callSlower();
        Duration limit = settings.callLimit();
        boolean isTooSlow = takes.compareTo(limit) > 0;
        if (!takes.isZero()) {
            pause.spend(isTooSlow ? limit : takes);
        }
        settle();
        var refusal = strike.refusal();
        if (refusal != null) {
            throw VcaException.refused(
                    refusal,
                    "Expected " + call + " of " + names + " to be accepted, but the VCA refused: " + refusal
                            + " (simulated); nothing was done");
        }
        return isTooSlow ? strike.lateBy(takes.minus(limit)) : strike;
    }

    <T> T answer(SimStrike strike, Call call, List<String> names, Supplier<T> answer) {
        if (strike.losesAnswer()) {
            throw VcaException.unknown(
                    VcaException.Code.TIMEOUT,
                    "Expected an answer to " + call + " of " + names
                            + ", but there was none; whether it took effect is unknown");
        }
        return answer.get();
    }

    private void settle() {
        for (SimThing gone : state.gone(now())) {
            state.bury(gone, state.nextNumber());
        }
    }

    /** Keeps a thing under the next number, or refuses because its id is taken. */
    SimThing make(LongFunction<SimThing> draft) {
        SimThing thing = draft.apply(state.nextNumber());
        if (!state.insert(thing)) {
            throw VcaException.refused(
                    VcaException.Code.CONFLICT,
                    "Expected " + thing.id() + " to be free, but there is one of this name; nothing was changed");
        }
        return thing;
    }

    /** Asks for the end of a thing, as far as the strike lets it. */
    void remove(SimThing thing, SimStrike strike) {
        var half = strike.halfDelete();
        if (half == null) {
            Instant from = now().plus(strike.late());
            state.end(thing, from, from.plus(settings.delete()).plus(strike.slower()));
        } else if (!half.answersWell()) {
            throw VcaException.unknown(
                    VcaException.Code.INTERNAL,
                    "Expected " + thing.id() + " to be removed, but it failed half-way; what is left is unknown");
        }
    }

    Optional<SimThing> visible(SimThing.Kind kind, String id) {
        return state.thing(id).filter(thing -> isShown(kind, thing));
    }

    List<SimThing> shown(SimThing.Kind kind, List<SimThing> things) {
        return things.stream().filter(thing -> isShown(kind, thing)).toList();
    }

    private boolean isShown(SimThing.Kind kind, SimThing thing) {
        return thing.kind() == kind && thing.isVisible(now());
    }
}
