package org.etsi.osm.lcm.containers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.demo.Facts;
import org.jspecify.annotations.Nullable;

/**
 * The life of one NS at a VIM of its own, over and over: instantiated, stopped half-way and rolled back; instantiated
 * and stopped and gone forward with by retry; terminated. After each step it looks at everything. It knows nothing of
 * what happens to the containers meanwhile. Runs in a thread of its own; others may ask it where it is.
 */
final class Lane implements Runnable, AutoCloseable {
    private static final Duration REST_LIMIT = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** More verbs than these for one operation, and it gets nowhere. */
    private static final int MOST_ASKS = 25;
    /** Stopped at the latest when so much is done: else there is nothing to stop. */
    private static final double LATEST_STOP = 0.8;

    private final String name;
    private final int first;
    private final Random random;
    private final Value.Obj nsr;
    private final Value.Obj parameters;
    private final Operator operator;
    private final Facts facts;
    private final Looks looks;
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicInteger rollbacks = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private volatile @Nullable String current;
    private volatile String doing = "nothing yet";
    private volatile boolean isEnough;

    /** @param first whether it begins with a rollback (even) or with going forward (odd) */
    Lane(Cluster cluster, String nsd, Value.Obj parameters, int first, Random random) {
        this.name = nsd + "-" + first;
        this.first = first;
        this.random = random;
        this.parameters = parameters;
        var ns = NsUnderTest.create(cluster, name, nsd, parameters);
        this.nsr = ns.nsr();
        this.facts = ns.facts();
        this.looks = ns.looks();
        this.operator = new Operator(cluster);
    }

    /** The operation under way, which the LCM may not know yet. */
    Optional<String> current() {
        return Optional.ofNullable(current);
    }

    /** Every operation that it asked for. */
    List<String> operations() {
        return List.copyOf(operations);
    }

    Operation stored(String operation) {
        return facts.operation(operation).orElseThrow();
    }

    int stops() {
        return stops.get();
    }

    int rollbacks() {
        return rollbacks.get();
    }

    int retries() {
        return retries.get();
    }

    /** It ends once the NS is terminated the next time. */
    void finish() {
        isEnough = true;
    }

    @Override
    public void run() {
        int cycle = first;
        do {
            live(cycle);
            cycle++;
        } while (!isEnough);
        doing = "nothing any more";
    }

    /** One life, from nothing to nothing. */
    void live(int cycle) {
        if (cycle % 2 != 0 || stopAndRollBack()) {
            String id = request("instantiate");
            if (cycle % 2 != 0) {
                stop(id);
            }
            drive(id, Verb.RETRY, OperationState.COMPLETED);
            looks.completed(id, at("completed " + id));
        }
        String id = request("terminate");
        if (random.nextBoolean()) {
            stop(id);
        }
        drive(id, Verb.RETRY, OperationState.COMPLETED);
        looks.terminated(id, at("terminated " + id));
        current = null;
    }

    /** False if it was too late for that, so that the NS is there. */
    private boolean stopAndRollBack() {
        String id = request("instantiate");
        if (!stop(id)) {
            looks.completed(id, at("completed " + id));
            return false;
        }
        drive(id, Verb.ROLLBACK, OperationState.ROLLED_BACK);
        looks.rolledBack(id, at("rolled back " + id));
        rollbacks.incrementAndGet();
        return true;
    }

    private String request(String type) {
        doing = "asks for " + type;
        String id = operator.request(type, nsr, parameters);
        operations.add(id);
        current = id;
        return id;
    }

    /** Cancels an operation somewhere on its way, and looks; false if it came to its end before. */
    private boolean stop(String id) {
        double when = random.nextDouble() * LATEST_STOP;
        CancelMode mode = random.nextBoolean() ? CancelMode.FORCEFUL : CancelMode.GRACEFUL;
        doing = "waits to cancel %s %s when %.0f %% is done".formatted(id, mode, when * 100);
        until(
                id,
                operation -> !operation.state().isMoving()
                        || (operation.isPlanned()
                                && Facts.done(operation)
                                        >= when * operation.plan().size()));
        Operation operation = ask(Verb.CANCEL, id, VerbArguments.of(mode));
        if (operation.state() != OperationState.FAILED_TEMP) {
            return false;
        }
        looks.stopped(id, at("stopped " + id));
        stops.incrementAndGet();
        return true;
    }

    /** Asks a verb as often as it takes to bring an operation to its end. */
    private void drive(String id, Verb verb, OperationState end) {
        doing = "waits for " + id + " to be " + end;
        Operation operation = until(id, found -> !found.state().isMoving());
        for (int i = 0; i < MOST_ASKS && operation.state() == OperationState.FAILED_TEMP; i++) {
            looks.retried(operation);
            if (verb == Verb.RETRY) {
                retries.incrementAndGet();
            }
            operation = ask(verb, id, VerbArguments.NONE);
        }
        if (operation.state() != end) {
            throw new AssertionError("Expected " + at(id) + " to end as " + end + ", but it is " + trouble());
        }
    }

    private Operation ask(Verb verb, String id, VerbArguments arguments) {
        doing = "asks " + verb + " of " + id;
        var answer = operator.ask(verb, id, arguments);
        doing = "waits for " + id + " after " + verb + ", " + (answer.accepted() ? "accepted" : answer.reason());
        return until(id, operation -> !operation.state().isMoving());
    }

    private interface Condition {
        boolean holds(Operation operation);
    }

    private Operation until(String id, Condition condition) {
        var last = new AtomicReference<@Nullable Operation>();
        try {
            await(at(id))
                    .atMost(REST_LIMIT)
                    .pollInterval(LOOK)
                    .ignoreExceptions()
                    .until(() -> {
                        facts.operation(id).ifPresent(last::set);
                        Operation found = last.get();
                        return found != null && condition.holds(found);
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Expected " + at(id) + " to get on, but " + trouble(), e);
        }
        return Objects.requireNonNull(last.get());
    }

    private String at(String what) {
        return what + " of " + name;
    }

    /** Where it is, and what keeps it; a store that is away doesn't keep anybody from telling what failed before. */
    String trouble() {
        String id = current;
        if (id == null) {
            return name + " " + doing;
        }
        try {
            return name + " " + doing + "; " + id + " is " + facts.state(id) + ", record " + facts.record(id) + ", "
                    + facts.trouble(id);
        } catch (RuntimeException e) {
            return name + " " + doing + "; " + id + " can't be read: " + e;
        }
    }

    @Override
    public void close() {
        operator.close();
    }
}
