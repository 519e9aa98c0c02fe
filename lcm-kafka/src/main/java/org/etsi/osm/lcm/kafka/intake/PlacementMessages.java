package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of the placement engine on {@code pla}: stored in the operation's record, where the planning looks for
 * them. The first answer counts, so that a plan that is made twice is made of the same.
 */
final class PlacementMessages {
    private static final Logger LOG = LoggerFactory.getLogger(PlacementMessages.class);

    /** More VNFs than any NS has. */
    private static final int MAX_VNFS = 1_000;

    private final OsmOperations operations;
    private final Counters counters;

    PlacementMessages(OsmOperations operations, Counters counters) {
        this.operations = operations;
        this.counters = counters;
    }

    /** @throws WireException if the record can't be understood */
    void take(Taken record, String key) {
        if (!key.equals("placement")) {
            throw OsmMessages.unknown(record, key);
        }
        Value placement = OsmBody.of(record)
                .field("placement")
                .filter(Value.Obj.class::isInstance)
                .orElseThrow(() -> new WireException("Expected a map 'placement', but there is none"));
        String id = OsmBody.text(placement, "nslcmopId");
        if (operations.place(id, checked(id, placement))) {
            counters.add("intake.placements");
            LOG.info("Operation {} is placed: {}", id, placement.items("vnf"));
        } else {
            counters.add("intake.notAwaited");
            LOG.info("Nobody awaits a placement of operation {}; {} changes nothing", id, record);
        }
    }

    /** What is stored: no more than is understood. */
    private static Value.Obj checked(String id, Value placement) {
        List<Value> vnfs = placement.items("vnf");
        if (vnfs.size() > MAX_VNFS) {
            throw new WireException("Expected at most " + MAX_VNFS + " VNFs to be placed, but found " + vnfs.size());
        }
        List<Value> checked = new ArrayList<>();
        for (Value vnf : vnfs) {
            checked.add(Value.Obj.EMPTY
                    .with("member-vnf-index", OsmBody.text(vnf, "member-vnf-index"))
                    .with("vimAccountId", OsmBody.text(vnf, "vimAccountId")));
        }
        return Value.Obj.EMPTY.with("nslcmopId", id).with("vnf", new Value.Arr(checked));
    }
}
