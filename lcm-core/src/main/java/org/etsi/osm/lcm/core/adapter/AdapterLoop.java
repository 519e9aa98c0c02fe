package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Received;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.adapter.Roster.Seat;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The loop that every adapter runs (design, section 4.1): commands are accepted into the ledger, worked on from there,
 * and answered when their result is stored. Driven: it owns no thread and no clock; {@link #turn} is called again and
 * again by one thread, and never waits for a step.
 *
 * <p>A turn that throws {@link StoreUnavailableException} or {@link BusUnavailableException} has lost nothing: the next
 * one reads what is stored and goes on. A new loop on the same ledger goes on likewise.
 */
public final class AdapterLoop {
    /** Writes that follow from writes within one turn; what is left over goes on in the next. */
    private static final int ROUNDS = 8;

    private final AdapterBus bus;
    private final LedgerStore ledger;
    private final Workers workers;
    private final Map<String, TaskHandler> handlers;
    private final String me;
    private final AdapterSettings settings;
    private final Acceptor acceptor;
    private final Roster roster;
    private final Departures departures;
    private final Closing closing;

    private final Set<Integer> owned = new HashSet<>();
    private final Map<Integer, Optional<String>> loading = new HashMap<>();
    private final Set<String> unsure = new LinkedHashSet<>();
    private final Set<String> closings = new LinkedHashSet<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private List<Received> backlog = List.of();
    private final Outbox outbox;
    private final Looks looks;
    private long nowMs;

    /**
     * @param handlers by task type
     * @param incarnation names this run of this adapter in leases; never used by another, nor again after a restart
     */
    public AdapterLoop(
            AdapterBus bus,
            LedgerStore ledger,
            Workers workers,
            Map<String, TaskHandler> handlers,
            String incarnation,
            AdapterSettings settings) {
        this.bus = bus;
        this.ledger = ledger;
        this.workers = workers;
        this.handlers = Map.copyOf(handlers);
        this.me = incarnation;
        this.settings = settings;
        this.acceptor = new Acceptor(ledger, this.handlers, me, settings);
        this.outbox = new Outbox(bus);
        this.looks = new Looks(ledger, workers, this.handlers, settings, outbox);
        this.roster = new Roster(settings.maxPerVim());
        this.closing = new Closing(ledger, this.handlers, settings);
        this.departures = new Departures(ledger, me, settings.batch());
    }

    /** One round of everything; waits for commands only if there is nothing else to do. */
    public void turn(Moment now) {
        nowMs = now.ticksMs();
        collect();
        load();
        advance();
        looks.go(nowMs);
        departures.write(nowMs);
        outbox.send();
        if (backlog.isEmpty()) {
            AdapterBus.Poll poll = bus.poll(Math.clamp(nextWakeMs() - nowMs, 0, settings.idleMs()));
            backlog = poll.records();
            poll.changes().forEach(this::changed);
        }
        accept();
    }

    /** When there will be something to do, if no command and no result comes earlier. */
    public long nextWakeMs() {
        boolean isBusy = !loading.isEmpty()
                || !unsure.isEmpty()
                || !closings.isEmpty()
                || !backlog.isEmpty()
                || !outbox.isEmpty()
                || !departures.isEmpty();
        return isBusy ? nowMs : Math.clamp(Math.min(roster.nextMs(), looks.nextMs()), nowMs, nowMs + settings.idleMs());
    }

    /** How many commands are open here. */
    public int openCount() {
        return roster.size();
    }

    /**
     * Whether leases of tasks that went elsewhere are still to be given back, which waits for the steps that are out;
     * or something isn't said yet. A loop that stops turns until it isn't so, or others must wait for its leases.
     */
    public boolean isLettingGo() {
        return roster.isAnyOut() || !departures.isEmpty() || !outbox.isEmpty();
    }

    private void changed(Membership change) {
        int partition = change.partition();
        List<Seat> affected = change instanceof Membership.Assigned
                ? List.of()
                : roster.where(attempt -> attempt.entry().partition() == partition);
        switch (change) {
            case Membership.Assigned a -> {
                owned.add(partition);
                loading.put(partition, Optional.empty());
            }
            case Membership.Revoked r -> {
                leave(partition);
                for (Seat seat : affected) {
                    roster.dismiss(seat);
                    if (!roster.isOut(seat.attempt.taskKey())) {
                        departures.add(seat.attempt);
                    }
                }
            }
            case Membership.Lost l -> {
                leave(partition);
                affected.forEach(roster::drop);
            }
        }
    }

    private void leave(int partition) {
        owned.remove(partition);
        loading.remove(partition);
        offsets.remove(partition);
    }

    /** Open entries of partitions that are new to us, page by page. */
    private void load() {
        for (int partition : List.copyOf(loading.keySet())) {
            Optional<String> after = loading.get(partition);
            List<LedgerEntry> page;
            do {
                page = ledger.open(partition, after == null ? Optional.empty() : after, settings.batch());
                page.forEach(this::follow);
                if (!page.isEmpty()) {
                    after = Optional.of(page.getLast().taskKey());
                    loading.put(partition, after);
                }
            } while (page.size() == settings.batch());
            loading.remove(partition);
        }
    }

    private void accept() {
        if (backlog.isEmpty()) {
            return;
        }
        looks.accept(backlog, nowMs);
        Acceptor.Accepted accepted = acceptor.accept(backlog, nowMs);
        accepted.entries().forEach(this::follow);
        outbox.addAll(accepted.replies());
        backlog.forEach(received -> offsets.merge(received.partition(), received.offset() + 1, Math::max));
        backlog = List.of();
        outbox.send();
        if (!offsets.isEmpty()) {
            bus.commit(Map.copyOf(offsets));
            offsets.clear();
        }
    }

    /** Brings who is at work in line with an entry as it is stored. */
    private void follow(LedgerEntry entry) {
        Seat seat = roster.of(entry.taskKey());
        boolean isMine = entry.isOpen() && owned.contains(entry.partition());
        if (seat == null) {
            if (isMine) {
                begin(entry, null);
            }
            return;
        }
        Attempt attempt = seat.attempt;
        boolean isSame = attempt.entry().sequence() == entry.sequence();
        if (isSame && isMine) {
            attempt.adopt(entry, nowMs);
            roster.makeReady(seat);
            return;
        }
        roster.dismiss(seat);
        if (isSame && entry.result() != null) {
            outbox.add(entry.command().replyTo(), entry.result());
        }
        boolean isOut = roster.isOut(entry.taskKey());
        if (isMine) {
            begin(entry, isOut ? null : attempt);
        } else if (!isOut) {
            attempt.adopt(entry, nowMs);
            departures.add(attempt);
        }
    }

    private void begin(LedgerEntry entry, @Nullable Attempt former) {
        var attempt = new Attempt(entry, handlers.get(entry.type()), me, settings, nowMs);
        if (former != null) {
            attempt.inherit(former);
        }
        departures.forget(entry.taskKey());
        roster.add(attempt);
    }

    private void collect() {
        for (Workers.Done done : workers.take()) {
            Seat seat = roster.comeBack(done.token());
            if (seat == null) {
                looks.comeBack(done);
                continue;
            }
            seat.attempt.on(done.result(), nowMs);
            if (!roster.isLeaving(seat)) {
                roster.makeReady(seat);
                continue;
            }
            boolean mayWrite = roster.hasLeft(seat);
            Seat successor = roster.of(seat.attempt.taskKey());
            if (successor != null) {
                successor.attempt.inherit(seat.attempt);
                roster.makeReady(successor);
            } else if (mayWrite) {
                departures.add(seat.attempt);
            }
        }
    }

    private record Pending(Seat seat, Attempt.Todo todo, Write write) {
        String taskKey() {
            return write.taskKey();
        }
    }

    private void advance() {
        for (int round = 0; round < ROUNDS; round++) {
            readUnsure();
            close();
            var pending = new ArrayList<Pending>();
            for (Seat seat : roster.takeReady(nowMs)) {
                act(seat, pending);
            }
            if (pending.isEmpty() && unsure.isEmpty() && closings.isEmpty()) {
                return;
            }
            for (List<Pending> some : Batches.of(pending, settings.batch())) {
                store(some);
            }
        }
    }

    private void act(Seat seat, List<Pending> pending) {
        Attempt attempt = seat.attempt;
        Attempt.Todo todo = attempt.next(nowMs);
        var progress = attempt.takeProgress();
        if (progress != null) {
            outbox.add(attempt.entry().command().replyTo(), progress);
        }
        switch (todo) {
            case Attempt.Todo.Sleep(var untilMs) -> roster.sleep(seat, untilMs);
            case Attempt.Todo.Run(var step, var notAfterMs, var handler, var work) ->
                workers.submit(new Workers.Job(
                        roster.sendOut(seat, step),
                        attempt.account(),
                        attempt.taskKey() + " " + step.label(),
                        notAfterMs,
                        () -> step.run(handler, work)));
            case Attempt.Todo.Close c -> closings.add(attempt.taskKey());
            case Attempt.Todo.Read r -> unsure.add(attempt.taskKey());
            case Attempt.Todo.Save(var after) -> plan(seat, todo, after, pending);
            case Attempt.Todo.Finish(var after, var reply) -> plan(seat, todo, after, pending);
        }
    }

    private void plan(Seat seat, Attempt.Todo todo, LedgerEntry after, List<Pending> pending) {
        pending.add(new Pending(seat, todo, Write.of(seat.attempt.entry(), after)));
        // Until its write is confirmed, what is stored of it isn't known.
        unsure.add(seat.attempt.taskKey());
    }

    private void store(List<Pending> some) {
        Map<String, Outcome> outcomes =
                ledger.write(some.stream().map(Pending::write).toList());
        for (Pending one : some) {
            if (outcomes.get(one.taskKey()) == Outcome.REFUSED) {
                one.seat().attempt.refused();
            }
            if (outcomes.get(one.taskKey()) != Outcome.WRITTEN) {
                continue;
            }
            unsure.remove(one.taskKey());
            Attempt attempt = one.seat().attempt;
            attempt.stored(one.write().after(), nowMs);
            if (one.todo() instanceof Attempt.Todo.Finish(var after, var reply)) {
                roster.dismiss(one.seat());
                outbox.add(attempt.entry().command().replyTo(), reply);
            } else {
                roster.makeReady(one.seat());
            }
        }
    }

    private void close() {
        for (String key : List.copyOf(closings)) {
            Seat seat = roster.of(key);
            if (seat != null) {
                closing.close(seat.attempt.entry())
                        .ifPresentOrElse(waitMs -> seat.attempt.closed(nowMs + waitMs), () -> unsure.add(key));
                roster.makeReady(seat);
            }
            closings.remove(key);
        }
    }

    /** After a conflict, or a write whose outcome isn't known, what is stored decides. */
    private void readUnsure() {
        for (List<String> keys : Batches.of(new ArrayList<>(unsure), settings.batch())) {
            Map<String, LedgerEntry> stored = ledger.get(keys);
            for (String key : keys) {
                LedgerEntry entry = stored.get(key);
                Seat seat = roster.of(key);
                if (entry != null && seat != null) {
                    follow(entry);
                } else if (seat != null) {
                    roster.dismiss(seat);
                }
                unsure.remove(key);
            }
        }
    }
}
