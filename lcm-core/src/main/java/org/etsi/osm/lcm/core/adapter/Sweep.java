package org.etsi.osm.lcm.core.adapter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Fate;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Orphan;
import org.etsi.osm.lcm.core.adapter.OrphanStore.Reason;
import org.etsi.osm.lcm.core.adapter.TaggedResources.Tagged;
import org.etsi.osm.lcm.core.adapter.TaskHandler.EffectException;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Removes what arrives at a VIM after its task was undone, or beside what its task stands for, and puts it on record
 * (design, section 4.1). Never touches a resource whose task is open, or that it has seen only once; never a resource
 * of a task that it doesn't know, which may be another installation's: that is only reported.
 *
 * <p>Driven, like the loop, but blocking: for a thread of its own. A turn that throws {@link StoreUnavailableException}
 * or {@link EffectException} is made good by the next.
 */
public final class Sweep {
    private final TaggedResources resources;
    private final LedgerStore ledger;
    private final OrphanStore orphans;
    private final String me;
    private final AdapterSettings settings;

    private final LongSupplier ticksMs;

    private record Place(String vim, String id) {}

    private record Watch(@Nullable String holder, long beat, long sinceMs) {}

    /** Suspects, and when they were first seen as such. */
    private final Map<Place, Long> suspects = new HashMap<>();

    private final Set<Place> reported = new HashSet<>();

    /** Leases of others, by task, that kept us from removing something. */
    private final Map<String, Watch> watches = new HashMap<>();

    /**
     * @param incarnation as the loop's; the sweep holds leases under a name of its own
     * @param ticksMs the clock of the turns' moments: read once more right before each removal
     */
    public Sweep(
            TaggedResources resources,
            LedgerStore ledger,
            OrphanStore orphans,
            String incarnation,
            AdapterSettings settings,
            LongSupplier ticksMs) {
        this.resources = resources;
        this.ledger = ledger;
        this.orphans = orphans;
        this.me = incarnation + "/sweep";
        this.settings = settings;
        this.ticksMs = ticksMs;
    }

    /** Looks at one VIM; returns how many resources were removed. */
    public int turn(String vim, Moment now) {
        // The ledger is read after the listing: a task that began to make something meanwhile is seen to be open.
        List<Tagged> listed = resources.list(vim);
        Map<String, List<Tagged>> byTask = listed.stream().collect(Collectors.groupingBy(Tagged::taskKey));
        Map<String, LedgerEntry> entries = entries(List.copyOf(byTask.keySet()));
        var found = new LinkedHashMap<Place, Tagged>();
        for (Tagged resource : listed) {
            List<Tagged> siblings = byTask.getOrDefault(resource.taskKey(), List.of());
            if (suspicion(entries.get(resource.taskKey()), resource, siblings).isPresent()) {
                found.put(new Place(vim, resource.id()), resource);
            }
        }
        suspects.keySet().removeIf(place -> place.vim().equals(vim) && !found.containsKey(place));
        reported.retainAll(suspects.keySet());
        int removed = 0;
        for (var suspect : found.entrySet()) {
            Place place = suspect.getKey();
            Long firstMs = suspects.putIfAbsent(place, now.ticksMs());
            boolean isRipe = firstMs != null && now.ticksMs() - firstMs >= settings.settleMs();
            List<Tagged> siblings = byTask.getOrDefault(suspect.getValue().taskKey(), List.of());
            if (isRipe && settle(place, suspect.getValue(), siblings, now)) {
                suspects.remove(place);
                removed++;
            }
        }
        return removed;
    }

    private Map<String, LedgerEntry> entries(List<String> taskKeys) {
        var entries = new HashMap<String, LedgerEntry>();
        Batches.of(taskKeys, settings.batch()).forEach(some -> entries.putAll(ledger.get(some)));
        return entries;
    }

    /** Why a resource shouldn't be there; nothing if it may be. */
    private static Optional<Reason> suspicion(@Nullable LedgerEntry entry, Tagged resource, List<Tagged> siblings) {
        if (entry == null) {
            return Optional.of(Reason.UNKNOWN_TASK);
        }
        if (entry.closed()) {
            return Optional.of(Reason.LATE);
        }
        if (entry.isOpen()) {
            return Optional.empty();
        }
        if (entry.undone()) {
            return Optional.of(Reason.LATE);
        }
        Reply result = entry.result();
        boolean isDone = entry.command().action() == CommandAction.EXECUTE
                && result != null
                && result.status() == ReplyStatus.SUCCEEDED;
        if (!isDone || isNamed(entry, resource)) {
            return Optional.empty();
        }
        // One too many only if the one that the task stands for is there too, and of the same kind: a task may make
        // more than it names.
        boolean hasNamedSibling = siblings.stream()
                .anyMatch(sibling -> sibling.kind().equals(resource.kind()) && isNamed(entry, sibling));
        return hasNamedSibling ? Optional.of(Reason.SURPLUS) : Optional.empty();
    }

    private static boolean isNamed(LedgerEntry entry, Tagged resource) {
        Value.Obj outputs = entry.outputs();
        return Ids.isNamed(entry.memo(), resource.id()) || (outputs != null && Ids.isNamed(outputs, resource.id()));
    }

    /** Whether it was removed: under the task's lease, so that a command that comes now waits until it is done. */
    private boolean settle(Place place, Tagged resource, List<Tagged> siblings, Moment now) {
        LedgerEntry entry = ledger.get(List.of(resource.taskKey())).get(resource.taskKey());
        Reason reason = suspicion(entry, resource, siblings).orElse(null);
        if (entry == null || reason == null) {
            if (entry == null && reported.add(place)) {
                orphans.record(
                        orphan(place, resource, Reason.UNKNOWN_TASK, Fate.REPORTED, "its task isn't known", now));
            }
            return false;
        }
        if (!mayTake(entry)) {
            return false;
        }
        // On record first: what is removed without a trace can't be explained to anybody.
        orphans.record(orphan(place, resource, reason, Fate.REPORTED, "to be removed", now));
        long beganMs = ticksMs.getAsLong();
        Write taking = Write.of(entry, entry.heldBy(me).withLeaving(List.of(resource.id())));
        if (ledger.write(List.of(taking)).get(entry.taskKey()) != Outcome.WRITTEN) {
            return false;
        }
        Fate fate = Fate.REPORTED;
        String remark = "the lease was too short to remove it; tried again";
        if (ticksMs.getAsLong() + settings.callLimitMs() <= beganMs + settings.leaseMs()) {
            try {
                resources.remove(place.vim(), resource);
                fate = Fate.REMOVED;
                remark = "";
            } catch (EffectException e) {
                fate = Fate.REMOVAL_FAILED;
                remark = e.failure().toString();
            }
        }
        release(taking.after());
        orphans.record(orphan(place, resource, reason, fate, remark, now));
        return fate == Fate.REMOVED;
    }

    /** Nobody else holds it, or he has been silent for as long as his lease. */
    private boolean mayTake(LedgerEntry entry) {
        String holder = entry.holder();
        if (holder == null || holder.equals(me)) {
            watches.remove(entry.taskKey());
            return true;
        }
        // Read after the entry was: silence counts from then.
        long nowMs = ticksMs.getAsLong();
        Watch watch = watches.get(entry.taskKey());
        if (watch == null || !holder.equals(watch.holder()) || watch.beat() != entry.beat()) {
            watches.put(entry.taskKey(), new Watch(holder, entry.beat(), nowMs));
            return false;
        }
        return nowMs - watch.sinceMs() >= settings.leaseMs() + settings.watchMarginMs();
    }

    /** A command may have come meanwhile: then its entry is released. Failing that, the lease runs out by itself. */
    private void release(LedgerEntry held) {
        LedgerEntry entry = held;
        for (int tries = 0; tries < 3 && entry != null && me.equals(entry.holder()); tries++) {
            Write giving = Write.of(entry, entry.releasedBy(me));
            if (ledger.write(List.of(giving)).get(entry.taskKey()) == Outcome.WRITTEN) {
                return;
            }
            entry = ledger.get(List.of(entry.taskKey())).get(entry.taskKey());
        }
    }

    private static Orphan orphan(Place place, Tagged resource, Reason reason, Fate fate, String remark, Moment now) {
        return new Orphan(
                place.vim(),
                resource.id(),
                resource.kind(),
                resource.nsInstanceId(),
                resource.taskKey(),
                reason,
                fate,
                remark,
                now.epochMs());
    }
}
