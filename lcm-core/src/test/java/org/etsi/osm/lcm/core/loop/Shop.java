package org.etsi.osm.lcm.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.engine.Commands;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.model.Answer;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Freeze;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.core.port.Membership;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.store.memory.MemoryFreezeStore;
import org.etsi.osm.lcm.core.store.memory.MemoryOperationStore;
import org.etsi.osm.lcm.core.store.memory.StoreFaults;

/** One engine loop between a bus, a store and a planner in memory, all of which fail on demand. */
final class Shop {
    static final int PARTITION = 3;

    final List<String> log = new ArrayList<>();
    final FakeBus bus = new FakeBus(log);
    final MemoryOperationStore store;
    final MemoryFreezeStore freezes;
    final List<String> listened = new ArrayList<>();
    final Deque<StoreFaults.WriteFate> writeFates = new ArrayDeque<>();
    final Deque<StoreFaults.CallFate> callFates = new ArrayDeque<>();
    final EngineLoop loop;
    Plan plan;
    int plannings;
    int bulks;
    final Planner planner = new Planner();
    private long ticks = 10_000;
    private int requests;

    Shop(Plan plan) {
        this(plan, new MemoryOperationStore(), "engine-a");
    }

    Shop(Plan plan, MemoryOperationStore store, String owner) {
        this(plan, store, new MemoryFreezeStore(store), owner);
    }

    Shop(Plan plan, MemoryOperationStore store, MemoryFreezeStore freezes, String owner) {
        this.plan = plan;
        this.store = store;
        this.freezes = freezes;
        loop = new EngineLoop(
                bus,
                store,
                freezes,
                planner,
                new Engine(EngineSettings.DEFAULT),
                LoopSettings.DEFAULT,
                owner,
                () -> new Moment(ticks, 1_700_000_000_000L + ticks),
                new Listener());
        useStore();
    }

    /** From now on the store fails as this shop wants it to. */
    void useStore() {
        store.faults(new StoreFaults() {
            @Override
            public WriteFate onWrite(List<Write> batch) {
                log.add("store");
                bulks++;
                var next = writeFates.poll();
                return next == null ? WriteFate.FINE : next;
            }

            @Override
            public CallFate onCall(Call call) {
                var next = callFates.poll();
                return next == null ? CallFate.FINE : next;
            }
        });
    }

    final class Planner implements Planning {
        int bugs;
        private final List<Result> results = new ArrayList<>();

        @Override
        public void submit(OperationRequest request, Ownership ownership) {
            plannings++;
            try {
                var stored = store.putPlan(request.id(), plan);
                results.add(new Result(request.id(), ownership, new Event.Planned(stored.plan(), stored.planId())));
            } catch (RuntimeException broken) {
                throw new AssertionError(broken);
            }
        }

        @Override
        public List<Result> take() {
            if (bugs > 0) {
                bugs--;
                throw new IllegalStateException("a bug");
            }
            var taken = List.copyOf(results);
            results.clear();
            return taken;
        }
    }

    private final class Listener implements LoopListener {
        @Override
        public void parked(OperationId operation, String reason, Throwable cause) {
            listened.add("parked " + operation + ": " + reason);
        }

        @Override
        public void unavailable(String what, RuntimeException cause) {
            listened.add("unavailable: " + what);
        }

        @Override
        public void fenced(int partition, String why) {
            listened.add("fenced: " + why);
        }

        @Override
        public void takenOver(int partition, long epoch, int operations) {
            listened.add("taken over " + partition + " epoch " + epoch + ": " + operations);
        }
    }

    Shop assigned() {
        bus.changes(new Membership.Assigned(PARTITION));
        return settle();
    }

    /** Turns until nothing more is done; the world may not need more than a few. */
    Shop settle() {
        for (int i = 0; i < 50; i++) {
            if (!loop.turn(0)) {
                return this;
            }
        }
        throw new AssertionError("Expected the loop to come to rest within 50 turns: " + log + listened);
    }

    Shop turn() {
        loop.turn(0);
        return this;
    }

    Shop after(Duration passed) {
        ticks += passed.toMillis();
        return this;
    }

    Shop requested(String id) {
        return requested(id, "ns1");
    }

    Shop requested(String id, String ns) {
        receive(new Inbound.Requested(request(id, ns)));
        return this;
    }

    static OperationRequest request(String id, String ns) {
        return new OperationRequest(
                new OperationId(id), ns, "instantiate", 1, Value.Obj.EMPTY, FailurePolicy.HOLD, Duration.ofHours(1));
    }

    void receive(Inbound message) {
        bus.receive(PARTITION, message);
    }

    /** Freezes in the store, and tells the loop's partition. */
    Shop frozen(Selector selector) {
        String request = "freeze-" + freezes.current().version();
        var changed = freezes.change(now -> now.freeze(new Freeze(selector, "alice", "", 1, request)));
        receive(new Inbound.FreezesChanged(changed.now().version()));
        return this;
    }

    Shop thawed(Selector selector) {
        String request = "freeze-" + freezes.current().version();
        var changed = freezes.change(now -> now.thaw(selector, request));
        receive(new Inbound.FreezesChanged(changed.now().version()));
        return this;
    }

    Shop asked(String operation, Verb verb) {
        return asked("q" + ++requests, operation, verb);
    }

    Shop asked(String requestId, String operation, Verb verb) {
        receive(new Inbound.Asked(
                new VerbRequest(requestId, new OperationId(operation), null, verb, "alice", VerbArguments.NONE, null)));
        return this;
    }

    Shop succeeds(String operation, String task) {
        receive(new Inbound.Replied(
                Reply.succeeded(command(operation, task), Value.Obj.EMPTY.with("id", operation + task))));
        return this;
    }

    /** Everything that is in flight, as stored. */
    Shop succeedsAll() {
        for (Operation operation : store.all()) {
            for (int i = 0; i < operation.plan().size(); i++) {
                Commands.inFlight(operation, TaskId.at(i), "lcm-inbox")
                        .ifPresent(command -> receive(new Inbound.Replied(Reply.succeeded(command, Value.Obj.EMPTY))));
            }
        }
        return this;
    }

    Shop fails(String operation, String task) {
        receive(new Inbound.Replied(
                Reply.of(command(operation, task), ReplyStatus.FAILED, Failure.permanent("BROKEN", "it is broken"))));
        return this;
    }

    /** The command that a task has in flight, as stored. */
    Command command(String operation, String task) {
        return Commands.inFlight(stored(operation), new TaskId(task), "lcm-inbox")
                .orElseThrow(() -> new AssertionError("Expected a command of " + task + ", but found " + sent()));
    }

    List<String> sent() {
        return bus.commands.stream().map(Shop::text).toList();
    }

    private static String text(Command command) {
        return command.action() + " " + command.operation() + "/" + command.task() + " #" + command.sequence();
    }

    static String execute(String operation, String task, int sequence) {
        return CommandAction.EXECUTE + " " + operation + "/" + task + " #" + sequence;
    }

    List<Answer> answers() {
        return bus.told.stream()
                .filter(Outgoing.Answered.class::isInstance)
                .map(item -> ((Outgoing.Answered) item).answer())
                .toList();
    }

    List<String> moves() {
        return bus.told.stream()
                .filter(Outgoing.OperationMoved.class::isInstance)
                .map(item -> ((Outgoing.OperationMoved) item).to().name())
                .toList();
    }

    Operation stored(String id) {
        return store.find(new OperationId(id))
                .orElseThrow(() -> new AssertionError("Expected operation " + id + " to be stored"));
    }

    Shop forget() {
        log.clear();
        bus.commands.clear();
        bus.told.clear();
        listened.clear();
        return this;
    }

    Shop isIdle() {
        assertThat(loop.isHeldUp()).isFalse();
        assertThat(bus.paused).isEmpty();
        return this;
    }

    static Map<Integer, Long> upTo(long offset) {
        return Map.of(PARTITION, offset);
    }
}
