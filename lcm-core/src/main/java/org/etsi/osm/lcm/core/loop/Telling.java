package org.etsi.osm.lcm.core.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.NsQueue;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.Effect;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.Planning;

/**
 * The telling part of a turn: what is stored is sent, and what follows from its being acknowledged is begun. Confined
 * to the loop's thread.
 */
final class Telling {
    private final EngineBus bus;
    private final Planning planning;
    private final Wakes wakes;
    private final boolean supersede;
    private final LoopSettings settings;
    private final Clock clock;
    private final Deciding deciding;
    private final Audits audits;

    Telling(
            EngineBus bus,
            Planning planning,
            Wakes wakes,
            boolean supersede,
            LoopSettings settings,
            Clock clock,
            Deciding deciding,
            Audits audits) {
        this.bus = bus;
        this.planning = planning;
        this.wakes = wakes;
        this.supersede = supersede;
        this.settings = settings;
        this.clock = clock;
        this.deciding = deciding;
        this.audits = audits;
    }

    /** Sends everything and waits until it is acknowledged; throws and changes nothing if that fails. */
    void tell(Batch batch, Map<Integer, OwnedPartition> partitions) {
        var commands = new ArrayList<Command>();
        for (Batch.Resend resend : batch.resends()) {
            command(resend.live(), resend.task(), resend.sequence()).ifPresent(commands::add);
        }
        commands.addAll(batch.looks());
        var deliveries = new ArrayList<Delivery>(batch.answers());
        for (Live live : batch.touched()) {
            commands(live).values().forEach(commands::add);
            List<Outgoing> items = items(live);
            if (!items.isEmpty()) {
                deliveries.add(new Delivery(live.current(), items));
            }
        }
        if (!commands.isEmpty() || !deliveries.isEmpty()) {
            bus.publish(commands, deliveries);
        }
        batch.unreadable().forEach(park -> bus.unreadable(park.id(), park.reason()));
        batch.killed()
                .forEach(killing ->
                        bus.killed(killing.write().id(), killing.write().why().message()));
        batch.duplicates().forEach(live -> remove(partitions, live));
        var services = new LinkedHashMap<OwnedPartition, Set<String>>();
        for (Batch.Killing killing : batch.killed()) {
            OwnedPartition partition =
                    partitions.get(killing.write().ownership().partition());
            Live live = killing.live();
            if (partition != null && live != null) {
                partition.remove(live);
                wakes.forget(live.id(), live.current().plan().size());
                services.computeIfAbsent(partition, p -> new LinkedHashSet<>())
                        .add(live.current().request().nsInstanceId());
            } else if (partition != null) {
                partition.removeBroken(killing.write().id());
            }
        }
        for (Live live : batch.touched()) {
            OwnedPartition partition = partitions.get(live.current().ownership().partition());
            if (partition != null) {
                acknowledged(live, partition);
                services.computeIfAbsent(partition, p -> new LinkedHashSet<>())
                        .add(live.current().request().nsInstanceId());
            }
        }
        services.forEach((partition, ns) -> ns.forEach(id -> takeTurns(partition, id)));
    }

    /** The commands that are to be sent: each task's latest only, one overtaken inside the fold isn't sent. */
    private Map<TaskId, Command> commands(Live live) {
        var commands = new LinkedHashMap<TaskId, Command>();
        for (Effect effect : live.effects()) {
            if (effect instanceof Effect.SendCommand(var task, long sequence)) {
                command(live, task, sequence).ifPresent(command -> commands.put(task, command));
            }
        }
        return commands;
    }

    private Optional<Command> command(Live live, TaskId task, long sequence) {
        return live.current().parked() != null
                ? Optional.empty()
                : Commands.inFlight(live.current(), task, settings.inboxTopic())
                        .filter(command -> command.sequence() == sequence);
    }

    private static List<Outgoing> items(Live live) {
        var items = new ArrayList<>(live.current().outbox());
        if (live.current().parked() != null) {
            // Nothing more will happen to it by itself: OSM's record must not say PROCESSING for ever.
            items.add(new Outgoing.RecordsDue(live.current().revision()));
        }
        for (Effect effect : live.effects()) {
            if (effect instanceof Effect.SendAnswer(var answer)) {
                items.add(new Outgoing.Answered(answer.revision(), answer));
            }
        }
        return items;
    }

    private void acknowledged(Live live, OwnedPartition partition) {
        Operation stored = live.current();
        long now = clock.now().ticksMs();
        commands(live)
                .forEach((task, command) ->
                        wakes.listen(stored, task, command.sequence(), now, settings.resendFirstMs()));
        for (Effect effect : live.effects()) {
            switch (effect) {
                case Effect.ArmTimer armed -> wakes.arm(stored, armed);
                case Effect.MakePlan() -> makePlan(stored);
                case Effect.Verify(var request, var tasks) -> audits.begin(live, stored.ownership(), request, tasks);
                case Effect.SendCommand sent -> {}
                case Effect.SendAnswer sent -> {}
            }
        }
        live.told();
        List<Reply> news = live.newsDue(now, settings.progressMs());
        if (news != null && stored.state().isMoving()) {
            bus.progress(stored, news);
        }
        if (!stored.isOpen()) {
            partition.remove(live);
            wakes.forget(stored.id(), stored.plan().size());
        } else if (stored.state().isTerminal() && stored.parked() == null) {
            deciding.later(stored.ownership(), stored.id(), new Event.OutboxSent(stored.revision()));
        }
    }

    private void makePlan(Operation operation) {
        if (!operation.isPlanned() && operation.state().isMoving()) {
            deciding.planningStarted(operation);
            planning.submit(operation.request(), operation.ownership());
        }
    }

    private static void remove(Map<Integer, OwnedPartition> partitions, Live live) {
        OwnedPartition partition = partitions.get(live.current().ownership().partition());
        if (partition != null && partition.live(live.id()) == live) {
            partition.remove(live);
        }
    }

    private void takeTurns(OwnedPartition partition, String ns) {
        var mine = partition.ownership();
        if (mine == null) {
            return;
        }
        var stored = new ArrayList<Operation>();
        for (Live live : partition.ofNs(ns)) {
            Operation known = live.stored();
            if (known != null && !known.state().isTerminal()) {
                stored.add(known);
            }
        }
        NsQueue.due(stored, supersede).forEach(due -> deciding.later(mine, due.operation(), due.event()));
    }
}
