package org.etsi.osm.lcm.kafka.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
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

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final PlanMaker maker;
    private final Placements placements;
    private final Duration placementLimit;
    private final OperationStore store;
    private final Runnable whenDone;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<Order> underway = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();

    /** Planning without a placement engine. */
    public PlanningService(
            RecordsSource records, Planner planner, OperationStore store, int threads, Runnable whenDone) {
        this(records, Placements.NONE, Duration.ZERO, planner, store, threads, whenDone);
    }

    /**
     * Starts no thread before there is something to plan.
     *
     * @param placementLimit how long an answer of the placement engine is waited for
     * @param threads plans that are made at once
     * @param whenDone called after each result, from any thread; must not block
     */
    public PlanningService(
            RecordsSource records,
            Placements placements,
            Duration placementLimit,
            Planner planner,
            OperationStore store,
            int threads,
            Runnable whenDone) {
        this.maker = new PlanMaker(records, planner);
        this.placements = placements;
        this.placementLimit = placementLimit;
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
            schedule(
                    new Job(order, new PlacementWait(placements, placementLimit, request)), Duration.ZERO, FIRST_RETRY);
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

    private void schedule(Job job, Duration delay, Duration nextDelay) {
        try {
            var unused = threads.schedule(() -> attempt(job, nextDelay), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Planning is closed; the next owner plans operation {}", job.id(), e);
        }
    }

    private void attempt(Job job, Duration nextDelay) {
        Optional<Event> event;
        try {
            event = plan(job);
        } catch (StoreUnavailableException | BusUnavailableException e) {
            LOG.warn(
                    "Operation {} can't be planned now, it is tried again in {} ms: {}",
                    job.id(),
                    nextDelay.toMillis(),
                    e.getMessage());
            again(job, nextDelay);
            return;
        } catch (Throwable e) {
            // The top of the thread: an executor would swallow it, and the operation would wait for its plan for ever.
            LOG.error(
                    "Planning operation {} met an error, it is tried again in {} ms",
                    job.id(),
                    nextDelay.toMillis(),
                    e);
            again(job, nextDelay);
            return;
        }
        if (event.isEmpty()) {
            schedule(job, LOOK_EVERY, FIRST_RETRY);
            return;
        }
        // In this order: whoever has the result may submit the same again, and must not find it under way.
        underway.remove(job.order());
        results.add(new Result(job.id(), job.order().ownership(), event.get()));
        whenDone.run();
    }

    private void again(Job job, Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        schedule(job, delay, doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY);
    }

    /** Nothing as long as a placement is awaited. */
    private Optional<Event> plan(Job job) {
        OperationRequest request = job.order().request();
        try {
            Optional<OperationStore.StoredPlan> stored = store.plan(request.id());
            if (stored.isEmpty() && !job.placement().isOver()) {
                return Optional.empty();
            }
            OperationStore.StoredPlan plan = stored.orElseGet(() -> made(job));
            return Optional.of(new Event.Planned(plan.plan(), plan.planId()));
        } catch (PlanRefusedException e) {
            LOG.warn("Operation {} has no plan: {}", request.id(), e.getMessage());
            return Optional.of(new Event.PlanRefused(e.failure()));
        } catch (StoreUnavailableException | BusUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The top of a planner's call: whatever it met that it shouldn't, its operation ends and others go on.
            LOG.error("Planning operation {} met a bug; the operation fails", request.id(), e);
            return Optional.of(new Event.PlanRefused(PlanMaker.bug(request, e)));
        }
    }

    private OperationStore.StoredPlan made(Job job) {
        OperationRequest request = job.order().request();
        PlanMaker.Made made = maker.make(request);
        // Before the plan is stored: what finds a stored plan doesn't come by here again.
        job.placement().place(made.records().placement());
        return store.putPlan(request.id(), made.plan());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record Order(OperationRequest request, Ownership ownership) {}

    /** An order and how far its placement has come. */
    private record Job(Order order, PlacementWait placement) {
        OperationId id() {
            return order.request().id();
        }
    }
}
