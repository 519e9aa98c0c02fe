package org.etsi.osm.lcm.kafka.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.intake.DryRuns;
import org.etsi.osm.lcm.tasks.planner.PlanRefusedException;
import org.etsi.osm.lcm.tasks.planner.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans to look at, on one thread of its own, so that no operation waits for them. Thread-safe. */
public final class DryPlanning implements DryRuns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DryPlanning.class);

    /** Requests that wait at once. */
    static final int MOST_WAITING = 16;

    private final PlanMaker maker;
    private final Runnable whenDone;
    private final ThreadPoolExecutor thread;
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();

    /** @param whenDone called after each result, from any thread; must not block */
    public DryPlanning(RecordsSource records, Planner planner, Runnable whenDone) {
        this.maker = new PlanMaker(records, planner);
        this.whenDone = whenDone;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("lcm-dry-run-", 0).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public boolean submit(String requestId, OperationRequest request) {
        try {
            thread.execute(() -> {
                results.add(made(requestId, request));
                whenDone.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("Request {} for a plan to look at finds too many before it", requestId, e);
            return false;
        }
    }

    private Result made(String requestId, OperationRequest request) {
        try {
            return new Result(
                    requestId, request, Optional.of(maker.make(request).plan()), "");
        } catch (PlanRefusedException e) {
            return new Result(requestId, request, Optional.empty(), e.failure().toString());
        } catch (StoreUnavailableException e) {
            return new Result(
                    requestId,
                    request,
                    Optional.empty(),
                    "The records can't be read now, ask again: " + e.getMessage());
        } catch (Throwable e) {
            // The top of the thread: an executor would swallow it, and the client would wait in vain.
            LOG.error("A plan to look at (request {}) met a bug", requestId, e);
            return new Result(
                    requestId,
                    request,
                    Optional.empty(),
                    PlanMaker.bug(request, e).toString());
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

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
