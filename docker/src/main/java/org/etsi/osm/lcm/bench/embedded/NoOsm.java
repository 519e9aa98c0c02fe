package org.etsi.osm.lcm.bench.embedded;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.kafka.bus.OsmSide;

/** No OSM around: the bench's operations have no records. */
final class NoOsm implements OsmSide {
    @Override
    public void show(List<Operation> snapshots) {}

    @Override
    public List<Message> announcements(Operation snapshot, OperationState ended) {
        return List.of();
    }

    @Override
    public void progress(Operation snapshot, List<Reply> news) {}
}
