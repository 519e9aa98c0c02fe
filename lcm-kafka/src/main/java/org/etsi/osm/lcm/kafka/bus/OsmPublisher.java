package org.etsi.osm.lcm.kafka.bus;

import java.util.List;
import org.etsi.osm.lcm.kafka.wire.Json;

/**
 * Publishes what belongs to no loop's turn on OSM's topics; one producer for all, made when it is needed. Thread-safe.
 */
public final class OsmPublisher implements AutoCloseable {
    private final Sender sender;

    public OsmPublisher(Sender sender) {
        this.sender = sender;
    }

    /**
     * Returns when the message is acknowledged.
     *
     * @throws org.etsi.osm.lcm.core.port.BusUnavailableException if it isn't; it may have arrived
     */
    public synchronized void publish(OsmSide.Message message) {
        sender.send(List.of(Outbound.osm(message.topic(), message.command(), Json.write(message.value()))));
    }

    @Override
    public synchronized void close() {
        sender.close();
    }
}
