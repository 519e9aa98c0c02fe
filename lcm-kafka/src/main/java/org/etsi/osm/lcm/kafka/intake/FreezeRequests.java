package org.etsi.osm.lcm.kafka.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.EventValues;
import org.etsi.osm.lcm.core.model.Freeze;
import org.etsi.osm.lcm.core.model.Freezes;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WideRequest;

/**
 * Freezes and thaws (design, section 3.5): stored first, then said to every partition, then answered when the owner of
 * each has acknowledged, or naming those that have not. Who waits for an answer is remembered in memory only: a client
 * that gets none asks again, and a repeated request is answered again. Confined to the loop's thread.
 */
final class FreezeRequests {
    /** How long the owners are waited for. */
    static final long PATIENCE_MS = 10_000;

    /** Requests that wait at once; whoever comes then is answered without waiting. */
    private static final int MOST_WAITING = 256;

    private final FreezeStore store;
    private final int partitions;
    private final Counters counters;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(WideRequest request, long version, long untilTicksMs) {}

    FreezeRequests(FreezeStore store, int partitions, Counters counters) {
        this.store = store;
        this.partitions = partitions;
        this.counters = counters;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    void freeze(WideRequest.Freeze asked, Moment now, Harvest harvest) {
        var freeze = new Freeze(asked.selector(), asked.actor(), asked.reason(), now.epochMs(), asked.requestId());
        counters.add("intake.freezes");
        follow(asked, store.change(freezes -> freezes.freeze(freeze)), now, harvest);
    }

    void thaw(WideRequest.Thaw asked, Moment now, Harvest harvest) {
        counters.add("intake.thaws");
        follow(asked, store.change(freezes -> freezes.thaw(asked.selector(), asked.requestId())), now, harvest);
    }

    void list(WideRequest.ListFreezes asked, Harvest harvest) {
        Freezes now = store.current();
        harvest.add(told(asked, true, "", detail(now.version(), store.acknowledged(), now)));
    }

    private void follow(WideRequest asked, FreezeStore.Changed changed, Moment now, Harvest harvest) {
        switch (changed.outcome()) {
            case Freezes.Outcome.Rejected(var reason) ->
                harvest.add(told(
                        asked, false, reason, detail(changed.now().version(), store.acknowledged(), changed.now())));
            case Freezes.Outcome.Changed(var next) -> await(asked, next.version(), now, harvest);
            // It may have been stored without being said: the process may have died in between.
            case Freezes.Outcome.Repeated(long version) -> await(asked, version, now, harvest);
        }
    }

    private void await(WideRequest asked, long version, Moment now, Harvest harvest) {
        harvest.addToAll(new Inbound.FreezesChanged(version));
        if (waiting.stream().anyMatch(one -> one.request().requestId().equals(asked.requestId()))) {
            // Asked again by somebody who is impatient: that doesn't put the answer off.
            return;
        }
        long patience = waiting.size() < MOST_WAITING ? PATIENCE_MS : 0;
        waiting.add(new Waiting(asked, version, now.ticksMs() + patience));
    }

    /** Answers whose time has come; they are kept until {@link #sent}. */
    void answerDue(Moment now, Harvest harvest) {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Integer, Long> acknowledged = store.acknowledged();
        Freezes current = store.current();
        for (Waiting one : waiting) {
            List<Integer> missing = missing(acknowledged, one.version());
            if (isDue(one, missing, now)) {
                String reason = missing.isEmpty()
                        ? ""
                        : "Expected the owner of every partition to acknowledge within " + PATIENCE_MS
                                + " ms, but those of " + missing + " have not: each will do so before it starts"
                                + " anything more, once it is at work";
                harvest.add(told(one.request(), true, reason, detail(one.version(), acknowledged, current)));
            }
        }
    }

    private static boolean isDue(Waiting one, List<Integer> missing, Moment now) {
        return missing.isEmpty() || now.ticksMs() >= one.untilTicksMs();
    }

    /** These answers have left. */
    void sent(List<IntakeBus.Told> answers) {
        waiting.removeIf(one -> answers.stream()
                .anyMatch(told -> told.requestId().equals(one.request().requestId())));
    }

    private List<Integer> missing(Map<Integer, Long> acknowledged, long version) {
        var missing = new ArrayList<Integer>();
        for (int partition = 0; partition < partitions; partition++) {
            if (acknowledged.getOrDefault(partition, -1L) < version) {
                missing.add(partition);
            }
        }
        return missing;
    }

    private Value.Obj detail(long version, Map<Integer, Long> acknowledged, Freezes now) {
        List<Integer> missing = missing(acknowledged, version);
        var heard = new ArrayList<Value>();
        for (int partition = 0; partition < partitions; partition++) {
            if (!missing.contains(partition)) {
                heard.add(Value.of(partition));
            }
        }
        return Value.Obj.EMPTY
                .with("version", version)
                .with("acknowledged", Value.list(heard))
                .with("missing", Value.list(missing.stream().map(Value::of).toList()))
                .with(
                        "freezes",
                        Value.list(now.inForce().stream()
                                .map(FreezeRequests::shown)
                                .toList()));
    }

    private static Value.Obj shown(Freeze freeze) {
        return EventValues.selector(freeze.selector())
                .with("actor", freeze.actor())
                .with("at", Instant.ofEpochMilli(freeze.atEpochMs()).toString())
                .with("requestId", freeze.requestId())
                .with("reason", freeze.reason());
    }

    private static IntakeBus.Told told(WideRequest asked, boolean accepted, String reason, Value.Obj detail) {
        return new IntakeBus.Told(
                asked.requestId(), Optional.empty(), Optional.of(asked.verb()), accepted, reason, detail);
    }
}
