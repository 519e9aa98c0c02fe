package org.etsi.osm.lcm.kafka.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans on a few threads of its own. A store that is away is tried again with back-off, for as long as it takes; only
 * what the planner says, or a bug of it, refuses an operation. Thread-safe.
 */
public final class PlanningService implements Planning, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningService.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final RecordsSource records;
    private final Planner planner;
    private final OperationStore store;
    private final Runnable whenDone;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<Order> underway = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();

    /**
     * Starts no thread before there is something to plan.
     *
     * @param threads plans that are made at once
     * @param whenDone called after each result, from any thread; must not block
     */
    public PlanningService(
            RecordsSource records, Planner planner, OperationStore store, int threads, Runnable whenDone) {
        this.records = records;
        this.planner = planner;
        this.store = store;
        this.whenDone = whenDone;
        this.threads = new ScheduledThreadPoolExecutor(
                threads, Thread.ofPlatform().daemon().name("lcm-planning-", 0).factory());
        this.threads.setKeepAliveTime(30, TimeUnit.SECONDS);
        this.threads.allowCoreThreadTimeOut(true);
        this.threads.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void submit(OperationRequest request, Ownership ownership) {
        var order = new Order(request, ownership);
        if (underway.add(order)) {
            schedule(order, Duration.ZERO, FIRST_RETRY);
        }
    }

    @Override
    public List<Result> take() {
        var taken = new ArrayList<Result>();
        for (Result next = results.poll(); next != null; next = results.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private void schedule(Order order, Duration delay, Duration nextDelay) {
        try {
            var unused = threads.schedule(() -> attempt(order, nextDelay), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "Planning is closed; the next owner plans operation {}",
                    order.request().id(),
                    e);
        }
    }

    private void attempt(Order order, Duration nextDelay) {
        Event event;
        try {
            event = plan(order.request());
        } catch (StoreUnavailableException e) {
            LOG.warn(
                    "Operation {} can't be planned now, it is tried again in {} ms: {}",
                    order.request().id(),
                    nextDelay.toMillis(),
                    e.getMessage());
            again(order, nextDelay);
            return;
        } catch (Throwable e) {
            // The top of the thread: an executor would swallow it, and the operation would wait for its plan for ever.
            LOG.error(
                    "Planning operation {} met an error, it is tried again in {} ms",
                    order.request().id(),
                    nextDelay.toMillis(),
                    e);
            again(order, nextDelay);
            return;
        }
        // In this order: whoever has the result may submit the same again, and must not find it under way.
        underway.remove(order);
        results.add(new Result(order.request().id(), order.ownership(), event));
        whenDone.run();
    }

    private void again(Order order, Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        schedule(order, delay, doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY);
    }

    private Event plan(OperationRequest request) {
        try {
            OperationStore.StoredPlan stored = store.plan(request.id()).orElseGet(() -> {
                Plan made = planner.plan(request, records.of(request));
                return store.putPlan(request.id(), made);
            });
            return new Event.Planned(stored.plan(), stored.planId());
        } catch (PlanRefusedException e) {
            LOG.warn("Operation {} has no plan: {}", request.id(), e.getMessage());
            return new Event.PlanRefused(e.failure());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The top of a planner's call: whatever it met that it shouldn't, its operation ends and others go on.
            LOG.error("Planning operation {} met a bug; the operation fails", request.id(), e);
            return new Event.PlanRefused(Failure.permanent(
                    "INTERNAL",
                    "Expected a plan for the " + request.type() + " of NS " + request.nsInstanceId()
                            + ", but the planner failed: " + e));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record Order(OperationRequest request, Ownership ownership) {}
}
