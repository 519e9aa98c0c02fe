package org.etsi.osm.lcm.kafka.service;

import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.loop.LoopListener;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Outgoing;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place where transitions are logged: a line each, once, when they are stored. Confined to the loop's thread.
 */
final class LoopLog implements LoopListener {
    private static final Logger LOG = LoggerFactory.getLogger("org.etsi.osm.lcm.transitions");

    private final Counters counters;
    private @Nullable Trouble trouble;

    LoopLog(Counters counters) {
        this.counters = counters;
    }

    private record Trouble(String what, RuntimeException cause) {}

    @Override
    public void stored(Operation before, Operation after, List<String> reasons) {
        MDC.put("operationId", after.id().value());
        try {
            boolean isFirst = before.revision() == after.revision() && after.revision() == 1;
            for (Outgoing item : after.outbox()) {
                boolean isNew = isFirst || item.revision() > before.revision();
                if (isNew && item instanceof Outgoing.TaskMoved moved) {
                    log(after, moved);
                } else if (isNew && item instanceof Outgoing.OperationMoved moved) {
                    log(after, moved);
                }
            }
            reasons.forEach(reason -> because(after.id(), reason));
        } finally {
            MDC.remove("operationId");
        }
        counters.add("operations.stored");
    }

    private void log(Operation operation, Outgoing.TaskMoved moved) {
        MDC.put("taskId", moved.task().value());
        MDC.put("attempt", String.valueOf(moved.attempt()));
        try {
            LOG.info(
                    "{} {} ({}) {} -> {} by {}{}",
                    operation.id(),
                    moved.task(),
                    operation.plan().task(moved.task()).label(),
                    moved.from(),
                    moved.to(),
                    moved.cause(),
                    because(moved.error()));
        } finally {
            MDC.remove("taskId");
            MDC.remove("attempt");
        }
        counters.add("transitions.task");
    }

    private void log(Operation operation, Outgoing.OperationMoved moved) {
        LOG.info(
                "{} ({} of NS {}) {} -> {}, {}{} by {}{}",
                operation.id(),
                operation.request().type(),
                operation.request().nsInstanceId(),
                Objects.requireNonNullElse(moved.from(), "new"),
                moved.to(),
                moved.control(),
                moved.queuePosition() == 0 ? "" : ", position " + moved.queuePosition(),
                moved.cause(),
                because(moved.error()));
        counters.add("transitions.operation");
    }

    /** A reason that begins so says that something is broken which isn't ours to repair. */
    private static void because(OperationId operation, String reason) {
        if (reason.startsWith("ERROR: ")) {
            LOG.error("{} {}", operation, reason.substring("ERROR: ".length()));
        } else {
            LOG.debug("{} {}", operation, reason);
        }
    }

    private static String because(@Nullable Failure error) {
        return error == null ? "" : ": " + error;
    }

    @Override
    public void ignored(OperationId operation, List<String> reasons) {
        reasons.forEach(reason -> because(operation, reason));
    }

    @Override
    public void parked(OperationId operation, String reason, Throwable cause) {
        counters.add("operations.parked");
        LOG.error("{} is parked: {}; its events are dropped, its neighbours go on", operation, reason, cause);
    }

    @Override
    public void unavailable(String what, RuntimeException cause) {
        trouble = new Trouble(what, cause);
    }

    @Override
    public void fenced(int partition, String why) {
        counters.add("partitions.fenced");
        LOG.warn("Partition {} was written by somebody else: {}; it is taken over again if it is ours", partition, why);
    }

    @Override
    public void takenOver(int partition, long epoch, int operations) {
        LOG.info("Partition {} is ours in epoch {}, with {} open operations", partition, epoch, operations);
    }

    /** What went wrong since the last call; tells the runner's health. */
    boolean tellTrouble(Health health) {
        Trouble last = trouble;
        trouble = null;
        if (last != null) {
            health.trouble(last.what(), last.cause());
        }
        return last != null;
    }
}
