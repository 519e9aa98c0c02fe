package org.etsi.osm.lcm.core.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Inbound;
import org.etsi.osm.lcm.core.adapter.AdapterBus.Received;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * VERIFY: one look at the world for each, beside the attempts at work and without their bounds. Changes nothing, in the
 * world and in the ledger, of which it only reads what is known of the task. Nothing of it is stored: what a crash
 * loses is asked for again. Confined to the loop.
 *
 * <p>Bounded in number, more are answered UNKNOWN at once; and in time, since whoever asks waits for it.
 */
final class Looks {
    /** Looks that are out at once; one that never comes back keeps its place. */
    static final int MOST_OUT = 64;

    /** Looks that wait for a place. */
    static final int MOST_WAITING = 512;

    private record Key(String taskKey, long sequence) {}

    private record Look(Key key, Command command, @Nullable LedgerEntry known, long untilMs) {}

    private final LedgerStore ledger;
    private final Workers workers;
    private final Map<String, TaskHandler> handlers;
    private final AdapterSettings settings;
    private final Outbox outbox;

    private final Map<Key, Look> waiting = new LinkedHashMap<>();
    private final Map<Key, Look> looking = new LinkedHashMap<>();
    private final Map<Long, Key> out = new HashMap<>();

    /** Counted down: the attempts' tokens are counted up. */
    private long lastToken;

    Looks(
            LedgerStore ledger,
            Workers workers,
            Map<String, TaskHandler> handlers,
            AdapterSettings settings,
            Outbox outbox) {
        this.ledger = ledger;
        this.workers = workers;
        this.handlers = handlers;
        this.settings = settings;
        this.outbox = outbox;
    }

    static boolean isLook(Command command) {
        return command.action() == CommandAction.VERIFY;
    }

    /** Takes what the batch asks to look at; repeated ones, and a batch that is taken again, change nothing. */
    void accept(List<Received> records, long nowMs) {
        var asked = new LinkedHashMap<Key, Command>();
        for (Received received : records) {
            if (received.message() instanceof Inbound.Commanded(var command) && isLook(command)) {
                var key = new Key(command.taskKey(), command.sequence());
                if (!waiting.containsKey(key) && !looking.containsKey(key)) {
                    asked.put(key, command);
                }
            }
        }
        var keys = new HashSet<String>();
        asked.keySet().forEach(key -> keys.add(key.taskKey()));
        var known = new HashMap<String, LedgerEntry>();
        for (List<String> some : Batches.of(new ArrayList<>(keys), settings.batch())) {
            known.putAll(ledger.get(some));
        }
        asked.forEach((key, command) -> {
            if (!handlers.containsKey(command.type())) {
                outbox.add(command.replyTo(), Verdicts.unsupported(command));
            } else if (waiting.size() >= MOST_WAITING) {
                outbox.add(command.replyTo(), Verdicts.unknown(command, "too many at once, ask again"));
            } else {
                waiting.put(key, new Look(key, command, known.get(key.taskKey()), nowMs + limitMs()));
            }
        });
    }

    /** Sends out those that there is room for, and gives up those that nobody waits for any longer. */
    void go(long nowMs) {
        giveUp(waiting, nowMs, "there was no room to look in time: ask again");
        giveUp(looking, nowMs, "there was no answer within " + limitMs() + " ms");
        while (out.size() < MOST_OUT && !waiting.isEmpty()) {
            Look next = waiting.values().iterator().next();
            waiting.remove(next.key());
            TaskHandler handler = handlers.get(next.command().type());
            if (handler != null) {
                send(next, handler);
            }
        }
    }

    /** From acceptance: as long as a call may wait, and as long as it may take. */
    private long limitMs() {
        return 2 * settings.callLimitMs();
    }

    private void send(Look look, TaskHandler handler) {
        Command command = look.command();
        String account;
        try {
            account = handler.account(command.parameters());
        } catch (RuntimeException bug) {
            // Parameters that no code of ours wrote; a bug of one handler never stops its neighbours.
            outbox.add(command.replyTo(), Verdicts.unknown(command, "Expected parameters of an account, but " + bug));
            return;
        }
        LedgerEntry known = look.known();
        Step step = known != null && known.undone() ? new Step.Leftovers() : new Step.Observe();
        TaskHandler.Work work = work(command, known);
        lastToken--;
        out.put(lastToken, look.key());
        looking.put(look.key(), look);
        workers.submit(new Workers.Job(
                lastToken, account, look.key().taskKey() + " verify", look.untilMs(), () -> step.run(handler, work)));
    }

    private TaskHandler.Work work(Command command, @Nullable LedgerEntry known) {
        Value.Obj recorded = known == null ? null : known.outputs();
        Value.Obj outputs = recorded == null ? command.outputs() : recorded;
        return new TaskHandler.Work(
                command.nsInstanceId(),
                command.taskKey(),
                command.sequence(),
                command.type(),
                command.parameters(),
                outputs == null ? Value.Obj.EMPTY : outputs,
                known == null ? Value.Obj.EMPTY : known.memo(),
                settings.callLimitMs());
    }

    private void giveUp(Map<Key, Look> some, long nowMs, String why) {
        for (Iterator<Look> looks = some.values().iterator(); looks.hasNext(); ) {
            Look look = looks.next();
            if (look.untilMs() <= nowMs) {
                looks.remove();
                outbox.add(look.command().replyTo(), Verdicts.unknown(look.command(), why));
            }
        }
    }

    /** A look came back; without effect if it isn't one of ours, or was given up. */
    void comeBack(Workers.Done done) {
        Key key = out.remove(done.token());
        Look look = key == null ? null : looking.remove(key);
        if (look != null) {
            Command command = look.command();
            outbox.add(command.replyTo(), Verdicts.of(command, look.known(), done.result()));
        }
    }

    /** When there is something to do for one of them, if none comes back earlier. */
    long nextMs() {
        if (out.size() < MOST_OUT && !waiting.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long nextMs = Long.MAX_VALUE;
        for (Look look : waiting.values()) {
            nextMs = Math.min(nextMs, look.untilMs());
        }
        for (Look look : looking.values()) {
            nextMs = Math.min(nextMs, look.untilMs());
        }
        return nextMs;
    }
}
