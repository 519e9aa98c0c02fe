package org.etsi.osm.lcm.core.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.EngineBus.Received;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Brings each record of the inbox to the operation that it means. Confined to the loop's thread. */
final class Inbox {
    private final Folding folding;
    private final OperationStore store;
    private final Wakes wakes;
    private final Audits audits;
    private final LoopSettings settings;
    private final Clock clock;
    private final Freezing freezing;

    Inbox(
            Folding folding,
            Freezing freezing,
            OperationStore store,
            Wakes wakes,
            Audits audits,
            LoopSettings settings,
            Clock clock) {
        this.folding = folding;
        this.freezing = freezing;
        this.store = store;
        this.wakes = wakes;
        this.audits = audits;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the store says of operations that verbs name and nobody has in memory. */
    record LookedUp(Map<OperationId, Operation> found, Map<OperationId, Unreadable> unreadable) {
        /** Stored, but not to be understood. */
        record Unreadable(String reason, boolean open) {}

        boolean isKnown(OperationId id) {
            return found.containsKey(id) || unreadable.containsKey(id);
        }
    }

    /** Verbs may name operations that are over: their answer needs a look into the store. */
    LookedUp lookUp(Collection<OwnedPartition> partitions) {
        var found = new LookedUp(new HashMap<>(), new HashMap<>());
        for (OwnedPartition partition : partitions) {
            for (Received received : partition.isReady() ? partition.backlog() : List.<Received>of()) {
                if (received.message() instanceof Inbound.Asked(var request)
                        && partition.live(request.operation()) == null
                        && (partition.broken(request.operation()) == null
                                || BareAnswers.OF_BROKEN.contains(request.verb()))) {
                    lookUp(request.operation(), found);
                }
            }
        }
        return found;
    }

    /**
     * Partitions where a verb names an open operation that another owner has claimed since we loaded it, or never could
     * load it, or that can be read again: only a takeover brings it in.
     */
    Map<OwnedPartition, String> strayed(Collection<OwnedPartition> partitions, LookedUp looked) {
        var strayed = new HashMap<OwnedPartition, String>();
        for (Operation operation : looked.found().values()) {
            var owner = operation.ownership();
            for (OwnedPartition partition : partitions) {
                var mine = partition.ownership();
                if (operation.isOpen()
                        && partition.isReady()
                        && mine != null
                        && owner.partition() == mine.partition()
                        && owner.epoch() != mine.epoch()) {
                    strayed.put(
                            partition,
                            "open operation " + operation.id() + " belongs to " + owner.owner() + " in epoch "
                                    + owner.epoch());
                } else if (partition.broken(operation.id()) != null) {
                    strayed.put(partition, "operation " + operation.id() + " can be read again");
                }
            }
        }
        return strayed;
    }

    private void lookUp(OperationId id, LookedUp into) {
        try {
            store.find(id).ifPresent(operation -> into.found().put(id, operation));
        } catch (StoreUnavailableException away) {
            throw away;
        } catch (RuntimeException unreadable) {
            // One broken document must not keep the verb's neighbours from being looked at.
            var stamp = store.stamps(List.of(id)).get(id);
            String reason = String.valueOf(unreadable.getMessage());
            into.unreadable().put(id, new LookedUp.Unreadable(reason, stamp != null && stamp.open()));
        }
    }

    void route(Batch batch, OwnedPartition partition, Inbound message, LookedUp absent) {
        switch (message) {
            case Inbound.Requested(var request) -> {
                // One that a verb of this batch was found to name exists already, and is over.
                if (!absent.isKnown(request.id())) {
                    accept(batch, partition, request);
                }
            }
            case Inbound.Asked(var request) -> ask(batch, partition, request, absent);
            case Inbound.Replied(var reply) -> {
                if (reply.action() == CommandAction.VERIFY) {
                    audits.hear(reply);
                } else {
                    hear(batch, partition, reply);
                }
            }
            case Inbound.Vanished(var operation) ->
                folding.decide(batch, partition.live(operation), new Event.RecordsVanished());
            case Inbound.FreezesChanged(long version) -> freezing.apply(batch, partition);
            case Inbound.Unreadable() -> {}
        }
    }

    private void accept(Batch batch, OwnedPartition partition, OperationRequest request) {
        var mine = partition.ownership();
        boolean isKnown = partition.live(request.id()) != null || partition.broken(request.id()) != null;
        if (mine != null && !isKnown) {
            folding.accept(batch, partition, mine, request);
        }
    }

    private void ask(Batch batch, OwnedPartition partition, VerbRequest request, LookedUp absent) {
        Live live = partition.live(request.operation());
        if (live != null) {
            folding.decide(batch, live, new Event.VerbRequested(request));
            return;
        }
        var mine = partition.ownership();
        String broken = partition.broken(request.operation());
        var unreadable = absent.unreadable().get(request.operation());
        Operation closed = absent.found().get(request.operation());
        if (broken != null && mine != null) {
            askBroken(batch, mine, request, unreadable == null ? broken : unreadable.reason());
        } else if (unreadable != null && !unreadable.open() && isKill(request)) {
            // Killed before, by whichever request: what was asked for is so.
            batch.answers().add(BareAnswers.delivery(BareAnswers.killed(request)));
        } else if (unreadable != null) {
            answer(batch, null, BareAnswers.rejection(request, "the operation can't be read: " + unreadable.reason()));
        } else if (closed == null) {
            answer(batch, null, BareAnswers.rejection(request, "there is no such operation"));
        } else {
            askClosed(batch, partition, closed, request);
        }
    }

    private void askClosed(Batch batch, OwnedPartition partition, Operation closed, VerbRequest request) {
        boolean isKilledAsItWas = closed.state().isTerminal() && closed.parked() != null;
        if (isKilledAsItWas && isKill(request)) {
            answer(batch, closed, BareAnswers.killed(request));
            return;
        }
        var mine = partition.ownership();
        for (Effect effect : triedOut(closed, request)) {
            if (effect instanceof Effect.SendAnswer(var answer)) {
                answer(batch, closed, answer);
                return;
            }
            if (effect instanceof Effect.Verify(var asked, var tasks)
                    && asked.verb().isRead()
                    && mine != null) {
                audits.begin(new Live(closed, closed), mine, request, tasks);
                return;
            }
        }
        answer(
                batch,
                closed,
                BareAnswers.rejection(request, "it is in the hands of another engine at the moment: ask again"));
    }

    private List<Effect> triedOut(Operation closed, VerbRequest request) {
        try {
            return folding.tryOut(closed, new Event.VerbRequested(request)).effects();
        } catch (RuntimeException bug) {
            // Its own state is broken. One such operation must not keep the verb's neighbours waiting.
            return List.of(new Effect.SendAnswer(BareAnswers.rejection(request, "its own state is broken: " + bug)));
        }
    }

    /** It can't be read: its exits are to be closed as it is, and to be read again once somebody has mended it. */
    private void askBroken(Batch batch, Ownership mine, VerbRequest request, String broken) {
        if (!isKill(request)) {
            String reason = request.verb() == Verb.UNPARK
                    ? "it still can't be read, and stays parked: " + broken
                    : "the operation is parked: " + broken;
            answer(batch, null, BareAnswers.rejection(request, reason, BareAnswers.OF_BROKEN));
        } else if (request.expectedRevision() != null) {
            String reason = "revision " + request.expectedRevision() + " was expected, but it can't be read: " + broken;
            answer(batch, null, BareAnswers.rejection(request, reason, BareAnswers.OF_BROKEN));
        } else {
            folding.kill(batch, mine, request, null, broken);
        }
    }

    private static boolean isKill(VerbRequest request) {
        return request.verb() == Verb.KILL && request.task() == null;
    }

    private static void answer(Batch batch, @Nullable Operation snapshot, Answer answer) {
        batch.answers().add(new Delivery(snapshot, List.of(new Outgoing.Answered(answer.revision(), answer))));
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
        folding.decide(batch, live, new Event.Replied(reply));
    }
}
