package org.etsi.osm.lcm.kafka.intake;

import java.util.Optional;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.EngineBus.Inbound;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.ControlCodec;
import org.etsi.osm.lcm.kafka.wire.WideCodec;
import org.etsi.osm.lcm.kafka.wire.WideRequest;
import org.etsi.osm.lcm.kafka.wire.WireException;

/** The operators' verbs on {@code lcm-control}: their NS is looked up, since they come under any key. */
final class ControlMessages {
    private final OsmOperations operations;
    private final EngineView engine;
    private final Starting starting;
    private final WideRequests wide;
    private final Counters counters;

    ControlMessages(
            OsmOperations operations, EngineView engine, Starting starting, WideRequests wide, Counters counters) {
        this.operations = operations;
        this.engine = engine;
        this.starting = starting;
        this.wide = wide;
        this.counters = counters;
    }

    /** @throws WireException if not even the request's id can be read: then nobody can be answered */
    void take(Taken record, Moment now, Harvest harvest) {
        byte[] value = record.value();
        if (value == null) {
            throw new WireException("Expected a verb, but the record has no value");
        }
        try {
            Optional<WideRequest> request = WideCodec.decode(value);
            if (request.isPresent()) {
                wide.take(request.get(), now, harvest);
            } else {
                forward(ControlCodec.decodeVerb(value), harvest);
            }
        } catch (WireException e) {
            Optional<String> requestId = ControlCodec.requestIdOf(value);
            if (requestId.isEmpty()) {
                throw e;
            }
            reject(requestId.get(), Optional.empty(), String.valueOf(e.getMessage()), harvest);
        }
    }

    private void forward(VerbRequest request, Harvest harvest) {
        String ns = engine.nsOf(Set.of(request.operation())).get(request.operation());
        if (ns == null) {
            String id = request.operation().value();
            Optional<Value.Obj> document = operations.find(id).filter(OsmMessages::isProcessing);
            if (document.isEmpty() || document.get().text("nsInstanceId").isEmpty()) {
                reject(request.requestId(), Optional.of(id), "There is no operation " + id, harvest);
                return;
            }
            try {
                starting.start(document.get(), harvest);
            } catch (DocumentRefusedException e) {
                reject(request.requestId(), Optional.of(id), String.valueOf(e.getMessage()), harvest);
                return;
            }
            ns = document.get().text("nsInstanceId").orElseThrow();
        }
        counters.add("intake.verbs");
        harvest.add(new ForEngine(request.operation(), ns, new Inbound.Asked(request)));
    }

    private void reject(String requestId, Optional<String> operation, String reason, Harvest harvest) {
        counters.add("intake.verbsRejected");
        harvest.add(new IntakeBus.Told(requestId, operation, Optional.empty(), false, reason, Value.Obj.EMPTY));
    }
}
