package org.etsi.osm.lcm.core.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.Decision;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.EngineBus.Received;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The deciding part of a turn: gathers what has happened, and folds it into the operations. Confined to the loop's
 * thread.
 */
final class Deciding {
    /** While plans are being made, their results are looked for this often. */
    private static final long PLANNING_WAIT_MS = 10;

    private final Engine engine;
    private final OperationStore store;
    private final Planning planning;
    private final Wakes wakes;
    private final LoopSettings settings;
    private final Clock clock;
    private final LoopListener listener;
    private final Deque<Internal> internal = new ArrayDeque<>();
    private final List<Write.Park> parks = new ArrayList<>();
    private final Map<OperationId, Ownership> planningFor = new HashMap<>();

    /** An event of the loop's own, meant for one owner's epoch. */
    private record Internal(Ownership ownership, OperationId operation, Event event) {}

    Deciding(
            Engine engine,
            OperationStore store,
            Planning planning,
            Wakes wakes,
            LoopSettings settings,
            Clock clock,
            LoopListener listener) {
        this.engine = engine;
        this.store = store;
        this.planning = planning;
        this.wakes = wakes;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
    }

    long waitMs(long maxWaitMs) {
        if (!internal.isEmpty() || !parks.isEmpty()) {
            return 0;
        }
        long untilAlarm = Math.max(0, wakes.nextMs() - clock.now().ticksMs());
        long wait = Math.min(maxWaitMs, untilAlarm);
        return planningFor.isEmpty() ? wait : Math.min(wait, PLANNING_WAIT_MS);
    }

    void later(Ownership ownership, OperationId operation, Event event) {
        internal.add(new Internal(ownership, operation, event));
    }

    void planningStarted(Operation operation) {
        planningFor.put(operation.id(), operation.ownership());
    }

    /** An operation that can't even be read is taken out of the way. */
    void park(Ownership mine, Loaded.Broken broken) {
        listener.parked(broken.id(), broken.reason(), new IllegalStateException(broken.reason()));
        parks.add(new Write.Park(broken.id(), mine, broken.reason()));
    }

    void takenOver(OwnedPartition partition) {
        var mine = partition.ownership();
        if (mine != null) {
            partition.all().forEach(live -> later(mine, live.id(), new Event.TakenOver(mine)));
        }
    }

    /** What has happened since the last batch, decided; nothing if nothing has. */
    @Nullable
    Batch gather(Collection<OwnedPartition> partitions) {
        Map<OperationId, Operation> absent;
        try {
            absent = lookUp(partitions);
        } catch (StoreUnavailableException away) {
            // The records stay in the backlog and are looked at again in the next turn.
            listener.unavailable("looking operations up", away);
            return null;
        }
        var batch = new Batch();
        var byNumber = new HashMap<Integer, OwnedPartition>();
        partitions.stream().filter(OwnedPartition::isReady).forEach(p -> byNumber.put(p.number(), p));
        batch.parks().addAll(parks);
        parks.clear();
        takeOwnEvents(batch, byNumber);
        takeAlarms(batch, byNumber);
        for (OwnedPartition partition : byNumber.values()) {
            var records = List.copyOf(partition.backlog());
            partition.backlog().clear();
            for (Received received : records) {
                route(batch, partition, received.message(), absent);
            }
            if (!records.isEmpty()) {
                batch.records().put(partition.number(), records);
            }
        }
        for (Live live : batch.touched()) {
            Operation stored = live.stored();
            if (stored == null) {
                batch.unwritten().put(live, new Write.Insert(live.current()));
            } else if (live.needsWrite()) {
                batch.unwritten()
                        .put(
                                live,
                                new Write.Update(
                                        stored, live.current(), clock.now().ticksMs()));
            }
        }
        return batch.isEmpty() ? null : batch;
    }

    /** Verbs may name operations that are over: their answer needs a look into the store. */
    private Map<OperationId, Operation> lookUp(Collection<OwnedPartition> partitions) {
        var found = new HashMap<OperationId, Operation>();
        for (OwnedPartition partition : partitions) {
            for (Received received : partition.isReady() ? partition.backlog() : List.<Received>of()) {
                if (received.message() instanceof Inbound.Asked(var request)
                        && partition.live(request.operation()) == null) {
                    Optional<Operation> stored = store.find(request.operation());
                    stored.ifPresent(operation -> found.put(operation.id(), operation));
                }
            }
        }
        return found;
    }

    private void takeOwnEvents(Batch batch, Map<Integer, OwnedPartition> partitions) {
        for (Planning.Result result : planning.take()) {
            planningFor.remove(result.operation());
            internal.add(new Internal(result.ownership(), result.operation(), result.event()));
        }
        int waiting = internal.size();
        for (int i = 0; i < waiting; i++) {
            Internal next = internal.remove();
            decide(
                    batch,
                    live(
                            partitions,
                            next.ownership().partition(),
                            next.ownership().epoch(),
                            next.operation()),
                    next.event());
        }
        planningFor.values().removeIf(owner -> live(partitions, owner) == null);
    }

    private void takeAlarms(Batch batch, Map<Integer, OwnedPartition> partitions) {
        long now = clock.now().ticksMs();
        for (var rang = wakes.timers().poll(now);
                rang != null;
                rang = wakes.timers().poll(now)) {
            var timed = rang.what();
            decide(
                    batch,
                    live(
                            partitions,
                            timed.partition(),
                            timed.epoch(),
                            rang.key().operation()),
                    timed.event());
        }
        for (var rang = wakes.silences().poll(now);
                rang != null;
                rang = wakes.silences().poll(now)) {
            var silence = rang.what();
            var task = rang.key().task();
            Live live = live(
                    partitions, silence.partition(), silence.epoch(), rang.key().operation());
            if (live == null || task == null) {
                continue;
            }
            var inFlight = live.current().task(task).inFlight();
            if (inFlight != null
                    && inFlight.sequence() == silence.sequence()
                    && live.current().parked() == null) {
                Commands.inFlight(live.current(), task, settings.inboxTopic()).ifPresent(batch.resends()::add);
                long next = Math.min(settings.resendLimitMs(), silence.afterMs() * 2);
                wakes.listen(live.current(), task, silence.sequence(), now, next);
            }
        }
    }

    private static @Nullable Live live(
            Map<Integer, OwnedPartition> partitions, int number, long epoch, OperationId operation) {
        OwnedPartition partition = partitions.get(number);
        Ownership mine = partition == null ? null : partition.ownership();
        return partition == null || mine == null || mine.epoch() != epoch ? null : partition.live(operation);
    }

    private static @Nullable OwnedPartition live(Map<Integer, OwnedPartition> partitions, Ownership owner) {
        OwnedPartition partition = partitions.get(owner.partition());
        return partition != null && owner.equals(partition.ownership()) ? partition : null;
    }

    private void route(Batch batch, OwnedPartition partition, Inbound message, Map<OperationId, Operation> absent) {
        switch (message) {
            case Inbound.Requested(var request) -> accept(batch, partition, request);
            case Inbound.Asked(var request) -> ask(batch, partition, request, absent);
            case Inbound.Replied(var reply) -> hear(batch, partition, reply);
            case Inbound.Vanished(var operation) ->
                decide(batch, partition.live(operation), new Event.RecordsVanished());
            case Inbound.Unreadable() -> {}
        }
    }

    private void accept(Batch batch, OwnedPartition partition, OperationRequest request) {
        Ownership mine = partition.ownership();
        if (mine == null || partition.live(request.id()) != null) {
            return;
        }
        int position = partition.inTheWay(request.nsInstanceId());
        Decision decision = engine.accept(request, mine, position, clock.now());
        var live = new Live(null, decision.next());
        live.decided(decision.next(), decision.effects(), decision.reasons());
        partition.add(live);
        batch.touched().add(live);
    }

    private void ask(Batch batch, OwnedPartition partition, VerbRequest request, Map<OperationId, Operation> absent) {
        Live live = partition.live(request.operation());
        if (live != null) {
            decide(batch, live, new Event.VerbRequested(request));
            return;
        }
        Operation closed = absent.get(request.operation());
        if (closed == null) {
            var answer = new Answer(
                    request.requestId(),
                    request.operation(),
                    request.verb(),
                    false,
                    "there is no such operation",
                    null,
                    null,
                    0,
                    0,
                    Set.of());
            batch.answers().add(new Delivery(null, List.of(new Outgoing.Answered(0, answer))));
            return;
        }
        for (Effect effect : engine.decide(closed, new Event.VerbRequested(request), clock.now())
                .effects()) {
            if (effect instanceof Effect.SendAnswer(var answer)) {
                batch.answers().add(new Delivery(closed, List.of(new Outgoing.Answered(answer.revision(), answer))));
            }
        }
    }

    private void hear(Batch batch, OwnedPartition partition, Reply reply) {
        Live live = partition.live(reply.operation());
        if (live == null) {
            return;
        }
        boolean isKnown = live.current().plan().contains(reply.task());
        var inFlight = isKnown ? live.current().task(reply.task()).inFlight() : null;
        if (inFlight != null && inFlight.sequence() == reply.sequence() && !reply.isFinal()) {
            live.heard(reply);
            wakes.listen(
                    live.current(),
                    reply.task(),
                    reply.sequence(),
                    clock.now().ticksMs(),
                    settings.resendFirstMs() * 2);
            // Without a change of its own, but its news have to be shown.
            batch.touched().add(live);
        }
        decide(batch, live, new Event.Replied(reply));
    }

    private void decide(Batch batch, @Nullable Live live, Event event) {
        if (live == null) {
            return;
        }
        try {
            Operation before = live.current();
            Decision decision = engine.decide(before, event, clock.now());
            live.decided(decision.next(), decision.effects(), decision.reasons());
            boolean isNews = decision.next().revision() != before.revision()
                    || !decision.effects().isEmpty()
                    || event instanceof Event.TakenOver;
            if (isNews) {
                live.moved();
                batch.touched().add(live);
            }
        } catch (RuntimeException bug) {
            // A broken rule of ours, or a state that no code of ours wrote: this operation stops here, its neighbours
            // go on.
            park(batch, live, bug);
        }
    }

    private void park(Batch batch, Live live, RuntimeException bug) {
        String reason = bug.getClass().getSimpleName() + ": " + bug.getMessage();
        listener.parked(live.id(), reason, bug);
        Operation stored = live.stored();
        live.told();
        live.current((stored == null ? live.current() : stored).parked(reason));
        batch.touched().remove(live);
        if (stored != null) {
            live.confirmed();
            batch.parks().add(new Write.Park(live.id(), stored.ownership(), reason));
        } else {
            batch.touched().add(live);
        }
    }
}
