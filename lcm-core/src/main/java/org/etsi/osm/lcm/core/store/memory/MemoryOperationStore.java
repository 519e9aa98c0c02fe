package org.etsi.osm.lcm.core.store.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;

/**
 * Operations in memory, as the database would keep them: fenced and compared the same way, timers as what remains of
 * them, without what is worked out. So what it loads has to be put in order by the engine, as anywhere else; frontier
 * and {@code blockedBy} are empty. Deterministic. Thread-safe.
 *
 * <p>It fails as {@link StoreFaults} tell it to, and not otherwise.
 */
public final class MemoryOperationStore implements OperationStore {
    private final NavigableMap<OperationId, StoredOperation> operations = new TreeMap<>();
    private final Map<OperationId, StoredPlan> plans = new HashMap<>();
    private final Map<Integer, Long> epochs = new HashMap<>();
    private final List<Write> late = new ArrayList<>();
    private StoreFaults faults = StoreFaults.NONE;
    private long writes;

    /** Another one that holds the same now; what is late arrives here only. */
    public synchronized MemoryOperationStore copy() {
        var copy = new MemoryOperationStore();
        copy.operations.putAll(operations);
        copy.plans.putAll(plans);
        copy.epochs.putAll(epochs);
        copy.writes = writes;
        return copy;
    }

    /** What goes wrong from now on. */
    public synchronized void faults(StoreFaults next) {
        faults = next;
    }

    /** How many writes have arrived late or are still to; see {@link StoreFaults.Arrival#LATE}. */
    public synchronized int lateWrites() {
        return late.size();
    }

    /** Lets a late write arrive: it takes effect if its filter still matches. */
    public synchronized void landLate(int index) {
        apply(late.remove(index));
    }

    /** Makes an operation's document unreadable, as a bug or a careless hand would. */
    public synchronized void breakDocument(OperationId id, String reason) {
        operations.computeIfPresent(id, (key, stored) -> stored.broken(reason));
    }

    /** Makes it readable again, as a careful hand would. */
    public synchronized void mendDocument(OperationId id) {
        operations.computeIfPresent(id, (key, stored) -> stored.mended());
    }

    /** How many single writes took effect so far. */
    public synchronized long writesApplied() {
        return writes;
    }

    /** Every operation that is stored and readable, open or closed, by id; for checks. */
    public synchronized List<Operation> all() {
        return operations.values().stream()
                .filter(stored -> stored.problem().isEmpty())
                .map(this::read)
                .toList();
    }

    @Override
    public synchronized long beginEpoch(int partition) {
        return call(StoreFaults.Call.BEGIN_EPOCH, () -> epochs.merge(partition, 1L, Long::sum));
    }

    @Override
    public synchronized long epochOf(int partition) {
        return call(StoreFaults.Call.EPOCH_OF, () -> epochs.getOrDefault(partition, 0L));
    }

    /** The same, for what is kept beside it; never fails. */
    synchronized long begun(int partition) {
        return epochs.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized void claim(Ownership ownership) {
        call(StoreFaults.Call.CLAIM, () -> {
            operations.replaceAll((id, stored) -> {
                boolean ours = stored.partition() == ownership.partition()
                        && stored.operation().isOpen()
                        && stored.epoch() < ownership.epoch();
                return ours ? stored.ownedBy(ownership) : stored;
            });
            return true;
        });
    }

    @Override
    public synchronized List<Loaded> load(Ownership ownership, Optional<OperationId> after, int limit) {
        return call(
                StoreFaults.Call.LOAD,
                () -> after.map(id -> operations.tailMap(id, false)).orElse(operations).values().stream()
                        .filter(stored -> stored.operation().isOpen()
                                && stored.operation().ownership().equals(ownership))
                        .limit(limit)
                        .map(this::loaded)
                        .toList());
    }

    private Loaded loaded(StoredOperation stored) {
        Operation operation = stored.operation();
        Optional<String> problem = stored.problem().or(() -> planProblem(operation));
        return problem.<Loaded>map(reason -> new Loaded.Broken(operation.id(), operation.revision(), reason))
                .orElseGet(() -> new Loaded.Sound(read(stored)));
    }

    private Optional<String> planProblem(Operation operation) {
        StoredPlan plan = plans.get(operation.id());
        boolean sound = !operation.isPlanned()
                || (plan != null
                        && plan.planId().equals(operation.planId())
                        && plan.plan().size() == operation.tasks().size());
        return sound
                ? Optional.empty()
                : Optional.of("Expected plan " + operation.planId() + " to be stored, but it isn't there");
    }

    private Operation read(StoredOperation stored) {
        StoredPlan plan = plans.get(stored.operation().id());
        return stored.withPlan(stored.operation().isPlanned() && plan != null ? plan.plan() : Plan.EMPTY);
    }

    @Override
    public synchronized Map<OperationId, Outcome> write(List<Write> batch) {
        StoreFaults.WriteFate fate = faults.onWrite(batch);
        Map<OperationId, Outcome> outcomes = new HashMap<>();
        List<OperationId> updates = new ArrayList<>();
        boolean allMatched = true;
        for (Write write : batch) {
            boolean isInsert = write instanceof Write.Insert;
            boolean applied = false;
            switch (fate.arrival().apply(write)) {
                case LANDS -> applied = apply(write);
                case LOST -> {}
                case LATE -> late.add(write);
                case REFUSED -> {
                    outcomes.put(write.id(), Outcome.REFUSED);
                    continue;
                }
            }
            if (isInsert) {
                outcomes.put(write.id(), applied ? Outcome.WRITTEN : insertOutcome(write.id()));
            } else {
                updates.add(write.id());
                allMatched &= applied;
            }
        }
        // As a bulk of the database: one update that didn't match makes all of them uncertain.
        Outcome outcome = allMatched ? Outcome.WRITTEN : Outcome.UNCONFIRMED;
        updates.forEach(id -> outcomes.put(id, outcome));
        if (!fate.isAnswered()) {
            throw new StoreUnavailableException("Expected an answer to " + batch.size() + " writes, but none came");
        }
        return Map.copyOf(outcomes);
    }

    private Outcome insertOutcome(OperationId id) {
        return operations.containsKey(id) ? Outcome.EXISTS : Outcome.UNCONFIRMED;
    }

    /** Whether the write matched. */
    private boolean apply(Write write) {
        StoredOperation stored = operations.get(write.id());
        Optional<StoredOperation> next = switch (write) {
            case Write.Insert(var operation) ->
                stored == null ? Optional.of(StoredOperation.of(operation)) : Optional.empty();
            case Write.Update update ->
                stored != null && stored.matches(update.before())
                        ? Optional.of(stored.updated(update))
                        : Optional.empty();
            case Write.Park park ->
                stored != null && stored.mayPark(park) ? Optional.of(stored.parked(park)) : Optional.empty();
            case Write.Kill kill ->
                stored != null && stored.operation().ownership().equals(kill.ownership())
                        ? Optional.of(stored.killed(kill))
                        : Optional.empty();
        };
        next.ifPresent(operation -> operations.put(write.id(), operation));
        writes += next.isPresent() ? 1 : 0;
        return next.isPresent();
    }

    @Override
    public synchronized Map<OperationId, Stamp> stamps(List<OperationId> ids) {
        return call(StoreFaults.Call.STAMPS, () -> {
            Map<OperationId, Stamp> stamps = new HashMap<>();
            for (OperationId id : ids) {
                StoredOperation stored = operations.get(id);
                if (stored != null) {
                    stamps.put(id, stored.stamp());
                }
            }
            return stamps;
        });
    }

    @Override
    public synchronized Optional<StoredPlan> plan(OperationId operation) {
        return call(StoreFaults.Call.PLAN, () -> Optional.ofNullable(plans.get(operation)));
    }

    @Override
    public synchronized StoredPlan putPlan(OperationId operation, Plan plan) {
        return call(
                StoreFaults.Call.PUT_PLAN,
                () -> plans.computeIfAbsent(operation, id -> new StoredPlan("plan-" + id, plan)));
    }

    @Override
    public synchronized Optional<Operation> find(OperationId id) {
        return call(
                StoreFaults.Call.FIND,
                () -> Optional.ofNullable(operations.get(id)).map(stored -> switch (loaded(stored)) {
                    case Loaded.Sound(Operation operation) -> operation;
                    case Loaded.Broken(var broken, var revision, var reason) ->
                        throw new IllegalStateException(
                                "Expected operation " + broken + " to be readable, but: " + reason);
                }));
    }

    private <T> T call(StoreFaults.Call call, java.util.function.Supplier<T> body) {
        StoreFaults.CallFate fate = faults.onCall(call);
        if (fate == StoreFaults.CallFate.FAILS_BEFORE) {
            throw new StoreUnavailableException("Expected the store to do " + call + ", but it is away");
        }
        T result = body.get();
        if (fate == StoreFaults.CallFate.FAILS_AFTER) {
            throw new StoreUnavailableException("Expected an answer to " + call + ", but none came");
        }
        return result;
    }
}
