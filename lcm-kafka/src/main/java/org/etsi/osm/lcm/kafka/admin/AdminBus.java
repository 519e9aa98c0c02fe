package org.etsi.osm.lcm.kafka.admin;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.jspecify.annotations.Nullable;

/** The topic {@code admin} as every replica sees it: without a group, from now on. Confined to one thread. */
public interface AdminBus extends AutoCloseable {
    /**
     * What has come since the last poll; doesn't wait.
     *
     * @throws BusUnavailableException if the brokers don't answer
     */
    List<Heard> poll();

    /** Publishes and returns when it is acknowledged; or throws a {@link BusUnavailableException}. */
    void publish(String key, Value value);

    @Override
    void close();

    /** A record; what it holds can't be trusted to be anything. */
    record Heard(@Nullable String key, String value) {}
}
