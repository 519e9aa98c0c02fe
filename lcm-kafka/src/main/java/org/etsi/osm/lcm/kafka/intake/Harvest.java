package org.etsi.osm.lcm.kafka.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.kafka.bus.OsmSide;
import org.etsi.osm.lcm.kafka.wire.Rejected;

/** What has come of a batch so far; the same message for the engine is kept once. Confined to the loop's thread. */
final class Harvest {
    private final Set<ForEngine> inbox = new LinkedHashSet<>();
    private final Set<EngineBus.Inbound> toAll = new LinkedHashSet<>();
    private final List<IntakeBus.Told> replies = new ArrayList<>();
    private final List<OsmSide.Message> osm = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();

    void add(ForEngine message) {
        inbox.add(message);
    }

    /** For the owner of every partition. */
    void addToAll(EngineBus.Inbound message) {
        toAll.add(message);
    }

    void add(IntakeBus.Told reply) {
        replies.add(reply);
    }

    void add(OsmSide.Message message) {
        osm.add(message);
    }

    void add(Rejected record) {
        rejected.add(record);
    }

    /** Whether the batch has brought this operation already. */
    boolean isStarting(String operation) {
        return inbox.stream()
                .anyMatch(m -> m.message() instanceof EngineBus.Inbound.Requested
                        && m.operation().value().equals(operation));
    }

    IntakeBus.Findings findings() {
        return new IntakeBus.Findings(new ArrayList<>(inbox), List.copyOf(toAll), replies, osm, rejected);
    }
}
