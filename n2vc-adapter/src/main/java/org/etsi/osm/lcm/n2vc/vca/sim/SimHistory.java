package org.etsi.osm.lcm.n2vc.vca.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.n2vc.vca.sim.SimEvent.What;

/** Works out what happened, in order, from what is kept: nothing has to be written twice for it. */
final class SimHistory {
    private final Map<Long, SimEvent> events = new HashMap<>();
    private final Map<String, String> nsOf = new HashMap<>();
    private final Instant now;

    private SimHistory(Instant now) {
        this.now = now;
    }

    static List<SimEvent> of(SimVcaState state, Instant now) {
        var history = new SimHistory(now);
        // The buried ones last: one that is being buried meanwhile is then seen at least once.
        history.things(state.things());
        for (var buried : state.buried()) {
            history.things(List.of(buried.thing()));
            history.removed(buried);
        }
        state.runs().forEach(history::run);
        var all = new ArrayList<>(history.events.values());
        all.sort(Comparator.comparingLong(SimEvent::number));
        return List.copyOf(all);
    }

    private void things(List<SimThing> things) {
        for (SimThing thing : things) {
            nsOf.put(thing.id(), thing.nsInstanceId());
            if (!now.isBefore(thing.appearsAt())) {
                add(thing, thing.number(), made(thing), thing.appearsAt());
            }
        }
    }

    private static What made(SimThing thing) {
        if (thing.kind() == SimThing.Kind.RELEASE) {
            return What.KDU_INSTALLED;
        }
        return thing.details().field(SimVca.HOSTNAME).isPresent()
                ? What.ENVIRONMENT_REGISTERED
                : What.ENVIRONMENT_CREATED;
    }

    private void removed(SimThing.Buried buried) {
        SimThing thing = buried.thing();
        Instant at = thing.goneAt() == null ? thing.readyAt() : thing.goneAt();
        boolean isRelease = thing.kind() == SimThing.Kind.RELEASE;
        add(thing, buried.number(), isRelease ? What.KDU_UNINSTALLED : What.ENVIRONMENT_DELETED, at);
    }

    private void add(SimThing thing, long number, What what, Instant at) {
        var event = new SimEvent(
                number,
                what,
                thing.nsInstanceId(),
                thing.taskKey(),
                thing.id(),
                thing.detail(SimVca.ARTIFACT),
                thing.details().field(SimVca.CONFIG).orElse(Value.Obj.EMPTY) instanceof Value.Obj config
                        ? config
                        : Value.Obj.EMPTY,
                at);
        events.put(number, event);
    }

    private void run(SimRun run) {
        if (now.isBefore(run.startedAt())) {
            return;
        }
        What what = switch (run.kind()) {
            case PRIMITIVE -> What.PRIMITIVE_RUN;
            case INSTALLATION -> What.SOFTWARE_INSTALLED;
            case RELATION -> What.RELATED;
        };
        String ns = nsOf.getOrDefault(run.environment(), "");
        events.put(
                run.number(),
                new SimEvent(
                        run.number(),
                        what,
                        ns,
                        run.taskKey(),
                        run.environment(),
                        run.primitive(),
                        run.arguments(),
                        run.startedAt()));
    }
}
