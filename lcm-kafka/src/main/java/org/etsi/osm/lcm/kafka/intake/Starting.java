package org.etsi.osm.lcm.kafka.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings operations that OSM has recorded to the engine, older ones of the same NS first (ADR 0001). */
final class Starting {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    /** Operation types that the engine has planners for. */
    static final Set<String> SUPPORTED = Set.of("instantiate", "terminate");

    /** What OSM says when an operation of another type is over. */
    private static final Map<String, String> ENDS = Map.of(
            "action", "actioned",
            "scale", "scaled",
            "heal", "healed",
            "migrate", "migrated",
            "update", "updated",
            "verticalscale", "verticalscaled");

    private final OsmOperations operations;
    private final EngineView engine;
    private final Requests requests;
    private final IntakeSettings settings;
    private final Counters counters;
    private final Misshapen misshapen;

    Starting(OsmOperations operations, EngineView engine, IntakeSettings settings, Counters counters) {
        this.operations = operations;
        this.engine = engine;
        this.requests = new Requests(settings);
        this.settings = settings;
        this.counters = counters;
        this.misshapen = new Misshapen(counters);
    }

    /**
     * Passes an operation on, after the older ones of its NS; those that the engine knows already are left out.
     *
     * @throws DocumentRefusedException if it can't be claimed for the shape of its document; an older one is passed
     *     over
     */
    void start(Value.Obj document, Harvest harvest) {
        String id = document.text("_id").orElse("");
        String ns = document.text("nsInstanceId").orElse("");
        if (ns.isEmpty()) {
            pass(document, Double.NEGATIVE_INFINITY, harvest);
            return;
        }
        List<Value.Obj> due = operations.processingOf(ns, settings.page()).stream()
                .filter(other ->
                        isBefore(other, document) || id.equals(other.text("_id").orElse("")))
                .toList();
        Map<String, DocumentRefusedException> refused = passUnknown(due, Double.NEGATIVE_INFINITY, harvest);
        DocumentRefusedException itsOwn = refused.get(id);
        if (itsOwn != null) {
            throw itsOwn;
        }
    }

    /**
     * Passes on what the engine doesn't know.
     *
     * @param forgottenBefore the engine may have forgotten the end of one that started before that: it is refused
     * @return those that were passed over since the database refuses to change them, by id
     */
    Map<String, DocumentRefusedException> passUnknown(
            List<Value.Obj> documents, double forgottenBefore, Harvest harvest) {
        List<OperationId> ids = documents.stream()
                .flatMap(document -> document.text("_id").stream())
                .filter(id -> !id.isBlank() && id.length() <= 128)
                .map(OperationId::new)
                .toList();
        Set<OperationId> known = engine.nsOf(ids).keySet();
        var refused = new HashMap<String, DocumentRefusedException>();
        for (Value.Obj document : documents) {
            String id = document.text("_id").orElse("");
            boolean isKnown = known.stream().anyMatch(k -> k.value().equals(id));
            if (!isKnown && !harvest.isStarting(id)) {
                try {
                    pass(document, forgottenBefore, harvest);
                } catch (DocumentRefusedException e) {
                    misshapen.tell("Operation " + id, e);
                    refused.put(id, e);
                }
            }
        }
        return refused;
    }

    private void pass(Value.Obj document, double forgottenBefore, Harvest harvest) {
        String id = document.text("_id").orElse("");
        switch (operations.claim(id)) {
            case OURS -> {
                if (Requests.startTime(document) < forgottenBefore) {
                    refuse(id, document, "It is older than the time for which ended operations are kept", harvest);
                } else {
                    accept(id, document, harvest);
                }
            }
            case ANOTHERS -> {
                counters.add("intake.anothers");
                LOG.info("Operation {} belongs to another LCM; it is left to that one", id);
            }
            case GONE -> {
                counters.add("intake.notProcessing");
                LOG.info("Operation {} isn't PROCESSING any more; it isn't started", id);
            }
        }
    }

    private void accept(String id, Value.Obj document, Harvest harvest) {
        try {
            OperationRequest request = requests.of(document);
            if (!SUPPORTED.contains(request.type())) {
                refuse(id, document, "Operations of type " + request.type() + " are not supported yet", harvest);
                return;
            }
            counters.add("intake.accepted");
            LOG.info("Operation {} ({} of NS {}) goes to the engine", id, request.type(), request.nsInstanceId());
            harvest.add(new ForEngine(request.id(), request.nsInstanceId(), new Inbound.Requested(request)));
        } catch (WireException | IllegalArgumentException e) {
            refuse(id, document, String.valueOf(e.getMessage()), harvest);
        }
    }

    /** The user looks at the operation's record; whoever waits for the message gets that too. */
    private void refuse(String id, Value.Obj document, String error, Harvest harvest) {
        operations.refuse(id, error);
        counters.add("intake.refused");
        LOG.warn("Operation {} has FAILED before its start: {}", id, error);
        String ended = ENDS.get(document.text("lcmOperationType").orElse(""));
        if (ended != null) {
            harvest.add(new OsmSide.Message(
                    "ns",
                    ended,
                    Value.Obj.EMPTY
                            .with("nsr_id", document.text("nsInstanceId").orElse(""))
                            .with("nslcmop_id", id)
                            .with("operationState", "FAILED")));
        }
    }

    private static boolean isBefore(Value.Obj one, Value.Obj other) {
        int byTime = Double.compare(Requests.startTime(one), Requests.startTime(other));
        return byTime != 0
                ? byTime < 0
                : one.text("_id").orElse("").compareTo(other.text("_id").orElse("")) < 0;
    }
}
