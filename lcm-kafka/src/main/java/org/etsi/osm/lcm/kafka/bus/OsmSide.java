package org.etsi.osm.lcm.kafka.bus;

import java.util.List;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.Value;

/** What OSM gets to see of an operation. Called by the engine's bus, on the engine's thread. */
public interface OsmSide {

    /**
     * Makes OSM's records show these snapshots, or later ones; durable on return. May be repeated. Throws
     * {@link org.etsi.osm.lcm.core.port.StoreUnavailableException} if it can't be done now.
     */
    void show(List<Operation> snapshots);

    /**
     * Makes OSM's record show that nothing more will happen to an operation of which no snapshot can be read. May be
     * repeated, and throw, as {@link #show}.
     */
    default void unreadable(OperationId operation, String reason) {}

    /** Makes OSM's record show that such an operation is closed as FAILED. May be repeated, and throw, likewise. */
    default void killed(OperationId operation, String reason) {}

    /** OSM's own messages about an operation that has come to an end. */
    List<Message> announcements(Operation snapshot, OperationState ended);

    /** Shows news that aren't stored, if it costs little; never throws. */
    void progress(Operation snapshot, List<Reply> news);

    /** A message on one of OSM's topics; the key is the command. */
    record Message(String topic, String command, Value value) {}
}
