package org.etsi.osm.lcm.kafka.osm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OSM's side of the engine's bus: projections and final messages. Progress is written aside, and dropped when late. */
public final class OsmView implements OsmSide, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OsmView.class);

    /** News that wait; more are dropped, since the next ones come within a second. */
    private static final int MAX_WAITING = 256;

    private final OsmRecordWriter writer;
    private final AlertRecords alerts;
    private final NsRepair.DueRepairs repairs;
    private final Duration repairAfter;
    private final Counters counters;
    private final ThreadPoolExecutor aside = new ThreadPoolExecutor(
            0,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("lcm-progress").factory());

    /**
     * Starts no thread before there is news.
     *
     * @param repairAfter how long after an operation's end the NS's record is looked at again
     */
    public OsmView(
            OsmRecordWriter writer,
            AlertRecords alerts,
            NsRepair.DueRepairs repairs,
            Duration repairAfter,
            Counters counters) {
        this.writer = writer;
        this.alerts = alerts;
        this.repairs = repairs;
        this.repairAfter = repairAfter;
        this.counters = counters;
    }

    @Override
    public void show(List<Operation> snapshots) {
        counters.add("records.shown", snapshots.size());
        // Before the end is shown: whoever dies after that has left a note.
        repairs.note(
                snapshots.stream()
                        .filter(snapshot -> Projection.isOver(Phase.of(snapshot)))
                        .map(snapshot -> snapshot.request().nsInstanceId())
                        .distinct()
                        .toList(),
                repairAfter);
        writer.write(snapshots.stream()
                .map(snapshot -> new OsmRecordWriter.Shown(snapshot, Projection.of(snapshot)))
                .toList());
        snapshots.forEach(this::watch);
    }

    private void watch(Operation snapshot) {
        try {
            watched(snapshot);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // On the engine's thread: what monitoring lacks must not hold up the operations.
            counters.add("alerts.refused");
            LOG.error("The alerts of NS {} can't be changed", snapshot.request().nsInstanceId(), e);
        }
    }

    private void watched(Operation snapshot) {
        String type = snapshot.request().type();
        Phase phase = Phase.of(snapshot);
        if (type.equals("instantiate") && phase == Phase.COMPLETED) {
            alerts.create(snapshot);
        } else if (type.equals("terminate") && snapshot.isPlanned() && Projection.isOver(phase)) {
            alerts.remove(snapshot.request().nsInstanceId());
        }
    }

    @Override
    public void unreadable(OperationId operation, String reason) {
        writer.end(operation, Projection.unreadable(reason));
    }

    @Override
    public void killed(OperationId operation, String reason) {
        writer.end(operation, Projection.killed(reason));
    }

    @Override
    public List<Message> announcements(Operation snapshot, OperationState ended) {
        return FinalMessages.of(snapshot, ended);
    }

    @Override
    public void progress(Operation snapshot, List<Reply> news) {
        try {
            aside.execute(() -> showProgress(snapshot, news));
        } catch (RejectedExecutionException e) {
            counters.add("progress.dropped");
        }
    }

    private void showProgress(Operation snapshot, List<Reply> news) {
        try {
            writer.write(List.of(new OsmRecordWriter.Shown(snapshot, Projection.progress(snapshot, news))));
        } catch (StoreUnavailableException e) {
            counters.add("progress.dropped");
        }
    }

    @Override
    public void close() {
        aside.shutdownNow();
    }
}
