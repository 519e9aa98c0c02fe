package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Addressed;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Inbound;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Received;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Outcome;
import org.etsi.osm.lcm.core.adapter.LedgerStore.Write;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch of commands into the ledger with one bulk write: the commands of one task fold into one entry, and a
 * task that needs nothing from outside is done on the way. When it throws, nothing of the batch counts, and all of it
 * is accepted again.
 */
final class Acceptor {
    /** Somebody else wrote the same entry between our reading and writing; that this goes on isn't to be expected. */
    private static final int ROUNDS = 5;

    /** Steps of one instant task; more, and it isn't instant. */
    private static final int INSTANT_STEPS = 50;

    private static final Failure TOO_LARGE = Failure.permanent(
            "TOO_LARGE", "Expected a command that the ledger can store, but it is too large: not started");

    private static final Failure LEDGER_UNREADABLE = Failure.permanent(
            "LEDGER_UNREADABLE",
            "Expected the task's entry in the adapter's ledger to be readable, but it isn't: nothing is done for this"
                    + " task before the entry was repaired or deleted, since side effects may exist");

    private final LedgerStore ledger;
    private final Map<String, TaskHandler> handlers;
    private final String me;
    private final AdapterSettings settings;

    Acceptor(LedgerStore ledger, Map<String, TaskHandler> handlers, String me, AdapterSettings settings) {
        this.ledger = ledger;
        this.handlers = handlers;
        this.me = me;
        this.settings = settings;
    }

    /** The entries as they are stored now, and the answers that may be given since they are. */
    record Accepted(List<LedgerEntry> entries, List<Addressed> replies) {}

    private record Folded(@Nullable LedgerEntry before, LedgerEntry after, List<Addressed> replies) {
        boolean isChanged() {
            return !after.equals(before);
        }

        Write write() {
            return before == null ? new Write(null, after.withRevision(1)) : Write.of(before, after);
        }
    }

    Accepted accept(List<Received> records, long nowMs) {
        var open = new LinkedHashMap<String, List<Received>>();
        for (Received received : records) {
            if (received.message() instanceof Inbound.Commanded(var command) && !Looks.isLook(command)) {
                open.computeIfAbsent(command.taskKey(), key -> new ArrayList<>())
                        .add(received);
            }
        }
        var accepted = new Accepted(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            for (List<String> keys : Batches.of(new ArrayList<>(open.keySet()), settings.batch())) {
                acceptSome(keys, open, accepted, nowMs);
            }
        }
        if (!open.isEmpty()) {
            throw new StoreUnavailableException("Expected to accept " + open.keySet()
                    + ", but somebody else kept writing these entries; tried again");
        }
        return accepted;
    }

    private void acceptSome(List<String> keys, Map<String, List<Received>> open, Accepted accepted, long nowMs) {
        Map<String, LedgerEntry> known = ledger.get(keys);
        var folded = new LinkedHashMap<String, Folded>();
        keys.forEach(key -> folded.put(key, fold(known.get(key), open.getOrDefault(key, List.of()), nowMs)));
        List<Write> writes = folded.values().stream()
                .filter(Folded::isChanged)
                .map(Folded::write)
                .toList();
        Map<String, Outcome> outcomes = writes.isEmpty() ? Map.of() : ledger.write(writes);
        folded.forEach((key, fold) -> {
            switch (fold.isChanged() ? outcomes.getOrDefault(key, Outcome.CONFLICT) : Outcome.WRITTEN) {
                case WRITTEN -> {
                    accepted.entries().add(fold.isChanged() ? fold.write().after() : fold.after());
                    accepted.replies().addAll(fold.replies());
                    open.remove(key);
                }
                case REFUSED -> giveUp(open.remove(key), TOO_LARGE, accepted);
                case UNREADABLE -> giveUp(open.remove(key), LEDGER_UNREADABLE, accepted);
                case CONFLICT -> {}
            }
        });
    }

    /** What the ledger can't take is answered, and never keeps the others of its batch waiting. */
    private static void giveUp(@Nullable List<Received> records, Failure why, Accepted accepted) {
        for (Received received : records == null ? List.<Received>of() : records) {
            if (received.message() instanceof Inbound.Commanded(var command)) {
                accepted.replies().add(new Addressed(command.replyTo(), Reply.of(command, ReplyStatus.FAILED, why)));
            }
        }
    }

    private Folded fold(@Nullable LedgerEntry known, List<Received> records, long nowMs) {
        LedgerEntry entry = known;
        var replies = new ArrayList<Addressed>();
        for (Received received : records) {
            if (received.message() instanceof Inbound.Commanded(var command)) {
                long before = entry == null ? Long.MIN_VALUE : entry.sequence();
                Acceptance acceptance = Acceptance.accept(entry, received.partition(), command);
                entry = acceptance.entry();
                Reply reply = acceptance.reply();
                if (entry.isOpen() && entry.sequence() > before && isInstant(entry)) {
                    entry = doneAtOnce(entry, nowMs);
                    reply = entry.result();
                }
                if (reply != null) {
                    replies.add(new Addressed(command.replyTo(), reply));
                }
            }
        }
        if (entry == null) {
            throw new IllegalStateException("Expected at least one command per task, but there was none");
        }
        return new Folded(known, entry, replies);
    }

    /** A type that nobody here knows is answered at once too. */
    private boolean isInstant(LedgerEntry entry) {
        TaskHandler handler = handlers.get(entry.type());
        if (handler == null) {
            return true;
        }
        try {
            return handler.isEffectFree() && handler.isInstant(entry.command().parameters());
        } catch (RuntimeException e) {
            // Whatever is wrong with it fails this one task, by its first step.
            return false;
        }
    }

    private LedgerEntry doneAtOnce(LedgerEntry entry, long nowMs) {
        var attempt = new Attempt(entry, handlers.get(entry.type()), me, settings, nowMs);
        for (int count = 0; count < INSTANT_STEPS; count++) {
            switch (attempt.next(nowMs)) {
                case Attempt.Todo.Run(var step, var notAfter, var handler, var work) -> {
                    attempt.started(step);
                    attempt.on(step.run(handler, work), nowMs);
                }
                case Attempt.Todo.Save(var after) -> attempt.stored(after, nowMs);
                case Attempt.Todo.Finish(var after, var reply) -> {
                    return after;
                }
                case Attempt.Todo.Close c -> {
                    return attempt.entry();
                }
                case Attempt.Todo.Sleep s -> {
                    return attempt.entry();
                }
                case Attempt.Todo.Read r -> {
                    return attempt.entry();
                }
            }
        }
        return attempt.entry();
    }
}
