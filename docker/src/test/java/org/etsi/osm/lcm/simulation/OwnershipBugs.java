package org.etsi.osm.lcm.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskTable;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.jspecify.annotations.Nullable;

/** Bugs in who owns an operation, and in what is stored before what is said. */
final class OwnershipBugs {
    /** What a task's end hangs on; an ABORT has the sequence of what it aborts. */
    private static final Set<CommandAction> RESENT = EnumSet.of(CommandAction.EXECUTE, CommandAction.ROLLBACK);

    private static final int AWAY_EVERY = 12;

    private OwnershipBugs() {}

    /** Whoever writes, writes: the epoch, the owner and the revision of what is stored don't matter. */
    static Seams noCheckOfWrites() {
        return Seams.NONE.withOperationStore(store -> new StoreBugs.Between(store) {
            @Override
            public Map<OperationId, Outcome> write(List<Write> writes) {
                var stamps = super.stamps(writes.stream().map(Write::id).toList());
                return super.write(writes.stream()
                        .map(write -> unfenced(write, stamps.get(write.id())))
                        .toList());
            }
        });
    }

    private static OperationStore.Write unfenced(OperationStore.Write write, OperationStore.@Nullable Stamp stamp) {
        if (stamp == null || !(write instanceof OperationStore.Write.Update(var before, var after, long now))) {
            return write;
        }
        var owner = new Ownership(before.ownership().partition(), stamp.epoch(), stamp.owner());
        Operation present = StoreBugs.with(before.ownedBy(owner), stamp.revision(), before.plan());
        return new OperationStore.Write.Update(present, after.ownedBy(owner), now);
    }

    /** A write of which nobody knows whether it arrived counts as written. */
    static Seams believedWrite() {
        return Seams.NONE.withOperationStore(store -> new StoreBugs.Between(store) {
            @Override
            public Map<OperationId, Outcome> write(List<Write> writes) {
                var outcomes = new HashMap<>(super.write(writes));
                outcomes.replaceAll((id, outcome) -> outcome == Outcome.UNCONFIRMED ? Outcome.WRITTEN : outcome);
                return outcomes;
            }
        });
    }

    /** Whoever takes over goes by the former owner's clock: what it armed is long due. */
    static Seams oldTimer() {
        return Seams.NONE.withOperationStore(store -> new StoreBugs.Between(store) {
            @Override
            public List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
                return super.load(ownership, after, limit).stream()
                        .map(loaded -> loaded instanceof Loaded.Sound(var operation)
                                ? new Loaded.Sound(operation.workedOut(due(operation.tasks()), operation.frontier()))
                                : loaded)
                        .toList();
            }
        });
    }

    private static TaskTable due(TaskTable tasks) {
        var changed = new Task[tasks.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = due(tasks.get(i));
        }
        return TaskTable.of(changed);
    }

    private static Task due(Task task) {
        Timer timer = task.timer();
        return timer == null || timer.kind() != Timer.Kind.TIMEOUT
                ? task
                : task.timer(new Timer(
                        timer.kind(), timer.originalMs(), timer.dueAtMs(), 0, timer.frozen(), timer.armedBy()));
    }

    /** Commands leave first, and what they follow from is stored afterwards. */
    static Seams effectBeforeStore() {
        // Each incarnation asks for its store and then for its bus, and such runs come one after another.
        var latest = new AtomicReference<Postponing>();
        return Seams.NONE
                .withOperationStore(store -> {
                    var postponing = new Postponing(store);
                    latest.set(postponing);
                    return postponing;
                })
                .withEngineBus(bus -> {
                    var postponing = latest.get();
                    return new BusBugs.Between(bus) {
                        @Override
                        public void publish(List<Command> commands, List<EngineBus.Delivery> deliveries) {
                            super.publish(commands, List.of());
                            postponing.flush();
                            super.publish(List.of(), deliveries);
                        }
                    };
                });
    }

    private static final class Postponing extends StoreBugs.Between {
        private final List<Write> postponed = new ArrayList<>();

        private Postponing(OperationStore store) {
            super(store);
        }

        @Override
        public Map<OperationId, Outcome> write(List<Write> writes) {
            flush();
            postponed.addAll(writes);
            var outcomes = new HashMap<OperationId, Outcome>();
            writes.forEach(write -> outcomes.put(write.id(), Outcome.WRITTEN));
            return outcomes;
        }

        private void flush() {
            if (!postponed.isEmpty()) {
                var writes = List.copyOf(postponed);
                postponed.clear();
                super.write(writes);
            }
        }
    }

    /**
     * An EXECUTE or ROLLBACK that may have been sent isn't sent again, by nobody: not after a failure, not by a new
     * owner. And the bus is away more often than elsewhere, which would do no harm by itself.
     */
    static Seams droppedResend() {
        var latest = new AtomicReference<Set<String>>();
        return Seams.NONE
                .withOperationStore(store -> {
                    var stored = new HashSet<String>();
                    latest.set(stored);
                    return new StoreBugs.Between(store) {
                        @Override
                        public Map<OperationId, Outcome> write(List<Write> writes) {
                            writes.forEach(write -> stored.addAll(intents(write)));
                            return super.write(writes);
                        }
                    };
                })
                .withEngineBus(bus -> {
                    var stored = latest.get();
                    return new BusBugs.Between(bus) {
                        private int count;

                        @Override
                        public void publish(List<Command> commands, List<EngineBus.Delivery> deliveries) {
                            var first = commands.stream()
                                    .filter(command -> !RESENT.contains(command.action())
                                            || stored.remove(command.taskKey() + "#" + command.sequence()))
                                    .toList();
                            if (!first.isEmpty() && ++count % AWAY_EVERY == 0) {
                                throw new BusUnavailableException("Expected the bus to be there, but it is away");
                            }
                            super.publish(first, deliveries);
                        }
                    };
                });
    }

    /** The commands that follow from a write. */
    private static List<String> intents(OperationStore.Write write) {
        var intents = new ArrayList<String>();
        if (write instanceof OperationStore.Write.Update(var before, var after, long now)) {
            for (int i = 0; i < after.tasks().size(); i++) {
                boolean isNew = i >= before.tasks().size()
                        || after.tasks().get(i).sequence()
                                > before.tasks().get(i).sequence();
                if (isNew) {
                    intents.add(after.id() + "/" + TaskId.at(i) + "#"
                            + after.tasks().get(i).sequence());
                }
            }
        }
        return intents;
    }
}
