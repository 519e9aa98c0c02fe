package org.etsi.osm.lcm.kafka.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what no message told: operations whose message was lost, and open operations whose records are gone. Ages
 * are judged by this machine's clock against the one of OSM's records: a few seconds don't matter here.
 */
final class Scan {
    private static final Logger LOG = LoggerFactory.getLogger(Scan.class);

    /** Pages that one scan reads at most; the next one begins anew. */
    private static final int MAX_PAGES = 200;

    private final OsmOperations operations;
    private final EngineView engine;
    private final Starting starting;
    private final IntakeSettings settings;
    private final Counters counters;

    /** Missed once: a record that is missing twice in a row is gone. */
    private Set<String> missed = Set.of();

    Scan(OsmOperations operations, EngineView engine, Starting starting, IntakeSettings settings, Counters counters) {
        this.operations = operations;
        this.engine = engine;
        this.starting = starting;
        this.settings = settings;
        this.counters = counters;
    }

    void run(Moment now, Harvest harvest) {
        double startedBefore = (now.epochMs() - settings.lostAfter().toMillis()) / 1_000.0;
        findLost(startedBefore, (now.epochMs() - settings.retention().toMillis()) / 1_000.0, harvest);
        findVanished(startedBefore, harvest);
    }

    private void findLost(double startedBefore, double forgottenBefore, Harvest harvest) {
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            List<Value.Obj> found = operations.processing(startedBefore, after, settings.page());
            starting.passUnknown(
                    found.stream()
                            .sorted((a, b) -> Double.compare(Requests.startTime(a), Requests.startTime(b)))
                            .toList(),
                    forgottenBefore,
                    harvest);
            if (found.size() < settings.page()) {
                return;
            }
            after = found.getLast().text("_id");
        }
    }

    private void findVanished(double startedBefore, Harvest harvest) {
        List<EngineView.Open> open = engine.open(settings.page() * MAX_PAGES).stream()
                .filter(o -> o.startTime() < startedBefore && Starting.SUPPORTED.contains(o.type()))
                .toList();
        Set<String> existing =
                operations.existing(open.stream().map(o -> o.id().value()).toList());
        var missing = new HashSet<String>();
        for (EngineView.Open operation : open) {
            String id = operation.id().value();
            if (existing.contains(id)) {
                continue;
            }
            missing.add(id);
            if (missed.contains(id)) {
                counters.add("intake.vanished");
                LOG.warn("The record of operation {} is gone; it is cancelled and cleaned up", id);
                harvest.add(
                        new ForEngine(operation.id(), operation.nsInstanceId(), new Inbound.Vanished(operation.id())));
            }
        }
        missed = Set.copyOf(missing);
    }
}
