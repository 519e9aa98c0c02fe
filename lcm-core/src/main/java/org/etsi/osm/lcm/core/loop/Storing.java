package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.OperationStore.Outcome;
import org.etsi.osm.lcm.core.port.OperationStore.Stamp;
import org.etsi.osm.lcm.core.port.OperationStore.Write;

/**
 * The storing part of a turn. A write whose outcome isn't known is looked up, and sent again to the letter if it hasn't
 * happened: it may still arrive, so nothing else may be decided meanwhile (design, section 3.1). Confined to the loop's
 * thread.
 */
final class Storing {
    private final OperationStore store;
    private final Folding folding;
    private final LoopListener listener;

    Storing(OperationStore store, Folding folding, LoopListener listener) {
        this.store = store;
        this.folding = folding;
        this.listener = listener;
    }

    /**
     * Stores what is still to be stored; the batch moves on to PUBLISH once all of it is confirmed.
     *
     * @return partitions that somebody else has written to, and how it was seen
     */
    Map<Integer, String> store(Batch batch) {
        var fenced = new HashMap<Integer, String>();
        if (batch.phase() == Batch.Phase.RECONCILE) {
            reconcile(batch, fenced);
            batch.phase(Batch.Phase.WRITE);
        }
        if (!batch.unwritten().isEmpty()
                || !batch.parks().isEmpty()
                || !batch.unkilled().isEmpty()) {
            batch.unwritten()
                    .keySet()
                    .removeIf(live ->
                            fenced.containsKey(live.current().ownership().partition()));
            write(batch, fenced);
        }
        boolean isThrough = batch.unwritten().keySet().stream()
                .allMatch(live -> fenced.containsKey(live.current().ownership().partition()));
        boolean isClosed = batch.unkilled().stream()
                .allMatch(killing ->
                        fenced.containsKey(killing.write().ownership().partition()));
        if (isThrough && isClosed && batch.parks().isEmpty()) {
            batch.phase(Batch.Phase.PUBLISH);
        }
        return fenced;
    }

    private void write(Batch batch, Map<Integer, String> fenced) {
        var writes = new ArrayList<Write>(batch.unwritten().values());
        writes.addAll(batch.parks());
        batch.unkilled().forEach(killing -> writes.add(killing.write()));
        if (writes.isEmpty()) {
            return;
        }
        Map<OperationId, Outcome> outcomes = store.write(writes);
        batch.parks().clear();
        boolean isUnclear = false;
        for (Live live : List.copyOf(batch.unwritten().keySet())) {
            Outcome outcome = outcomes.get(live.id());
            if (outcome == Outcome.WRITTEN) {
                confirm(batch, live);
            } else if (outcome == Outcome.REFUSED) {
                folding.refused(batch, live);
            } else {
                isUnclear = true;
            }
        }
        for (Batch.Killing killing : List.copyOf(batch.unkilled())) {
            Outcome outcome = outcomes.get(killing.write().id());
            if (outcome == Outcome.WRITTEN) {
                killed(batch, killing);
            } else if (outcome == Outcome.REFUSED) {
                batch.unkilled().remove(killing);
                batch.answers()
                        .add(BareAnswers.delivery(
                                BareAnswers.rejection(killing.request(), "the store can never hold that")));
            } else {
                isUnclear = true;
            }
        }
        if (isUnclear) {
            batch.phase(Batch.Phase.RECONCILE);
            reconcile(batch, fenced);
            batch.phase(Batch.Phase.WRITE);
        }
    }

    private void confirm(Batch batch, Live live) {
        batch.unwritten().remove(live);
        var before = live.stored();
        live.confirmed();
        listener.stored(before == null ? live.current() : before, live.current(), live.reasons());
    }

    private static void killed(Batch batch, Batch.Killing killing) {
        batch.unkilled().remove(killing);
        batch.killed().add(killing);
        batch.answers().add(BareAnswers.delivery(BareAnswers.killed(killing.request())));
    }

    private void reconcile(Batch batch, Map<Integer, String> fenced) {
        if (batch.unwritten().isEmpty() && batch.unkilled().isEmpty()) {
            return;
        }
        Map<OperationId, Stamp> stamps = store.stamps(Stream.concat(
                        batch.unwritten().keySet().stream().map(Live::id),
                        batch.unkilled().stream().map(killing -> killing.write().id()))
                .distinct()
                .toList());
        for (Batch.Killing killing : List.copyOf(batch.unkilled())) {
            Stamp stamp = stamps.get(killing.write().id());
            Ownership mine = killing.write().ownership();
            if (stamp == null || !stamp.open()) {
                killed(batch, killing);
            } else if (stamp.epoch() != mine.epoch() || !stamp.owner().equals(mine.owner())) {
                fenced.put(mine.partition(), belongs(stamp));
            }
        }
        for (Live live : List.copyOf(batch.unwritten().keySet())) {
            Stamp stamp = stamps.get(live.id());
            Ownership mine = live.current().ownership();
            if (stamp == null) {
                if (live.stored() != null) {
                    fenced.put(mine.partition(), "operation " + live.id() + " was removed from the store");
                }
            } else if (live.stored() == null && !stamp.open()) {
                forgetDuplicate(batch, live);
            } else if (stamp.epoch() == mine.epoch() && stamp.owner().equals(mine.owner())) {
                compare(batch, live, stamp, fenced);
            } else {
                // A higher epoch is the new owner's. A lower one is an insert of the former owner that came after our
                // takeover: the next takeover brings it in.
                fenced.put(mine.partition(), belongs(stamp));
            }
        }
    }

    private static String belongs(Stamp stamp) {
        return "operation " + stamp.id() + " belongs to " + stamp.owner() + " in epoch " + stamp.epoch();
    }

    private void compare(Batch batch, Live live, Stamp stamp, Map<Integer, String> fenced) {
        var stored = live.stored();
        if (stamp.revision() == live.current().revision()) {
            confirm(batch, live);
        } else if (stored == null || stamp.revision() != stored.revision()) {
            fenced.put(
                    live.current().ownership().partition(),
                    "operation " + live.id() + " has revision " + stamp.revision() + ", neither "
                            + (stored == null ? 0 : stored.revision()) + " nor "
                            + live.current().revision());
        }
    }

    /** A request of an operation that exists already, and is over: there is nothing to do. */
    private void forgetDuplicate(Batch batch, Live live) {
        batch.unwritten().remove(live);
        batch.touched().remove(live);
        batch.duplicates().add(live);
    }
}
