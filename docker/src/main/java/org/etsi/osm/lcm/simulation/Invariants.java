package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.adapter.LedgerEntry;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.NsQueue;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Frontier;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.VerifyVerdict;
import org.etsi.osm.lcm.core.port.EngineBus.Delivery;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.jspecify.annotations.Nullable;

/** What has to hold at every event of every run (design, section 8). Confined to the run's thread. */
final class Invariants {
    private final SimWorld world;
    private final Punctuality punctuality;
    private final Engine engine = new Engine(EngineIncarnation.SETTINGS);
    private final Map<OperationId, Operation> stored = new TreeMap<>();
    private final Map<OperationId, TreeMap<Long, Outgoing>> journals = new HashMap<>();
    private final Map<OperationId, Set<Long>> told = new HashMap<>();
    private final Map<OperationId, Looked> looked = new HashMap<>();
    private final Set<List<Object>> seenToHold = new HashSet<>();
    private final DoneOnce doneOnce = new DoneOnce();

    /** What of an operation's memory was checked last. */
    private record Looked(Ownership owner, long revision) {}

    Invariants(SimWorld world) {
        this.world = world;
        this.punctuality = new Punctuality(world);
    }

    private void broken(String what) {
        world.violation(what);
    }

    // Engine: what is stored

    void written(List<Write> writes) {
        writes.forEach(write -> look(write.id()));
    }

    /** From now on nothing fails. */
    void calm() {
        punctuality.calm(stored.values());
    }

    /** Writes have arrived late. */
    void landed() {
        world.operations().all().forEach(operation -> look(operation.id()));
    }

    private void look(OperationId id) {
        Operation now = world.scenario().parks()
                ? readable(id)
                : world.operations().find(id).orElse(null);
        Operation before = stored.get(id);
        if (now == null || (before != null && before.revision() == now.revision())) {
            // What was killed as it was has the revision that it had.
            boolean isKilled =
                    now != null && now.parked() != null && now.state().isTerminal();
            if (isKilled) {
                stored.put(id, now);
            }
            return;
        }
        if (before != null && now.revision() < before.revision()) {
            broken("Expected revisions of " + id + " to grow, but " + before.revision() + " became " + now.revision());
        }
        stored.put(id, now);
        if (before != null) {
            nothingUntoldIsDropped(before, now);
        }
        record(now);
        StateRules.check(before, now, this::broken);
        nothingFrozenStarts(before, now);
        doneOnce.check(now, world.operator().asked(), this::broken);
        punctuality.timesOut(before, now);
        occupiedOnce(now.request().nsInstanceId());
    }

    private @Nullable Operation readable(OperationId id) {
        return world.operations().all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void nothingUntoldIsDropped(Operation before, Operation now) {
        for (Outgoing item : before.outbox()) {
            if (!isTold(before.id(), item) && !now.outbox().contains(item)) {
                broken("Expected " + item + " of " + before.id() + " to stay in the outbox until it is told, but"
                        + " revision " + now.revision() + " dropped it");
            }
        }
    }

    private boolean isTold(OperationId id, Outgoing item) {
        return !isTransition(item) || told.getOrDefault(id, Set.of()).contains(item.revision());
    }

    private static boolean isTransition(Outgoing item) {
        return item instanceof Outgoing.TaskMoved || item instanceof Outgoing.OperationMoved;
    }

    private void record(Operation now) {
        var journal = journals.computeIfAbsent(now.id(), id -> new TreeMap<>());
        for (Outgoing item : now.outbox()) {
            if (isTransition(item)) {
                Outgoing former = journal.put(item.revision(), item);
                if (former == null && item instanceof Outgoing.TaskMoved moved) {
                    punctuality.moved(now, moved);
                    believedRightly(now, moved);
                }
                if (former != null && !former.equals(item)) {
                    broken("Expected one transition with revision " + item.revision() + " of " + now.id()
                            + ", but there were " + former + " and " + item);
                }
            }
        }
        Journals.replays(journal.values(), now, this::broken);
    }

    /** No success is believed that the ledger doesn't hold for this very command. */
    private void believedRightly(Operation now, Outgoing.TaskMoved moved) {
        boolean isUndone = moved.to() == TaskState.UNDONE;
        if (moved.to() != TaskState.DONE && !isUndone) {
            return;
        }
        if (!isUndone && moved.from() != TaskState.RUNNING) {
            if (!seenToHold.contains(List.of(now.id(), moved.task(), moved.sequence()))) {
                broken("Expected an adapter to have seen what counts as done by hand, but none has seen " + moved
                        + " of " + now.id() + " hold");
            }
            return;
        }
        String key = now.id() + "/" + moved.task();
        String adapter = now.plan().task(moved.task()).adapter();
        LedgerEntry entry = world.side(adapter).ledger().get(List.of(key)).get(key);
        var result = entry == null ? null : entry.result();
        boolean isOver = entry != null && entry.sequence() > moved.sequence();
        boolean isSame = entry != null
                && result != null
                && entry.sequence() == moved.sequence()
                && result.status() == ReplyStatus.SUCCEEDED
                && (entry.command().action() == CommandAction.ROLLBACK) == isUndone;
        if (!isOver && !isSame) {
            broken("Expected the ledger to hold the success of " + key + " #" + moved.sequence() + ", but " + moved.to()
                    + " is believed while it holds " + entry);
        }
    }

    /** What the owner has acknowledged holds for whatever it stores. */
    private void nothingFrozenStarts(@Nullable Operation before, Operation now) {
        var freezes = world.freezes().current();
        int partition = now.ownership().partition();
        boolean isHeard = !freezes.inForce().isEmpty()
                && Objects.equals(world.freezes().acknowledged().get(partition), freezes.version());
        for (int i = 0; isHeard && i < now.tasks().size(); i++) {
            TaskSpec spec = now.plan().tasks().get(i);
            // With the plan, the first commands are stored.
            Task was =
                    before != null && i < before.tasks().size() ? before.tasks().get(i) : Task.NEW;
            boolean isNew = now.tasks().get(i).sequence() > was.sequence();
            if (isNew
                    && freezes.selectors().stream()
                            .anyMatch(freeze -> freeze.selects(now.request().nsInstanceId(), spec))) {
                broken("Expected no new command of a task that is frozen for all, but " + spec.id() + " of " + now.id()
                        + " got #" + now.tasks().get(i).sequence());
            }
        }
    }

    private void occupiedOnce(String ns) {
        var occupants = stored.values().stream()
                .filter(one -> one.request().nsInstanceId().equals(ns))
                .filter(one -> one.occupies() && !one.state().isTerminal() && one.parked() == null)
                .toList();
        if (occupants.size() > 1) {
            broken("Expected one operation at most to occupy " + ns + ", but found "
                    + occupants.stream().map(Operation::id).toList());
        }
    }

    /** Where nothing moves, a terminate waits for nothing but another terminate. */
    void terminatesHaveTheirWay() {
        for (Operation waiting : stored.values()) {
            boolean isQueued = waiting.request().type().equals(NsQueue.TERMINATE) && waiting.queuePosition() > 0;
            stored.values().stream()
                    .filter(other -> isQueued
                            && other.occupies()
                            && other.request()
                                    .nsInstanceId()
                                    .equals(waiting.request().nsInstanceId())
                            && !other.request().type().equals(NsQueue.TERMINATE))
                    .forEach(other -> broken("Expected " + other.id() + " to make way for terminate " + waiting.id()
                            + ", but it rests in " + other.state() + " " + other.control()));
        }
    }

    // Engine: what it says

    /** A command is about to leave. */
    void sending(Incarnation me, Command command) {
        Operation known = stored.get(command.operation());
        long sequence = known == null || !known.plan().contains(command.task())
                ? -1
                : known.task(command.task()).sequence();
        if (command.sequence() > sequence) {
            broken("Expected the intent to be stored before " + me.name() + " sends " + command.action() + " of "
                    + command.taskKey() + " #" + command.sequence() + ", but stored is #" + sequence);
        }
    }

    /** A transition or an answer is about to be told. */
    void saying(Incarnation me, Delivery delivery, Outgoing item) {
        var snapshot = delivery.snapshot();
        if (snapshot == null) {
            return;
        }
        Operation known = stored.get(snapshot.id());
        boolean isStored = switch (item) {
            case Outgoing.TaskMoved moved -> moved.equals(recorded(snapshot.id(), moved.revision()));
            case Outgoing.OperationMoved moved -> moved.equals(recorded(snapshot.id(), moved.revision()));
            case Outgoing.Answered(long revision, var answer) ->
                answer.verb().isRead()
                        || !answer.accepted()
                        || (known != null && known.answers().contains(answer));
            case Outgoing.Decided decided -> known != null && known.revision() >= decided.revision();
            case Outgoing.RecordsDue(long revision) -> known != null && known.revision() >= revision;
            case Outgoing.EndAnnounced(long revision, var state) -> known != null && known.revision() >= revision;
        };
        if (!isStored) {
            broken("Expected to be stored what " + me.name() + " tells of " + snapshot.id() + ", but " + item
                    + " isn't");
        }
    }

    private @Nullable Outgoing recorded(OperationId id, long revision) {
        var journal = journals.get(id);
        return journal == null ? null : journal.get(revision);
    }

    /** What follows from a transition has its revision, and doesn't count as the transition. */
    void told(Delivery delivery, Outgoing item) {
        var snapshot = delivery.snapshot();
        if (snapshot != null && isTransition(item)) {
            told.computeIfAbsent(snapshot.id(), id -> new HashSet<>()).add(item.revision());
        }
    }

    /** How many transitions of tasks were stored. */
    long transitions() {
        return journals.values().stream()
                .flatMap(journal -> journal.values().stream())
                .filter(item -> item instanceof Outgoing.TaskMoved)
                .count();
    }

    /** How many of them were told, and lead in order to the state that is stored now. */
    long survived() {
        long survived = 0;
        for (Operation now : world.operations().all()) {
            var journal = journals.getOrDefault(now.id(), new TreeMap<>());
            var gaps = new ArrayList<String>();
            Journals.replays(journal.values(), now, gaps::add);
            var heard = told.getOrDefault(now.id(), Set.of());
            survived += gaps.isEmpty()
                    ? journal.values().stream()
                            .filter(item -> item instanceof Outgoing.TaskMoved && heard.contains(item.revision()))
                            .count()
                    : 0;
        }
        return survived;
    }

    /** Revisions of transitions that were stored and never told. */
    Map<OperationId, Set<Long>> untold() {
        var missing = new HashMap<OperationId, Set<Long>>();
        journals.forEach((id, journal) -> {
            var left = new HashSet<>(journal.keySet());
            left.removeAll(told.getOrDefault(id, Set.of()));
            if (!left.isEmpty()) {
                missing.put(id, left);
            }
        });
        return missing;
    }

    // Engine: what it remembers

    /** What an owner has in memory is what is stored, and a new owner would find nothing that was left to do. */
    void remembered(Incarnation me, List<Operation> remembered) {
        for (Operation operation : remembered) {
            Operation known = stored.get(operation.id());
            boolean isJustLoaded = operation.frontier().equals(Frontier.EMPTY);
            var look = new Looked(operation.ownership(), operation.revision());
            boolean isSeen = look.equals(looked.get(operation.id()));
            if (known != null && !isJustLoaded && !isSeen && isOwner(operation)) {
                looked.put(operation.id(), look);
                compare(me, operation, known);
            }
        }
    }

    private boolean isOwner(Operation operation) {
        return world.operations()
                .find(operation.id())
                .filter(now -> now.ownership().equals(operation.ownership()))
                .isPresent();
    }

    private void compare(Incarnation me, Operation operation, Operation known) {
        StateRules.same(operation, known, this::broken);
        var again = engine.decide(
                        known.ownedBy(operation.ownership()), new Event.TakenOver(operation.ownership()), me.moment())
                .next();
        if (again.revision() != known.revision()) {
            broken("Expected nothing to be left to decide for " + known.id() + " at revision " + known.revision()
                    + ", but a new owner would come to " + again.revision() + " " + again.state() + " "
                    + again.outbox());
        } else if (!again.frontier().equals(operation.frontier()) || !sameBlocks(again, operation)) {
            broken("Expected the frontier of " + known.id() + " kept up to date, but it is " + operation.frontier()
                    + " and worked out anew " + again.frontier());
        }
    }

    private static boolean sameBlocks(Operation one, Operation other) {
        for (int i = 0; i < one.tasks().size(); i++) {
            if (one.tasks().get(i).blockedBy() != other.tasks().get(i).blockedBy()) {
                return false;
            }
        }
        return true;
    }

    // Adapter

    /** An adapter says what it saw. */
    void seen(Reply reply) {
        if (reply.verdict() == VerifyVerdict.HOLDS) {
            seenToHold.add(List.of(reply.operation(), reply.task(), reply.sequence()));
        }
    }

    /** A mutating call is about to be made. */
    void mutating(AdapterIncarnation me, String taskKey, boolean creates) {
        var entry = me.side().ledger().get(List.of(taskKey)).get(taskKey);
        if (entry == null || !me.name().equals(entry.holder())) {
            broken("Expected " + me.name() + " to hold the lease of " + taskKey + " when it changes the world, but "
                    + (entry == null ? "there is no entry" : entry.holder() + " does"));
        } else if (creates && !entry.createIssued()) {
            broken("Expected createIssued of " + taskKey + " to be stored before the create, but it isn't");
        }
    }

    Map<OperationId, Operation> stored() {
        return stored;
    }
}
