package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Loaded;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's loop: poll a batch, decide, one bulk write, send and await acknowledgement, commit (design, section 3).
 * The order never varies. Driven: the caller calls {@link #turn} again and again from one thread; the loop owns no
 * thread, clock or executor. Trouble at the store or the bus is never thrown: the batch stays where it is, and the next
 * turn goes on with it. Not thread-safe.
 */
public final class EngineLoop {
    private final EngineBus bus;
    private final OperationStore store;
    private final LoopSettings settings;
    private final String owner;
    private final LoopListener listener;
    private final Deciding deciding;
    private final Freezing freezing;
    private final Storing storing;
    private final Telling telling;
    private final Map<Integer, OwnedPartition> partitions = new TreeMap<>();
    private final Set<Integer> paused = new HashSet<>();

    /** Nothing can be decided, since the store doesn't say what is asked of it. */
    private boolean isBlind;

    private @Nullable Batch batch;

    /** @param owner names this incarnation of this process; never used again by another one */
    public EngineLoop(
            EngineBus bus,
            OperationStore store,
            FreezeStore freezes,
            Planning planning,
            Engine engine,
            LoopSettings settings,
            String owner,
            Clock clock,
            LoopListener listener) {
        this.bus = bus;
        this.store = store;
        this.settings = settings;
        this.owner = owner;
        this.listener = listener;
        var alarms = new Wakes();
        var folding = new Folding(engine, clock, listener);
        var audits = new Audits(folding, settings, clock);
        this.freezing = new Freezing(freezes, folding, clock, listener);
        var inbox = new Inbox(folding, freezing, store, alarms, audits, settings, clock);
        this.deciding = new Deciding(folding, inbox, freezing, planning, alarms, audits, settings, clock, listener);
        this.storing = new Storing(store, folding, listener);
        this.telling =
                new Telling(bus, planning, alarms, engine.settings().supersede(), settings, clock, deciding, audits);
    }

    /**
     * One round. Waits for records at most so long, and not at all while there is something else to do.
     *
     * @return whether something was done or is under way; if not, the caller may idle
     */
    public boolean turn(long maxWaitMs) {
        boolean isStuck = batch != null;
        boolean hasPolled = receive(isStuck ? 0 : deciding.waitMs(maxWaitMs));
        if (batch == null) {
            if (hasPolled) {
                // Only who can still poll takes over: one that is cut off would fence the rightful owner out.
                takeOverWhatIsNotReady();
            }
            gather();
        }
        boolean worked = batch != null;
        if (batch != null && carryOn(batch)) {
            batch = null;
        }
        if (batch == null && !isBlind) {
            freezing.acknowledge(partitions.values());
        }
        holdBack();
        return worked;
    }

    /**
     * Whether a batch met trouble and waits for the store or the bus; the caller may wait a little before the next
     * turn.
     */
    public boolean isHeldUp() {
        return batch != null || isBlind || partitions.values().stream().anyMatch(p -> !p.isReady());
    }

    private void gather() {
        try {
            batch = deciding.gather(partitions.values());
            isBlind = false;
        } catch (StoreUnavailableException away) {
            isBlind = true;
            listener.unavailable("looking operations up", away);
        } catch (RuntimeException | Error bug) {
            // Some of it may be decided and some not: what counts is what is stored, and the records that are left.
            partitions.values().forEach(OwnedPartition::reset);
            holdBack();
            throw bug;
        }
    }

    /** The operations in this loop's hands, as decided; for tests, figures and invariants. */
    public List<Operation> operations() {
        var all = new ArrayList<Operation>();
        partitions.values().forEach(p -> p.all().forEach(live -> all.add(live.current())));
        return all;
    }

    /** The partitions that are loaded and served. */
    public Set<Integer> ready() {
        var ready = new HashSet<Integer>();
        partitions.values().stream().filter(OwnedPartition::isReady).forEach(p -> ready.add(p.number()));
        return ready;
    }

    private boolean receive(long waitMs) {
        EngineBus.Poll poll;
        try {
            poll = bus.poll(waitMs);
        } catch (BusUnavailableException away) {
            listener.unavailable("polling", away);
            return false;
        }
        for (Membership change : poll.changes()) {
            switch (change) {
                case Membership.Assigned(int partition) ->
                    partitions.putIfAbsent(partition, new OwnedPartition(partition));
                case Membership.Revoked(int partition) -> drop(partition);
                case Membership.Lost(int partition) -> drop(partition);
            }
        }
        for (EngineBus.Received received : poll.records()) {
            OwnedPartition partition = partitions.get(received.partition());
            if (partition != null) {
                partition.backlog().add(received);
            }
        }
        return true;
    }

    /** Nothing more is written, sent or committed for it: whatever is undone is the next owner's. */
    private void drop(int partition) {
        OwnedPartition gone = partitions.remove(partition);
        // If it comes again, it comes unpaused.
        paused.remove(partition);
        if (gone != null && batch != null) {
            batch.drop(partition);
        }
    }

    private void takeOverWhatIsNotReady() {
        for (OwnedPartition partition : partitions.values()) {
            if (!partition.isReady()) {
                try {
                    takeOver(partition);
                } catch (StoreUnavailableException away) {
                    listener.unavailable("taking partition " + partition.number() + " over", away);
                    partition.reset();
                }
            }
        }
    }

    /** A new epoch first: from then on no write of a former owner matches. Then everything that is open. */
    private void takeOver(OwnedPartition partition) {
        long epoch = store.beginEpoch(partition.number());
        var mine = new Ownership(partition.number(), epoch, owner);
        store.claim(mine);
        partition.reset();
        partition.own(mine);
        @Nullable OperationId after = null;
        List<Loaded> page;
        do {
            page = store.load(mine, java.util.Optional.ofNullable(after), settings.loadPage());
            for (Loaded loaded : page) {
                after = switch (loaded) {
                    case Loaded.Sound(var operation) -> {
                        var owned = operation.ownedBy(mine);
                        partition.add(new Live(owned, owned));
                        yield operation.id();
                    }
                    case Loaded.Broken broken -> {
                        partition.addBroken(broken.id(), broken.reason());
                        deciding.park(mine, broken);
                        yield broken.id();
                    }
                };
            }
        } while (page.size() == settings.loadPage());
        if (store.epochOf(partition.number()) != epoch) {
            // Another one has claimed before we had loaded: what we saw may be nothing, and none of it ours.
            partition.reset();
            listener.fenced(partition.number(), "its epoch went on from " + epoch + " while it was loaded");
            return;
        }
        freezing.takeOver(partition);
        partition.ready();
        deciding.takenOver(partition);
        listener.takenOver(partition.number(), epoch, partition.size());
    }

    /** Takes a batch as far as it gets; true if it is through. */
    private boolean carryOn(Batch under) {
        try {
            if (under.phase() == Batch.Phase.RECONCILE || under.phase() == Batch.Phase.WRITE) {
                storing.store(under).forEach(this::startOver);
                if (under.phase() != Batch.Phase.PUBLISH) {
                    return false;
                }
            }
            if (under.phase() == Batch.Phase.PUBLISH) {
                telling.tell(under, partitions);
                under.phase(Batch.Phase.COMMIT);
            }
        } catch (StoreUnavailableException away) {
            listener.unavailable("storing", away);
            under.phase(Batch.Phase.RECONCILE);
            return false;
        } catch (BusUnavailableException away) {
            listener.unavailable("sending", away);
            return false;
        }
        commit(under);
        return true;
    }

    /** Somebody else wrote there. If the partition is still ours, the next takeover fences the other one out again. */
    private void startOver(int number, String why) {
        OwnedPartition partition = partitions.get(number);
        if (partition == null || batch == null) {
            return;
        }
        listener.fenced(number, why);
        partition.backlog().addAll(0, batch.records().getOrDefault(number, List.of()));
        batch.drop(number);
        partition.reset();
    }

    private void commit(Batch through) {
        var offsets = new HashMap<Integer, Long>();
        through.records().forEach((partition, records) -> {
            if (!records.isEmpty()) {
                offsets.put(partition, records.get(records.size() - 1).offset() + 1);
            }
        });
        if (offsets.isEmpty()) {
            return;
        }
        try {
            bus.commit(offsets);
        } catch (BusUnavailableException away) {
            // Harmless: the records are read once more, and change nothing.
            listener.unavailable("committing", away);
        }
    }

    /** While a batch is held up or a partition is being taken over, nothing more is fetched. */
    private void holdBack() {
        var wanted = new HashSet<Integer>();
        for (OwnedPartition partition : partitions.values()) {
            if (batch != null || isBlind || !partition.isReady()) {
                wanted.add(partition.number());
            }
        }
        var stop = new HashSet<>(wanted);
        stop.removeAll(paused);
        var go = new HashSet<>(paused);
        go.removeAll(wanted);
        go.retainAll(partitions.keySet());
        try {
            if (!stop.isEmpty()) {
                bus.pause(stop);
            }
            if (!go.isEmpty()) {
                bus.resume(go);
            }
            paused.clear();
            paused.addAll(wanted);
        } catch (BusUnavailableException away) {
            listener.unavailable("pausing", away);
        }
    }
}
