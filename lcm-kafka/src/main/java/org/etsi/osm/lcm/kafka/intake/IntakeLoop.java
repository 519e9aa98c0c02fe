package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The intake's loop: poll a batch, look its operations up, send what comes of it and await acknowledgement, commit.
 * Driven, as the engine's: the caller calls {@link #turn} from one thread. A batch that meets trouble is taken again
 * whole; nothing in it does harm twice. A record that can't be understood goes to {@code lcm-rejected}, and the next
 * one is taken. Not thread-safe.
 */
public final class IntakeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);

    /** Records that one turn looks at; the others wait for the next. */
    private static final int MAX_CHECKS = 50;

    /** While somebody waits for an answer, it is looked for this often. */
    private static final long ANSWER_WAIT_MS = 50;

    private final IntakeBus bus;
    private final OsmMessages osm;
    private final WideRequests wide;
    private final ControlMessages control;
    private final Scan scan;
    private final NsRecords records;
    private final AccountRemoval removal;
    private final IntakeSettings settings;
    private final Counters counters;
    private List<Taken> batch = List.of();
    private long nextScanTicksMs = Long.MIN_VALUE;

    public IntakeLoop(
            IntakeBus bus,
            OsmOperations operations,
            OsmAccounts accounts,
            EngineView engine,
            NsRecords records,
            FreezeStore freezes,
            DryRuns dryRuns,
            IntakeSettings settings,
            Counters counters) {
        var starting = new Starting(operations, engine, settings, counters);
        this.bus = bus;
        this.removal = new AccountRemoval(accounts, engine, settings.page(), counters);
        this.osm = new OsmMessages(operations, engine, starting, records, removal, counters);
        this.wide = new WideRequests(
                new FreezeRequests(freezes, bus.inboxPartitions(), counters),
                new PlanRequests(operations, new Requests(settings), dryRuns, counters));
        this.control = new ControlMessages(operations, engine, starting, wide, counters);
        this.scan = new Scan(operations, engine, starting, settings, counters);
        this.records = records;
        this.settings = settings;
        this.counters = counters;
    }

    /**
     * One round; waits for records at most so long. What it throws is trouble outside: the same turn may be tried again
     * after a while, and nothing is lost.
     *
     * @return whether there was anything to do
     * @throws BusUnavailableException if Kafka doesn't answer
     * @throws StoreUnavailableException if the database doesn't answer
     */
    public boolean turn(Moment now, long maxWaitMs) {
        if (batch.isEmpty()) {
            batch = bus.poll(wide.isWaiting() ? Math.min(maxWaitMs, ANSWER_WAIT_MS) : maxWaitMs);
        }
        boolean worked = !batch.isEmpty();
        if (worked) {
            var harvest = new Harvest();
            for (Taken record : batch) {
                take(record, now, harvest);
            }
            bus.send(harvest.findings());
            bus.commit(batch);
            batch = List.of();
        }
        answerWhatIsDue(now);
        records.checkDue(MAX_CHECKS);
        scanIfDue(now);
        removal.turn();
        return worked;
    }

    private void answerWhatIsDue(Moment now) {
        if (!wide.isWaiting()) {
            return;
        }
        var harvest = new Harvest();
        wide.answerDue(now, harvest);
        IntakeBus.Findings findings = harvest.findings();
        if (!findings.isEmpty()) {
            bus.send(findings);
            wide.sent(findings.replies());
        }
    }

    private void scanIfDue(Moment now) {
        if (now.ticksMs() < nextScanTicksMs) {
            return;
        }
        var harvest = new Harvest();
        scan.run(now, harvest);
        IntakeBus.Findings findings = harvest.findings();
        if (!findings.isEmpty()) {
            counters.add("intake.scanned", findings.inbox().size());
            bus.send(findings);
        }
        removal.scan();
        nextScanTicksMs = now.ticksMs() + settings.scanEvery().toMillis();
    }

    private void take(Taken record, Moment now, Harvest harvest) {
        try {
            if (record.topic().equals(bus.controlTopic())) {
                control.take(record, now, harvest);
            } else {
                osm.take(record, harvest);
            }
        } catch (StoreUnavailableException | BusUnavailableException trouble) {
            throw trouble;
        } catch (WireException | DocumentRefusedException e) {
            reject(record, String.valueOf(e.getMessage()), harvest);
        } catch (RuntimeException e) {
            // The loop's top: a bug that one record meets must not keep the others waiting.
            LOG.error("Record {} met a bug; it is rejected, and intake goes on", record, e);
            reject(record, "Internal error: " + e, harvest);
        }
    }

    private void reject(Taken record, String reason, Harvest harvest) {
        counters.add("intake.rejected");
        LOG.warn("Record {} is rejected: {}", record, reason);
        harvest.add(record.rejected(reason));
    }
}
