package org.etsi.osm.lcm.kafka.osm;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.OsmSide;

/** The messages that OSM awaits at the end of an operation (contracts §1.3). */
final class FinalMessages {
    private FinalMessages() {}

    static List<OsmSide.Message> of(Operation operation, OperationState ended) {
        String id = operation.id().value();
        String ns = operation.request().nsInstanceId();
        Value parameters = operation.request().parameters();
        Value.Obj common =
                Value.Obj.EMPTY.with("nsr_id", ns).with("nslcmop_id", id).with("operationState", ended.name());
        return switch (operation.request().type()) {
            case "instantiate" ->
                List.of(new OsmSide.Message(
                        "ns",
                        "instantiated",
                        common.with(
                                        "startTime",
                                        new Value.Dec(operation.request().startTime()))
                                .with(
                                        "links",
                                        Value.Obj.EMPTY
                                                .with("self", "/osm/nslcm/v1/ns_lcm_op_occs/" + id)
                                                .with("nsInstance", "/osm/nslcm/v1/ns_instances/" + ns))
                                .with(
                                        "operationParams",
                                        Value.Obj.EMPTY
                                                .with("nsInstanceId", ns)
                                                .with(
                                                        "nsdId",
                                                        parameters
                                                                .field("nsdId")
                                                                .orElse(new Value.Nil())))));
            case "terminate" ->
                List.of(new OsmSide.Message(
                        "ns",
                        "terminated",
                        common.with("autoremove", parameters.field("autoremove").orElse(new Value.Bool(false)))));
            default -> List.of();
        };
    }
}
