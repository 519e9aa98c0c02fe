package org.etsi.osm.lcm.kafka.intake;

import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.CancelMode;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of OSM's topics that intake reads (contracts §1.2). The record key is the command. */
final class OsmMessages {
    private static final Logger LOG = LoggerFactory.getLogger(OsmMessages.class);

    private final OsmOperations operations;
    private final EngineView engine;
    private final Starting starting;
    private final NsRecords records;
    private final AccountMessages accounts;
    private final PlacementMessages placements;
    private final Counters counters;

    OsmMessages(
            OsmOperations operations,
            EngineView engine,
            Starting starting,
            NsRecords records,
            AccountRemoval removal,
            Counters counters) {
        this.operations = operations;
        this.engine = engine;
        this.starting = starting;
        this.records = records;
        this.accounts = new AccountMessages(removal, counters);
        this.placements = new PlacementMessages(operations, counters);
        this.counters = counters;
    }

    /** @throws WireException if the record can't be understood */
    void take(Taken record, Harvest harvest) {
        String key = record.key();
        if (key == null) {
            throw new WireException("Expected a command as the record's key, but found none");
        }
        if (OsmCommands.isIgnored(record.topic(), key)) {
            counters.add("intake.ignored");
            if (key.equals("exit")) {
                LOG.warn("{} asks every LCM to stop; this one goes on", record);
            }
            return;
        }
        switch (record.topic()) {
            case "nslcmops" -> onOperations(record, key, harvest);
            case "vim_account" -> accounts.take(record, key);
            case "pla" -> placements.take(record, key);
            default -> onNs(record, key, harvest);
        }
    }

    private void onOperations(Taken record, String key, Harvest harvest) {
        if (!key.equals("cancel")) {
            throw new WireException("Expected cancel on nslcmops, but found key '" + OsmBody.shortened(key) + "'");
        }
        cancel(record, harvest);
    }

    private void onNs(Taken record, String key, Harvest harvest) {
        if (OsmCommands.OPERATIONS.contains(key)) {
            operation(record, harvest);
        } else if (key.equals("vca_status_refresh")) {
            refresh(record);
        } else if (key.equals("deleted")) {
            deleted(OsmBody.text(OsmBody.of(record), "_id"), harvest);
        } else {
            throw unknown(record, key);
        }
    }

    static WireException unknown(Taken record, String key) {
        return new WireException("Expected a command that OSM has on " + record.topic() + ", but found key '"
                + OsmBody.shortened(key) + "'");
    }

    private void operation(Taken record, Harvest harvest) {
        Value.Obj body = OsmBody.of(record);
        String id = OsmBody.text(body, "_id");
        Optional<Value.Obj> document = operations.find(id);
        if (document.isEmpty()) {
            counters.add("intake.absent");
            throw new WireException("Expected operation " + id + " in nslcmops, but there is none; it isn't started");
        }
        if (!isProcessing(document.get())) {
            counters.add("intake.notProcessing");
            LOG.info(
                    "Operation {} is {} already; {} isn't started again",
                    id,
                    document.get().text("operationState").orElse("without a state"),
                    record);
            return;
        }
        starting.start(document.get(), harvest);
    }

    /** NBI has just overwritten an NS's record with what it had read. Its operation is made up: there is none of it. */
    private void refresh(Taken record) {
        counters.add("intake.refreshes");
        try {
            records.check(OsmBody.text(OsmBody.of(record), "nsInstanceId"));
        } catch (WireException e) {
            LOG.debug("Record {} names no NS to look at", record, e);
        }
    }

    private void cancel(Taken record, Harvest harvest) {
        Value.Obj body = OsmBody.of(record);
        String id = OsmBody.text(body, "_id");
        var operation = new OperationId(id);
        Optional<Value.Obj> document = operations.find(id);
        String known = engine.nsOf(Set.of(operation)).get(operation);
        if (document.isEmpty() && known == null) {
            counters.add("intake.absent");
            throw new WireException("Expected operation " + id + " in nslcmops, but there is none to cancel");
        }
        // NBI marks an operation without a look at whether it ends meanwhile: nobody else would take the mark away.
        operations.dropCancelOfEnded(id);
        if (known == null) {
            // The cancel has overtaken its operation, or the operation's message was lost.
            starting.start(document.get(), harvest);
        }
        String ns = known != null
                ? known
                : document.orElse(body).text("nsInstanceId").orElse("");
        CancelMode mode =
                mode(body).or(() -> document.flatMap(OsmMessages::mode)).orElse(CancelMode.GRACEFUL);
        String requestId = "osm-cancel-%d-%d-%s".formatted(record.partition(), record.offset(), id);
        var request = new VerbRequest(
                requestId.substring(0, Math.min(requestId.length(), 128)),
                operation,
                null,
                Verb.CANCEL,
                "osm",
                VerbArguments.of(mode),
                null);
        counters.add("intake.cancels");
        harvest.add(new ForEngine(operation, ns, new Inbound.Asked(request)));
    }

    /** NBI has removed the NS from its database: whatever is still open for it has lost its records. */
    private void deleted(String ns, Harvest harvest) {
        if (operations.isNsThere(ns)) {
            // Anybody may send it, and it removes everything: only a record that is really gone is believed.
            counters.add("intake.notDeleted");
            LOG.warn("NS {} is said to be deleted, but its record is there; nothing is done", ns);
            return;
        }
        for (EngineView.Open open : engine.openOf(ns)) {
            counters.add("intake.vanished");
            LOG.warn("NS {} was deleted while operation {} is open; it is cancelled and cleaned up", ns, open.id());
            harvest.add(new ForEngine(open.id(), open.nsInstanceId(), new Inbound.Vanished(open.id())));
        }
    }

    private static Optional<CancelMode> mode(Value.Obj document) {
        return document.text("cancelMode").map(text -> {
            for (CancelMode mode : CancelMode.values()) {
                if (mode.name().equalsIgnoreCase(text)) {
                    return mode;
                }
            }
            throw new WireException(
                    "Expected cancelMode GRACEFUL or FORCEFUL, but found '" + OsmBody.shortened(text) + "'");
        });
    }

    static boolean isProcessing(Value.Obj document) {
        return document.text("operationState").filter("PROCESSING"::equals).isPresent();
    }
}
