package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Brings every operation under the freezes in force, and tells when that is done: stored and told (design, section
 * 3.5). Confined to the loop's thread.
 */
final class Freezing {
    /** Far longer than a deposed primary takes to notice; a database that was set back never gets there. */
    private static final long BEHIND_AT_MOST_MS = 60_000;

    private final FreezeStore store;
    private final Folding folding;
    private final Clock clock;
    private final LoopListener listener;

    /** As last looked up; a partition is under those that it says itself. */
    private Freezes latest = Freezes.NONE;

    /** When the store was first seen to be behind what was told; nothing while it isn't. */
    private @Nullable Long behindSinceMs;

    Freezing(FreezeStore store, Folding folding, Clock clock, LoopListener listener) {
        this.store = store;
        this.folding = folding;
        this.clock = clock;
        this.listener = listener;
    }

    /** Before anything of a partition is decided. */
    void takeOver(OwnedPartition partition) {
        latest = store.current();
        partition.freezes(latest);
    }

    /**
     * Looks up what has changed, if a record that is to be taken says that something has.
     *
     * @throws StoreUnavailableException if the store doesn't know of it yet: a primary that was deposed still answers
     */
    void lookUp(Collection<OwnedPartition> partitions) {
        long told = partitions.stream()
                .filter(OwnedPartition::isReady)
                .flatMap(partition -> partition.backlog().stream())
                .mapToLong(record -> record.message() instanceof Inbound.FreezesChanged(long version) ? version : 0)
                .max()
                .orElse(0);
        if (told <= latest.version()) {
            return;
        }
        Freezes now = store.current();
        if (now.version() >= told) {
            behindSinceMs = null;
        } else if (!isBehindForTooLong()) {
            throw new StoreUnavailableException("Expected the store to hold version " + told
                    + " of the freezes, which was told, but it answers with version " + now.version()
                    + ": nothing is decided until it is there");
        }
        latest = now;
    }

    private boolean isBehindForTooLong() {
        long nowMs = clock.now().ticksMs();
        long sinceMs = behindSinceMs == null ? nowMs : behindSinceMs;
        behindSinceMs = sinceMs;
        return nowMs - sinceMs >= BEHIND_AT_MOST_MS;
    }

    /** Brings a partition under the latest freezes. */
    void apply(Batch batch, OwnedPartition partition) {
        partition.freezes(latest);
        for (Live live : unlike(partition)) {
            folding.decide(batch, live, event(partition, live));
        }
    }

    /** The operations of a partition that are not under its freezes. */
    static List<Live> unlike(OwnedPartition partition) {
        var unlike = new ArrayList<Live>();
        for (Live live : partition.all()) {
            Operation now = live.current();
            List<Selector> meant = now.meantBy(partition.freezes().selectors());
            if (!now.state().isTerminal() && !now.steering().frozenBy().equals(meant)) {
                unlike.add(live);
            }
        }
        return unlike;
    }

    static Event event(OwnedPartition partition, Live live) {
        return new Event.FreezesChanged(
                partition.freezes().selectorsFor(live.current().request().nsInstanceId()));
    }

    /** Called when nothing that was decided is on its way any more. */
    void acknowledge(Collection<OwnedPartition> partitions) {
        for (OwnedPartition partition : partitions) {
            var mine = partition.ownership();
            long version = partition.freezes().version();
            if (mine == null || !partition.isReady() || partition.acknowledged() == version) {
                continue;
            }
            try {
                if (store.acknowledge(partition.number(), mine.epoch(), version)) {
                    partition.acknowledged(version);
                } else {
                    // Without a write of an operation nothing else would ever tell that a zombie came in between.
                    listener.fenced(partition.number(), "its epoch went on from " + mine.epoch());
                    partition.reset();
                }
            } catch (StoreUnavailableException away) {
                listener.unavailable("acknowledging freezes of partition " + partition.number(), away);
                return;
            }
        }
    }
}
