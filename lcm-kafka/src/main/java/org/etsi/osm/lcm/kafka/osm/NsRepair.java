package org.etsi.osm.lcm.kafka.osm;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.intake.NsRecords;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Seen;
import org.etsi.osm.lcm.kafka.osm.OsmRecordWriter.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the last operation of an NS again where NBI has overwritten the NS's record with what it had read before
 * (contracts §2.8, ADR 0008). The mark in the record is part of what NBI wrote back, so it tells; what is written is
 * bound to the mark that was seen, so an engine that shows something newer meanwhile is never overtaken. Thread-safe.
 */
public final class NsRepair implements NsRecords {
    private static final Logger LOG = LoggerFactory.getLogger(NsRepair.class);

    private final OsmRecordWriter records;
    private final Operations operations;
    private final DueRepairs due;
    private final Counters counters;

    public NsRepair(OsmRecordWriter records, Operations operations, DueRepairs due, Counters counters) {
        this.records = records;
        this.operations = operations;
        this.due = due;
        this.counters = counters;
    }

    /** What the engine has stored. */
    public interface Operations {
        /** The newest operations of an NS. */
        List<Brief> ofNs(String nsInstanceId);

        /** One of them, tasks and all; nothing if it can't be read. */
        Optional<Operation> find(OperationId id);
    }

    /**
     * An operation in brief.
     *
     * @param waits for its turn
     */
    public record Brief(
            OperationId id,
            OperationState state,
            double startTime,
            boolean isPlanned,
            boolean waits,
            boolean isParked,
            boolean isOpen,
            long revision) {
        boolean occupies() {
            return !state.isTerminal() && !waits && !isParked;
        }

        /** The revision that OSM has to have seen at least; while it moves, nothing tells. */
        long shown() {
            return state.isMoving() && !isParked ? 0 : state.isTerminal() && !isOpen ? revision - 1 : revision;
        }
    }

    /** Which NSs have to be looked at, and when; survives a crash. */
    public interface DueRepairs {
        /** To be looked at after that time. */
        void note(List<String> nsInstanceIds, Duration after);

        /** Those whose time has come. */
        List<Due> due(int limit);

        /** Has been looked at; if it was noted again meanwhile, it stays. */
        void done(Due due);
    }

    /** An NS and when it is due, by which a later note is told apart. */
    public record Due(String nsInstanceId, long atEpochMs) {}

    @Override
    public void check(String nsInstanceId) {
        Optional<Seen> seen = records.seen(nsInstanceId);
        if (seen.isEmpty()) {
            return;
        }
        Optional<Brief> last = last(operations.ofNs(nsInstanceId), seen.get());
        if (last.isEmpty() || !isBehind(seen.get(), last.get())) {
            return;
        }
        Optional<Operation> operation = operations.find(last.get().id());
        if (operation.isPresent()
                && records.repair(new Shown(operation.get(), Projection.of(operation.get())), seen.get())) {
            counters.add("records.repaired");
            LOG.info(
                    "NS {} was overwritten by an older state of it; operation {} is shown again",
                    nsInstanceId,
                    last.get().id());
        }
    }

    @Override
    public void checkDue(int limit) {
        for (Due one : due.due(limit)) {
            try {
                check(one.nsInstanceId());
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // The top of one NS: a bug that it meets must not keep the others, and all of intake, waiting.
                counters.add("records.unrepaired");
                LOG.error("NS {} met a bug when it was looked at; it isn't repaired", one.nsInstanceId(), e);
            }
            due.done(one);
        }
    }

    /** Who occupies the NS has the last word on its record, else the latest that ever had it. */
    private static Optional<Brief> last(List<Brief> briefs, Seen seen) {
        return briefs.stream()
                .filter(brief -> brief.isPlanned() || brief.id().value().equals(seen.operation()))
                .max(Comparator.comparing(Brief::occupies)
                        .thenComparingDouble(Brief::startTime)
                        .thenComparing(Brief::id));
    }

    private static boolean isBehind(Seen seen, Brief last) {
        return !seen.isOurs() || !seen.operation().equals(last.id().value()) || seen.revision() < last.shown();
    }
}
