package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.jspecify.annotations.Nullable;

/**
 * Those who use the system: they ask for operations and give verbs, at random and more than once; at the end the
 * operator brings to a terminal state whatever waits for one.
 */
class SimOperator {
    private final SimWorld world;
    private final List<OperationRequest> requests = new ArrayList<>();
    private final Map<String, VerbRequest> asked = new LinkedHashMap<>();
    private final Map<String, Answer> accepted = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Wishes wishes;
    private int verbs;
    private final Engine engine = new Engine(EngineIncarnation.SETTINGS);

    SimOperator(SimWorld world) {
        this.world = world;
        this.wishes = new Wishes(world.chance(), this::nextId);
    }

    /** Everything that was asked for. */
    final List<OperationRequest> requests() {
        return requests;
    }

    void begin() {
        var fates = world.fates();
        var chance = world.chance().split();
        int services = chance.between(1, world.size().services());
        var drawn = new ArrayList<OperationId>();
        for (int n = 0; n < services; n++) {
            int start = chance.below(5_000);
            for (int i = chance.between(1, 3); i > 0; i--) {
                boolean isTerminate = !drawn.isEmpty() && chance.oneIn(3);
                var request = drawn(chance, drawn.size(), "ns-" + n, isTerminate ? "terminate" : "instantiate", start);
                drawn.add(request.id());
                if (fates.comes()) {
                    world.announce(() -> request.type() + " " + request.id() + " of " + request.nsInstanceId());
                    request(request, start);
                }
                // Often in the middle of what was asked for just before.
                start += chance.below(chance.oneIn(2) ? 6_000 : 40_000);
            }
        }
        for (int i = chance.below(20); i > 0; i--) {
            var target = chance.pick(drawn);
            int afterMs = chance.below(60_000);
            if (fates.comes() && isAsked(target)) {
                world.announce(() -> "a verb of " + target + " after " + afterMs + " ms");
                // What is wanted depends on what there is then.
                var wish = new Wishes(fates.how(), this::nextId);
                world.time().after(afterMs, () -> ask(wish.anything(target, known(target)), 0));
            }
        }
        new SimFreezer(world).begin(fates, chance);
    }

    private boolean isAsked(OperationId target) {
        return requests.stream().anyMatch(request -> request.id().equals(target));
    }

    private @Nullable Operation known(OperationId target) {
        return world.operations().find(target).map(this::workedOut).orElse(null);
    }

    private String nextId() {
        return "verb-" + verbs++;
    }

    private static OperationRequest drawn(Chance chance, int number, String ns, String type, int afterMs) {
        var policy = chance.oneIn(2) ? FailurePolicy.HOLD : chance.pick(List.of(FailurePolicy.values()));
        return new OperationRequest(
                new OperationId("op-" + number),
                ns,
                type,
                1_000.0 + Math.floorDiv(afterMs, 1_000),
                Value.Obj.EMPTY,
                policy,
                Duration.ofSeconds(chance.oneIn(8) ? 15 : 600));
    }

    final void request(OperationRequest request, int afterMs) {
        requests.add(request);
        deliver(request.nsInstanceId(), new Inbound.Requested(request), afterMs);
    }

    final void ask(OperationId target, Verb verb, @Nullable CancelMode mode, int afterMs) {
        ask(wishes.plain(target, verb, mode), afterMs);
    }

    final void ask(VerbRequest request, int afterMs) {
        asked.put(request.requestId(), request);
        deliver(serviceOf(request.operation()), new Inbound.Asked(request), afterMs);
    }

    private String serviceOf(OperationId target) {
        return requests.stream()
                .filter(one -> one.id().equals(target))
                .findFirst()
                .orElseThrow()
                .nsInstanceId();
    }

    /** Once, or more often; never in vain, since who sends it insists. */
    final void deliver(String ns, Inbound message, int afterMs) {
        int partition = world.inbox().partitionOf(ns);
        int times = world.strikes(4) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            world.time().after(i == 0 ? afterMs : afterMs + world.how().below(20_000), () -> {
                world.note("client", () -> "asks " + message);
                world.inbox().append(partition, message);
            });
        }
    }

    final void answered(Answer answer) {
        if (!asked.containsKey(answer.requestId())) {
            world.violation("Expected answers to what was asked, but nobody asked " + answer.requestId());
        }
        answered.add(answer.requestId());
        world.note(
                "client",
                () -> "is answered " + answer.requestId() + " " + answer.verb() + " of " + answer.operation()
                        + (answer.task() == null ? "" : "/" + answer.task())
                        + (answer.accepted() ? " accepted" : " rejected: " + answer.reason()));
        if (!answer.accepted() || answer.verb().isRead()) {
            return;
        }
        Answer former = accepted.put(answer.requestId(), answer);
        if (former != null && !former.equals(answer)) {
            world.violation(
                    "Expected one answer to " + answer.requestId() + ", but there were " + former + " and " + answer);
        }
    }

    /** Every verb that was asked for, once each, however often it was sent. */
    final Collection<VerbRequest> asked() {
        return asked.values();
    }

    /** Requests of verbs that nobody ever answered. */
    final Set<String> unanswered() {
        var left = new HashSet<>(asked.keySet());
        left.removeAll(answered);
        return left;
    }

    /** Asks for what leads on, for every operation that waits for somebody; false if none does. */
    boolean driveOn() {
        boolean isAny = askAgain();
        for (Operation operation : world.operations().all()) {
            if (!isAsked(operation.id())) {
                world.violation("Expected an operation for each request only, but nobody asked for " + operation.id());
                return false;
            }
            if (operation.state().isTerminal()) {
                continue;
            }
            isAny = true;
            int afterMs = 1;
            for (VerbRequest wish : wishes.onward(workedOut(operation))) {
                ask(wish, afterMs++);
            }
        }
        return isAny;
    }

    /** As its owner has it: what follows from what is stored isn't stored. */
    private Operation workedOut(Operation stored) {
        var moment = new Moment(world.time().nowMs(), world.time().nowMs());
        return engine.decide(stored, new Event.TakenOver(stored.ownership()), moment)
                .next();
    }

    /** A look at the world is lost with the process that was at it: who waits for it asks again. */
    final boolean askAgain() {
        boolean isAny = false;
        for (VerbRequest request : List.copyOf(asked.values())) {
            boolean isLook = request.verb() == Verb.VERIFY || request.verb() == Verb.DONE;
            if (isLook && !answered.contains(request.requestId())) {
                deliver(serviceOf(request.operation()), new Inbound.Asked(request), 1);
                isAny = true;
            }
        }
        return isAny;
    }
}
