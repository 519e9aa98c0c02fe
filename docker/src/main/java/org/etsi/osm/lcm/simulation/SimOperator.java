package org.etsi.osm.lcm.simulation;

import java.time.Duration;
import java.util.ArrayList;
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
    private final Engine engine = new Engine(EngineIncarnation.SETTINGS);

    SimOperator(SimWorld world) {
        this.world = world;
        this.wishes = new Wishes(world.chance());
    }

    /** Everything that was asked for. */
    final List<OperationRequest> requests() {
        return requests;
    }

    void begin() {
        var chance = world.chance();
        int services = chance.between(1, 3);
        for (int n = 0; n < services; n++) {
            String ns = "ns-" + n;
            int start = chance.below(5_000);
            for (int i = chance.between(1, 3); i > 0; i--) {
                boolean isTerminate = !requests.isEmpty() && chance.oneIn(3);
                request(ns, isTerminate ? "terminate" : "instantiate", start);
                // Often in the middle of what was asked for just before.
                start += chance.below(chance.oneIn(2) ? 6_000 : 40_000);
            }
        }
        for (int i = chance.below(20); i > 0; i--) {
            var target = chance.pick(requests).id();
            // What is wanted depends on what there is then.
            world.time()
                    .after(
                            chance.below(60_000),
                            () -> ask(
                                    wishes.anything(
                                            target,
                                            world.operations()
                                                    .find(target)
                                                    .map(this::workedOut)
                                                    .orElse(null)),
                                    0));
        }
        new SimFreezer(world).begin();
    }

    private void request(String ns, String type, int afterMs) {
        var chance = world.chance();
        var policy = chance.oneIn(2) ? FailurePolicy.HOLD : chance.pick(List.of(FailurePolicy.values()));
        request(
                new OperationRequest(
                        new OperationId("op-" + requests.size()),
                        ns,
                        type,
                        1_000.0 + Math.floorDiv(afterMs, 1_000),
                        Value.Obj.EMPTY,
                        policy,
                        Duration.ofSeconds(chance.oneIn(8) ? 15 : 600)),
                afterMs);
    }

    final void request(OperationRequest request, int afterMs) {
        requests.add(request);
        deliver(request.nsInstanceId(), new Inbound.Requested(request), afterMs);
    }

    final void ask(OperationId target, Verb verb, @Nullable CancelMode mode, int afterMs) {
        ask(wishes.plain(target, verb, mode), afterMs);
    }

    private void ask(VerbRequest request, int afterMs) {
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
    private void deliver(String ns, Inbound message, int afterMs) {
        int partition = world.inbox().partitionOf(ns);
        int times = world.strikes(4) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            world.time().after(afterMs + (long) i * world.chance().below(20_000), () -> {
                world.note("client", () -> "asks " + message);
                world.inbox().append(partition, message);
            });
        }
    }

    final void answered(Answer answer) {
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
    private boolean askAgain() {
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
