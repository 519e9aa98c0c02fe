package org.etsi.osm.lcm.kafka.admin;

import java.time.Duration;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.BusUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings itself over Kafka, as OSM's LCM does: often until a ping came back, then now and then. Driven; a turn never
 * waits and never throws, since nothing else depends on it. Confined to one thread.
 */
public final class Pings {
    private static final Logger LOG = LoggerFactory.getLogger(Pings.class);

    /** Until the last ping has come back. */
    static final Duration SOON = Duration.ofSeconds(5);

    /** Once it has. */
    static final Duration LATER = Duration.ofMinutes(2);

    private static final String PING = "ping";

    private final AdminBus bus;
    private final String worker;
    private final String version;
    private final HealthFile file;
    private final Counters counters;
    private boolean isSent;
    private boolean isAnswered;
    private long sentTicksMs;

    /** @param worker tells this process's pings from those of others */
    public Pings(AdminBus bus, String worker, String version, HealthFile file, Counters counters) {
        this.bus = bus;
        this.worker = worker;
        this.version = version;
        this.file = file;
        this.counters = counters;
    }

    public void turn(Moment now) {
        try {
            for (AdminBus.Heard heard : bus.poll()) {
                take(heard, now);
            }
            if (isDue(now)) {
                bus.publish(
                        PING,
                        Value.Obj.EMPTY
                                .with("from", "lcm")
                                .with("to", "lcm")
                                .with("version", version)
                                .with("worker_id", worker));
                isSent = true;
                isAnswered = false;
                sentTicksMs = now.ticksMs();
                counters.add("admin.pings");
            }
        } catch (BusUnavailableException e) {
            LOG.debug("No ping now; the next turn tries again", e);
        }
    }

    private boolean isDue(Moment now) {
        long wait = (isAnswered ? LATER : SOON).toMillis();
        return !isSent || now.ticksMs() - sentTicksMs >= wait;
    }

    private void take(AdminBus.Heard heard, Moment now) {
        String key = heard.key();
        if (PING.equals(key) && isOurs(heard)) {
            isAnswered = true;
            counters.add("admin.pongs");
            file.write(now.epochMs());
        } else if ("exit".equals(key)) {
            // Anybody on the bus may say it; whoever runs the process stops it.
            LOG.warn("Somebody asks every LCM to stop, on topic admin; this one goes on");
        }
    }

    private boolean isOurs(AdminBus.Heard heard) {
        try {
            Value body = OsmYaml.read(heard.value());
            return body.text("to").equals(Optional.of("lcm"))
                    && body.text("worker_id").equals(Optional.of(worker));
        } catch (WireException e) {
            LOG.debug("A ping that isn't YAML is nobody's", e);
            return false;
        }
    }
}
