package org.etsi.osm.lcm.core.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.EngineBus.Received;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.port.Planning;
import org.jspecify.annotations.Nullable;

/**
 * The deciding part of a turn: gathers what has happened, and folds it into the operations. Confined to the loop's
 * thread.
 */
final class Deciding {
    /** While plans are being made, their results are looked for this often. */
    private static final long PLANNING_WAIT_MS = 10;

    private final Folding folding;
    private final Inbox inbox;
    private final Freezing freezing;
    private final Planning planning;
    private final Wakes wakes;
    private final Audits audits;
    private final LoopSettings settings;
    private final Clock clock;
    private final LoopListener listener;
    private final Deque<Internal> internal = new ArrayDeque<>();
    private final List<Write.Park> parks = new ArrayList<>();
    private final Map<OperationId, Ownership> planningFor = new HashMap<>();

    /** An event of the loop's own, meant for one owner's epoch. */
    private record Internal(Ownership ownership, OperationId operation, Event event) {}

    Deciding(
            Folding folding,
            Inbox inbox,
            Freezing freezing,
            Planning planning,
            Wakes wakes,
            Audits audits,
            LoopSettings settings,
            Clock clock,
            LoopListener listener) {
        this.folding = folding;
        this.inbox = inbox;
        this.freezing = freezing;
        this.planning = planning;
        this.wakes = wakes;
        this.audits = audits;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
    }

    long waitMs(long maxWaitMs) {
        if (!internal.isEmpty() || !parks.isEmpty()) {
            return 0;
        }
        long untilAlarm = Math.max(
                0, Math.min(wakes.nextMs(), audits.nextMs()) - clock.now().ticksMs());
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
        parks.add(new Write.Park(broken.id(), mine, broken.reason(), null));
    }

    void takenOver(OwnedPartition partition) {
        var mine = partition.ownership();
        if (mine != null) {
            // Before anything else: nothing that is frozen starts, not even for a moment.
            Freezing.unlike(partition).forEach(live -> later(mine, live.id(), Freezing.event(partition, live)));
            partition.all().forEach(live -> later(mine, live.id(), new Event.TakenOver(mine)));
        }
    }

    /**
     * What has happened since the last batch, decided; nothing if nothing has. Whatever it throws, the records are in
     * the backlog still.
     */
    @Nullable
    Batch gather(Collection<OwnedPartition> partitions) {
        Inbox.LookedUp absent = inbox.lookUp(partitions);
        freezing.lookUp(partitions);
        inbox.strayed(partitions, absent).forEach((partition, why) -> {
            listener.fenced(partition.number(), why);
            partition.reset();
        });
        var batch = new Batch();
        var byNumber = new HashMap<Integer, OwnedPartition>();
        partitions.stream().filter(OwnedPartition::isReady).forEach(p -> byNumber.put(p.number(), p));
        batch.parks().addAll(parks);
        batch.unreadable().addAll(parks);
        parks.clear();
        takeOwnEvents(batch, byNumber);
        takeAlarms(batch, byNumber);
        for (OwnedPartition partition : byNumber.values()) {
            var records = List.copyOf(partition.backlog());
            for (Received received : records) {
                inbox.route(batch, partition, received.message(), absent);
            }
            if (!records.isEmpty()) {
                batch.records().put(partition.number(), records);
            }
        }
        audits.gather(batch, byNumber);
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
        byNumber.values().forEach(partition -> partition.backlog().clear());
        return batch.isEmpty() ? null : batch;
    }

    private void takeOwnEvents(Batch batch, Map<Integer, OwnedPartition> partitions) {
        for (Planning.Result result : planning.take()) {
            planningFor.remove(result.operation());
            internal.add(new Internal(result.ownership(), result.operation(), result.event()));
        }
        int waiting = internal.size();
        for (int i = 0; i < waiting; i++) {
            Internal next = internal.remove();
            folding.decide(
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
            folding.decide(
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
                batch.resends().add(new Batch.Resend(live, task, silence.sequence()));
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
}
